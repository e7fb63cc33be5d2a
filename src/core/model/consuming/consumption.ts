import type { Call, Expr, Unit } from '../../flow/unit';
import { eachExpr, enclosing, peel } from '../../flow/walk';
import type { Commit, Consumer, Detached, Handler, OffsetForm, ReturnedFuture, Swallow } from '../../kafka/model';
import { contains } from '../../text/span';
import type { Act } from '../../analysis/effects/effect';
import type { FoundClient } from '../found-client';
import { isDeadLetterName } from '../../libraries/conventions';
import type { Context } from '../context';
import { isLogged } from '../../analysis/outcomes/fates';
import type { FoundHandler } from '../found-handler';
import { Handlers } from './handlers';
import type { JudgedClose } from './poll-loops';
import type { JudgedCommit } from './commit-order';
import { nameOfCall } from '../../analysis/values/names';
import { judgeHandler, type JudgedDetached } from './judge-handler';
import { leavesRow } from '../producing/relays';
import { hasRetryTopic, returnedFuture } from './returned-futures';
import type { JudgedSwallow } from './swallows';
import type { Fix } from '../../kafka/evidence';
import { valueAt } from '../../analysis/values/routes';

/** The handlers and commits of the workspace, judged. */
export interface Consumption {
  handlers: Handler[];
  commits: Commit[];
  /** Handlers with the code they were read from. */
  found: Map<FoundHandler, Handler>;
}

export function findConsumption(context: Context, clients: ReadonlyMap<FoundClient, Consumer>): Consumption {
  const handlers: Handler[] = [];
  const commits: Commit[] = [];
  const found = new Map<FoundHandler, Handler>();
  const judgedCalls = new Set<Call>();
  const elsewhere = new Set<string>();
  const made = new Map([...clients].map(([{ call, via }, consumer]) => [via ?? call, consumer]));
  const all = new Handlers(context);
  for (const unit of context.program.units) {
    for (const one of all.in(unit)) {
      const consumer = consumerOf(context, one, made);
      const auto = consumer?.setting('enable.auto.commit');
      if (one.form === 'poll-loop' && auto?.known) one.autoCommit = auto.value === 'true';
      if (one.form === 'callback' && auto?.known && auto.value === 'false') one.byHand = true;
      const judged = judgeHandler(context.fates, one);
      const handler: Handler = {
        ...context.place(unit, one.span), ...context.circumstances(unit.path),
        form: one.form, library: context.use(unit.path, one.library), consumer,
        name: one.name, topics: one.topics.length > 0 ? one.topics : consumer?.topics ?? [],
        commits: one.form === 'poll-loop' ? (one.byHand ? 'by-hand' : one.autoCommit === false || auto?.known === false ? 'unknown' : 'on-poll') : one.byHand ? 'by-hand' : 'on-return',
        swallows: [], detached: [], closing: judged.closing && context.evidence(judged.closing), unseen: judged.unseen && context.evidence(judged.unseen), retryTopic: hasRetryTopic(context, one), trivial: judged.trivial, readsDeadLetters: readsDeadLetters(context, one),
      };
      const own = judged.commits.map(commit => { judgedCalls.add(commit.act.call); return buildCommit(context, commit, handler); });
      handler.swallows = judged.swallows.filter(s => !(s.node && leavesRow(context, s.node))).map(s => buildSwallow(context, s, judged.commits));
      handler.future = returnedFuture(context, one);
      handler.detached = [...judged.detached.map(d => buildDetached(context, d)), ...unheard(handler.future)];
      commits.push(...own, ...judged.closes.map(close => buildClose(context, close, one, handler)));
      handlers.push(handler);
      found.set(one, handler);
      if (consumer) { consumer.handlers.push(handler); consumer.commits.push(...own); }
    }
  }
  for (const unit of context.program.units) {
    for (const { call, meaning, library } of context.types.meanings.in(unit)) {
      if ((meaning.role !== 'commit' && meaning.role !== 'send-offsets') || judgedCalls.has(call)) continue;
      elsewhere.add(library.id);
      const act: Act = { kind: 'act', unit, call, meaning, library, body: [], weight: 'none' };
      commits.push(buildCommit(context, { act, shown: act, order: 'unknown', because: [] }, undefined));
    }
  }
  // Without commits by the clock and by hand no record counts as done.
  for (const handler of handlers) {
    if (handler.form === 'callback' && handler.commits === 'by-hand' && !elsewhere.has(handler.library.id) && !commits.some(commit => commit.handler === handler)) handler.commits = 'unknown';
  }
  return { handlers, commits, found };
}

/** The consumer of a handler; `made` has consumers by the calls that make them, or by those of the functions that do. */
function consumerOf(context: Context, one: FoundHandler, made: ReadonlyMap<Call, Consumer>): Consumer | undefined {
  const receiver = (one.polled ?? one.call)?.receiver, origin = receiver && context.origins.of(one.unit, receiver);
  return origin && ((origin.via && made.get(origin.via)) ?? made.get(origin.call));
}

function readsDeadLetters(context: Context, one: FoundHandler): boolean {
  const source = context.inputs.source(one.unit.path);
  const text = `${one.func.name} ${one.annotation && source ? source.slice(one.annotation.span) : ''}`;
  return isDeadLetterName(text) || context.types.marks.find(one.home, one.func.annotations, 'dead-letter-handler') !== undefined;
}

/** The work in a future that nobody waits for. */
function unheard(future: ReturnedFuture | undefined): Detached[] {
  return future?.outcome === 'unheard' ? [{ path: future.path, span: future.span, how: 'future', because: future.because, get wait() { return future.wait; } }] : [];
}

function buildSwallow(context: Context, judged: JudgedSwallow, commits: readonly JudgedCommit[]): Swallow {
  const { unit } = judged;
  const commit = commits.find(c => c.because.some(s => s.unit === unit && s.span.start === judged.span.start));
  return {
    ...context.place(unit, judged.span), what: judged.what, narrow: judged.narrow, logged: judged.logged,
    because: judged.because.map(s => context.evidence(s)),
    commit: commit && context.place(commit.act.unit, commit.act.call.nameSpan),
    closing: judged.closing && context.evidence(judged.closing),
    get rethrow(): Fix | undefined { return rethrowFix(context, judged); },
  };
}

function rethrowFix(context: Context, judged: JudgedSwallow): Fix | undefined {
  const { unit } = judged;
  // Closing on the way out would commit the rest of the batch as well.
  if (judged.closing) return undefined;
  const node = judged.node;
  if (judged.handler && node?.kind === 'try') {
    const func = unit.funcs[judged.handler.func];
    return context.repair(unit, false, (repairs, source) => repairs.rethrow(unit, source, func, node.catches[judged.handler!.index].handler));
  }
  if (judged.callbackFunc !== undefined && unit.language === 'typescript') return context.repair(unit, false, (repairs, source) => repairs.rethrowIn(unit, source, unit.funcs[judged.callbackFunc!]));
  return judged.link && context.repair(unit, false, (repairs, source) => repairs.dropLink(unit, source, judged.link!));
}

function buildDetached(context: Context, judged: JudgedDetached): Detached {
  const { unit, act } = judged;
  return {
    ...context.place(unit, judged.span), name: nameOfCall(judged.shown.call, unit), how: judged.how, because: judged.because.map(s => context.evidence(s)), asked: judged.asked && context.evidence(judged.asked),
    get wait(): Fix | undefined {
      if ((judged.how !== 'promise' && judged.how !== 'executor') || judged.shown !== judged.act) return undefined;
      // There is nothing to wait for in a Java method that gives nothing back.
      if (unit.language === 'java' && context.types.callables.targets(unit, act.call).some(t => t.func.returns?.name === 'void')) return undefined;
      return context.repair(unit, false, (repairs, source) => repairs.wait(unit, source, act.call, unit.language === 'typescript' ? 'promise' : /Async$/.test(act.call.name) ? 'completable-future' : 'future'));
    },
  };
}

function buildCommit(context: Context, judged: JudgedCommit, handler: Handler | undefined): Commit {
  const { act, shown } = judged;
  const { unit, call } = act;
  const meaning = act.meaning!;
  const offset = (meaning.role === 'commit' || meaning.role === 'send-offsets') && meaning.offset ? offsetOf(context, unit, call, meaning.offset) : undefined;
  return {
    ...context.place(shown.unit, shown.call.nameSpan), ...context.circumstances(shown.unit.path),
    library: act.library ? context.use(unit.path, act.library) : { id: 'kafka-clients' },
    name: nameOfCall(shown.call, shown.unit), topics: handler?.topics ?? [],
    handler, order: judged.order, because: judged.because.map(s => context.evidence(s)),
    checked: checkedBy(context, unit, call, meaning), offset,
    get moveAfterWork(): Fix | undefined {
      const last = judged.lastWork;
      const { unit: home, call: moved } = shown;
      if (!last || last.unit !== home || home.calls[last.call.id].func !== moved.func) return undefined;
      return context.repair(home, false, (repairs, source) => repairs.moveAfter(home, source, moved, judged.order === 'whole-batch-early' ? loopAround(home, moved) ?? afterSpan(home, moved, last) : afterSpan(home, moved, last)));
    },
    get rethrow(): Fix | undefined { return judged.swallow && rethrowFix(context, judged.swallow); },
    get wait(): Fix | undefined {
      if (meaning.role !== 'commit' || meaning.way !== 'promise') return undefined;
      // Behind a catch that drops the failure there is nothing to wait for.
      if (context.fates.ofCall(unit, call, 'promise').fate !== 'dropped') return undefined;
      return context.repair(unit, false, (repairs, source) => repairs.wait(unit, source, call, 'promise'));
    },
  };
}

/** The commit that a consumer with auto commit makes when it is closed. */
function buildClose(context: Context, judged: JudgedClose, found: FoundHandler, handler: Handler): Commit {
  return {
    ...context.place(judged.close.unit, judged.close.span), ...context.circumstances(judged.close.unit.path),
    library: context.use(found.unit.path, found.library), name: handler.name, topics: handler.topics, handler, order: 'on-close', because: judged.because.map(s => context.evidence(s)), checked: 'unknown',
  };
}

/** The innermost loop around a commit. */
function loopAround(unit: Unit, commit: Call): { start: number; end: number } | undefined {
  return enclosing(unit.funcs[commit.func].body, commit.span).filter(e => e.step.kind === 'loop').pop()?.step.span;
}

/** The statement after which a commit belongs: the loop or statement with the last work, at the commit's own level. */
function afterSpan(unit: Unit, commit: Call, last: Act): { start: number; end: number } {
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

function checkedBy(context: Context, unit: Unit, call: Call, meaning: NonNullable<Act['meaning']>): Commit['checked'] {
  if (meaning.role !== 'commit') return 'unknown';
  if (meaning.way === 'sync') return 'thrown';
  if (meaning.way === 'mark' || meaning.way === 'queued') return 'unknown';
  if (meaning.way === 'promise') {
    const outcome = context.fates.ofCall(unit, call, 'promise'), { fate } = outcome;
    if (isLogged(outcome)) return 'callback';
    return fate === 'dropped' || fate === 'ignored' || fate === 'swallowed' ? 'nobody' : 'thrown';
  }
  const callback = meaning.callback && call.args[Number(meaning.callback)];
  if (!callback) return 'nobody';
  const value = peel(callback);
  if (value.kind === 'literal' && value.value === null) return 'nobody';
  const looked = context.fates.callbacks.judge(unit, callback, 1, 'onComplete', false);
  return looked.fate === 'ignored' ? 'nobody' : 'callback';
}

/** What offset a commit names: the record's own, the next one, or text glued together. */
function offsetOf(context: Context, unit: Unit, call: Call, where: { at: string; form: 'string' | 'number'; adds?: boolean }): OffsetForm | undefined {
  const value = unit.language === 'java' ? javaOffset(context, unit, call, where.at) : valueAt(context.types, unit, call, where.at);
  if (!value) return undefined;
  const judged = judgeOffset(context, value.unit, value.expr, where);
  return {
    path: value.unit.path, span: value.expr.span, form: judged,
    get fix(): Fix | undefined {
      if (judged === 'next' || judged === 'unknown') return undefined;
      if (judged === 'beyond') return undefined;
      return context.repair(value.unit, true, (repairs, source) => repairs.plusOne(value.unit, source, value.expr, where.form));
    },
  };
}

/** The first argument of the `OffsetAndMetadata` inside the map that is committed. */
function javaOffset(context: Context, unit: Unit, call: Call, at: string): { unit: Unit; expr: Expr } | undefined {
  const arg = call.args[Number(at)];
  if (!arg) return undefined;
  const found = offsetCall(context, unit, arg, 0);
  return found?.args[0] && { unit, expr: found.args[0] };
}

function offsetCall(context: Context, unit: Unit, expr: Expr, depth: number): Call | undefined {
  if (depth > 4) return undefined;
  let result: Call | undefined;
  eachExpr(expr, e => {
    if (result) return;
    if (e.kind === 'call') {
      const call = unit.calls[e.call];
      if (call.kind === 'new' && context.types.meanings.of(unit, call)?.meaning.role === 'offset') { result = call; return; }
      for (const arg of call.args) result ??= offsetCall(context, unit, arg, depth + 1);
    }
    if (e.kind === 'name' && e.symbol !== undefined) {
      const variable = unit.symbols[e.symbol];
      for (const value of variable.values) result ??= offsetCall(context, unit, value, depth + 1);
      for (const read of variable.reads) {
        if (read.use.kind !== 'receiver' || !/^put/.test(unit.calls[read.use.call].name)) continue;
        for (const arg of unit.calls[read.use.call].args) result ??= offsetCall(context, unit, arg, depth + 1);
      }
    }
  });
  return result;
}

function judgeOffset(context: Context, unit: Unit, expr: Expr, where: { form: 'string' | 'number'; adds?: boolean }): OffsetForm['form'] {
  const value = peel(expr);
  const plain = isOwnOffset(unit, value);
  if (where.adds) return plain ? 'next' : addsOne(unit, value) ? (where.form === 'string' && concatenates(unit, value) ? 'concatenated' : 'beyond') : 'unknown';
  if (plain) return 'same';
  if (where.form === 'string' && concatenates(unit, value)) return 'concatenated';
  if (addsOne(unit, value)) return 'next';
  if (value.kind === 'name' && value.symbol !== undefined) {
    const variable = unit.symbols[value.symbol];
    if (variable.values.length === 1 && !variable.route) return judgeOffset(context, unit, variable.values[0], where);
    if (variable.route && /(^|\.)offset$/.test(variable.route)) return 'same';
  }
  return 'unknown';
}

/** `message.offset`, `record.offset()`, also through `String(…)`. */
function isOwnOffset(unit: Unit, value: Expr): boolean {
  if (value.kind === 'member') return value.name === 'offset' || value.name === 'lastOffset';
  if (value.kind === 'call') {
    const call = unit.calls[value.call];
    if (call.name === 'offset' && call.args.length === 0 && call.receiver) return true;
    if (/^(String|toString|valueOf|Number|parseInt|BigInt)$/.test(call.name)) {
      const inner = call.args[0] ?? call.receiver;
      return inner !== undefined && isOwnOffset(unit, peel(inner));
    }
    if (call.name === 'lastOffset' && call.args.length === 0) return true;
  }
  if (value.kind === 'template') return value.parts.filter(p => !(p.kind === 'literal' && p.value === '')).length === 1 && isOwnOffset(unit, peel(value.parts.find(p => p.kind !== 'literal') ?? value));
  return false;
}

/** `message.offset + 1` where the offset is text. */
function concatenates(unit: Unit, value: Expr): boolean {
  if (value.kind === 'call') {
    const call = unit.calls[value.call];
    if (/^(String|toString)$/.test(call.name)) { const inner = call.args[0] ?? call.receiver; return inner !== undefined && concatenates(unit, peel(inner)); }
    return false;
  }
  if (value.kind === 'binary' && value.op === '+') {
    const left = peel(value.left);
    return left.kind === 'member' && left.name === 'offset' || (left.kind === 'name' && left.name === 'offset');
  }
  if (value.kind === 'template') return value.parts.some(p => isOwnOffset(unit, peel(p))) && value.parts.some(p => p.kind === 'literal' && String(p.value).trim() === '1');
  return false;
}

function addsOne(unit: Unit, value: Expr): boolean {
  let found = false;
  const visit = (e: Expr): void => {
    eachExpr(e, x => {
      if (x.kind === 'binary' && x.op === '+') found = true;
      if (x.kind === 'template' && x.parts.length > 1) found = true;
      if (x.kind === 'call') {
        const call = unit.calls[x.call];
        if (/^(add|plus|nextOffset|position|increment)$/.test(call.name)) found = true;
        call.args.forEach(visit);
        if (call.receiver) visit(call.receiver);
      }
    });
  };
  visit(value);
  return found;
}
