import { isLogged } from '../../analysis/outcomes/outcome';
import { nameOfCall } from '../../analysis/values/names';
import type { CallAt, Stop } from '../../analysis/calls/loss';
import { fateOf, fateOfPromise } from '../../analysis/ways/fate';
import { ignoresFailure } from '../../analysis/ways/treatment';
import type { Call, Unit } from '../../flow/unit';
import { enclosing, peel } from '../../flow/walk';
import type { Fix } from '../../kafka/evidence';
import type { Commit, Handler } from '../../kafka/model';
import type { Meaning } from '../../libraries/table';
import { contains } from '../../text/span';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import type { JudgedCommit } from './commit-order';
import { rethrowFix } from './fixes';
import { offsetOf } from './offsets';
import type { JudgedClose } from './closes';

export function buildCommit(context: Context, found: JudgedCommit, handler: Handler | undefined): Commit {
  const { unit, call, meaning, library, shown } = found, unread = found.order === 'unknown' ? droppedPoll(context, found, meaning) : undefined;
  const judged: JudgedCommit = unread ? { ...found, order: 'before', because: [unread], sureness: 'likely' } : found;
  const offset = (meaning.role === 'commit' || meaning.role === 'send-offsets') && meaning.offset ? offsetOf(context, unit, call, meaning.offset) : undefined;
  return {
    ...context.place(shown.unit, shown.call.nameSpan), ...context.circumstances(shown.unit.path),
    library: library ? context.use(unit.path, library) : { id: 'kafka-clients' },
    name: nameOfCall(shown.call, shown.unit), topics: handler?.topics ?? [],
    handler, order: judged.order,
    sparesOwn: offset?.form === 'same' && !/lastOffset/.test(context.inputs.source(offset.path)?.slice(offset.span) ?? ''), because: judged.because.map(s => context.evidence(s)), sureness: judged.sureness,
    checked: checkedBy(context, unit, call, meaning), offset,
    get moveAfterWork(): Fix | undefined {
      const last = judged.lastWork;
      const { unit: home, call: moved } = shown;
      if (!last || last.unit !== home || home.calls[last.call.id].func !== moved.func) return undefined;
      // Behind its work it would follow the order in which that ends.
      if (runsForEach(home, moved)) return undefined;
      return context.repair(home, false, (repairs, source) => repairs.moveAfter(home, source, moved, judged.order === 'whole-batch-early' ? loopAround(home, moved) ?? afterSpan(home, moved, last) : afterSpan(home, moved, last)));
    },
    get rethrow(): Fix | undefined { return judged.swallow && rethrowFix(context, judged.swallow); },
    get wait(): Fix | undefined {
      if (meaning.role !== 'commit' || meaning.way !== 'promise') return undefined;
      // Behind a catch that drops the failure there is nothing to wait for.
      if (fateOfPromise(context.ways, unit, call).fate !== 'dropped') return undefined;
      return context.repair(unit, false, (repairs, source) => repairs.wait(unit, source, call, 'promise'));
    },
  };
}

/** The commit that a consumer with auto commit makes when it is closed. */
export function buildClose(context: Context, judged: JudgedClose, found: FoundHandler, handler: Handler): Commit {
  return {
    ...context.place(judged.close.unit, judged.close.span), ...context.circumstances(judged.close.unit.path),
    library: context.use(found.unit.path, found.library), name: handler.name, topics: handler.topics, handler, order: 'on-close', sparesOwn: false, because: judged.because.map(s => context.evidence(s)), sureness: judged.sureness, checked: 'unknown',
  };
}

/** The poll before a commit outside of any loop, of whose records nobody looks at one: the commit counts them as read. */
function droppedPoll({ types }: Context, { unit, call }: CallAt, meaning: Meaning): Stop | undefined {
  const { body } = unit.funcs[call.func], around = enclosing(body, call.span);
  if (meaning.role !== 'commit' || !meaning.whole || meaning.way === 'mark' || around.some(({ step }) => step.kind === 'loop')) return undefined;
  const before = unit.calls.flatMap(one => {
    const role = one.func === call.func && one.span.end <= call.span.start && isSameReceiver(one, call) ? types.meanings.of(unit, one)?.meaning.role : undefined;
    return role === undefined ? [] : [{ one, role }];
  });
  const at = before.findLastIndex(({ role }) => role === 'poll'), poll = before[at]?.one;
  if (!poll || poll.use.kind !== 'dropped' || around.some(({ step }) => step.kind === 'branch' && !contains(step.span, poll.span))) return undefined;
  const goesBack = before.slice(at).some(({ one, role }) => role === 'seek' && enclosing(body, one.span).every(({ step }) => step.kind !== 'branch'));
  return goesBack ? undefined : { unit, span: poll.nameSpan, note: 'nobody looks at what this returns' };
}

/** Two calls on one variable or field. */
function isSameReceiver(one: Call, other: Call): boolean {
  const [a, b] = [one.receiver && peel(one.receiver), other.receiver && peel(other.receiver)];
  if (a?.kind === 'name') return b?.kind === 'name' && a.symbol !== undefined && a.symbol === b.symbol;
  return a?.kind === 'member' && b?.kind === 'member' && a.object.kind === 'this' && b.object.kind === 'this' && a.name === b.name;
}

/** A call stands in a function that is run for each of a list at once. */
function runsForEach(unit: Unit, { func }: Call): boolean {
  const { async, use } = unit.funcs[func];
  return async && use?.kind === 'argument' && /^(map|flatMap)$/.test(unit.calls[use.call].name);
}

/** The innermost loop around a commit. */
function loopAround(unit: Unit, commit: Call): { start: number; end: number } | undefined {
  return enclosing(unit.funcs[commit.func].body, commit.span).filter(e => e.step.kind === 'loop').pop()?.step.span;
}

/** The statement after which a commit belongs: the loop or statement with the last work, at the commit's own level. */
function afterSpan(unit: Unit, commit: Call, last: CallAt): { start: number; end: number } {
  const home = unit.funcs[commit.func];
  let best = last.call.statement;
  const visit = (steps: readonly { kind: string; span: { start: number; end: number } }[]): void => {
    for (const step of steps) {
      if (!contains(step.span, last.call.span)) continue;
      if (step.kind === 'loop' || step.kind === 'try' || step.kind === 'branch') {
        if (!contains(step.span, commit.span)) { best = step.span; return; }
        const any = step as { body?: typeof steps; arms?: (typeof steps)[] };
        if (any.body) visit(any.body);
        any.arms?.forEach(visit);
      }
    }
  };
  visit(home.body);
  return best;
}

function checkedBy(context: Context, unit: Unit, call: Call, meaning: Meaning): Commit['checked'] {
  if (meaning.role !== 'commit') return 'unknown';
  if (meaning.way === 'sync') return 'thrown';
  if (meaning.way === 'mark' || meaning.way === 'queued') return 'unknown';
  if (meaning.way === 'promise') {
    const outcome = fateOf(context.ways, unit, call, 'commit'), { fate } = outcome;
    if (isLogged(outcome)) return 'callback';
    return fate === 'dropped' || fate === 'ignored' || fate === 'swallowed' ? 'nobody' : 'thrown';
  }
  const callback = meaning.callback && call.args[Number(meaning.callback)];
  if (!callback) return 'nobody';
  const value = peel(callback);
  if (value.kind === 'literal' && value.value === null) return 'nobody';
  return ignoresFailure(context.ways, unit, callback, meaning.failure ?? 1, 'onComplete') ? 'nobody' : 'callback';
}
