import type { Unit } from '../../flow/unit';
import { enclosing, peel } from '../../flow/walk';
import type { LibraryTable, Meaning } from '../../libraries/table';
import { UNBOUND } from '../../analysis/calls/effect';
import { type CallAt, deepest, type Ending, type Fault, type Stop } from '../../analysis/calls/loss';
import { faultLink, groundOfUnseen, storyOf } from '../../analysis/ways/story';
import type { Summary } from '../../analysis/ways/summary';
import type { Checkpoint } from '../../analysis/ways/way';
import { type Ground, type Sureness, surenessOf } from '../../kafka/loudness';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import type { JudgedDetached } from './detached';
import { isOfWork } from './of-work';
import { placeKey, type JudgedSwallow } from './swallows';

/** How a commit stands to the work. */
export type CommitOrder = 'before' | 'after' | 'finally' | 'after-failure' | 'past-failed-batch' | 'whole-batch-early' | 'unknown';

/** A commit and its order. */
export interface JudgedCommit extends CallAt {
  meaning: Meaning;
  library?: LibraryTable;
  /** The call by which it is reached where its order is decided: the commit itself, or a function that commits. */
  shown: CallAt;
  order: CommitOrder;
  because: Stop[];
  /** How sure the story is by which the order is wrong. */
  sureness: Sureness;
  /** The last work before which it stands. */
  lastWork?: CallAt;
  swallow?: JudgedSwallow;
}

/** The ways by which one commit is passed. */
interface Passed {
  context: Context;
  found: FoundHandler;
  meaning: Meaning;
  ways: readonly Checkpoint[];
  early: readonly Checkpoint[];
  swallows: readonly JudgedSwallow[];
  /** Places at which failures have ended for good. */
  final: ReadonlySet<string>;
  /** Work that runs beside the handler. */
  running: readonly JudgedDetached[];
}

type Verdict = Pick<JudgedCommit, 'order' | 'because' | 'lastWork' | 'swallow'> & { shown?: CallAt; story?: readonly { rests: Ground }[] };

/** Where the commits of a handler stand to its work. */
export function ordersOf(context: Context, found: FoundHandler, summary: Summary, swallows: readonly JudgedSwallow[], running: readonly JudgedDetached[]): JudgedCommit[] {
  const final = new Set([...summary.ends.filter(end => end.how === 'returns'), ...summary.checkpoints.filter(one => one.what === 'poll')]
    .flatMap(({ loss }) => (loss.kind === 'ended' ? [placeKey(loss.at)] : [])));
  const commits = new Map(summary.checkpoints.filter(one => one.what === 'commit').map(one => [one.at.call, one.at]));
  return [...commits.values()].map(at => {
    const of = (what: Checkpoint['what']) => summary.checkpoints.filter(one => one.what === what && one.at.call === at.call);
    const ways = of('commit'), { meaning, library } = ways[0];
    const { story = [], ...verdict } = orderOf({ context, found, meaning, ways, early: of('early'), swallows, final, running });
    return { ...at, meaning, library, ...verdict, sureness: verdict.swallow?.sureness ?? surenessOf(story), shown: verdict.shown ?? ways[0].shown };
  });
}

function orderOf(passed: Passed): Verdict {
  const { meaning, ways } = passed;
  if (meaning.role === 'commit' && meaning.handled) return { order: 'unknown', because: [] };
  return inFinally(passed) ?? inCatch(passed) ?? early(passed) ?? behind(passed) ?? { order: ways.some(way => way.worked) ? 'after' : 'unknown', because: [], shown: ways[0].at };
}

/** Offsets kept in a map as records are finished are right wherever they are committed. */
function isTracked({ meaning, ways }: Passed): boolean {
  const given = meaning.role === 'commit' && meaning.offset && meaning.way !== 'mark' ? ways[0].at.call.args[Number(meaning.offset.at.split('.')[0])] : undefined;
  return given !== undefined && /^(name|member)$/.test(peel(given).kind);
}

/** `finally` commits on the way of the failure itself. */
function inFinally(passed: Passed): Verdict | undefined {
  const live = passed.ways.find(way => isOfWork(way.fault) && (way.loss.kind === 'live' || (way.loss.kind === 'ended' && isBehind(way.shown, way.loss.at))));
  if (!live || isTracked(passed)) return undefined;
  return { order: 'finally', shown: live.shown, story: [faultLink(passed.context.callFacts, live.fault!)], because: [{ ...placeOf(live.fault!), note: 'when this fails, `finally` commits all the same' }] };
}

/** A call in the `finally` of the very `try` whose catch ended the failure. */
function isBehind({ unit, call }: CallAt, { catch: handler }: Ending): boolean {
  return handler !== undefined && enclosing(unit.funcs[call.func].body, call.span).some(({ step, part }) => step.kind === 'try' && step.catches.includes(handler) && part > step.catches.length);
}

/** The catch commits, though nobody keeps what failed. */
function inCatch(passed: Passed): Verdict | undefined {
  if (isTracked(passed)) return undefined;
  const way = passed.ways.find(({ loss, fault }) => loss.kind === 'ended' && loss.inside && loss.at.what === 'catch' && passed.final.has(placeKey(loss.at)) && isOfWork(fault));
  if (way?.loss.kind !== 'ended') return undefined;
  return { order: 'after-failure', shown: way.shown, story: storyOf(passed.context.ways, way.fault!, way.loss.at), because: [{ unit: way.loss.at.unit, span: way.loss.at.span, note: 'reached only after the work failed' }] };
}

/** The commit comes before the work, or before the rest of the batch. */
function early(passed: Passed): Verdict | undefined {
  const { context, found, meaning, ways, running } = passed;
  const worked = ways.filter(way => way.worked);
  const whole = meaning.role === 'commit' && meaning.whole === true && meaning.way !== 'mark' && found.form === 'poll-loop';
  const inEach = worked.find(way => way.each);
  if (whole && inEach) {
    const work = workOf(context, inEach);
    return { order: 'whole-batch-early', shown: inEach.at, because: [{ ...(work ?? spotOf(inEach.at)), note: 'the rest of the batch has not been through this yet' }], ...(work ? { lastWork: work.at } : {}) };
  }
  // Offsets that are part of a transaction are committed with it.
  if (worked.length > 0 || meaning.role === 'send-offsets') return undefined;
  const beside = running.find(({ act: { call } }) => ways.some(way => way.at.call.span.start > call.span.start || way.at.unit !== found.home));
  if (beside) return { order: 'before', shown: ways[0].shown, story: beside.story, because: [{ ...spotOf(beside.act), note: 'started, and still running when this commits' }] };
  const [first] = passed.early;
  const last = passed.early.filter(one => one.shown.unit === first.shown.unit).map(one => one.work!).toSorted((a, b) => a.call.span.start - b.call.span.start).at(-1);
  return first && { order: 'before', shown: first.shown, story: [surestWork(context, passed.early)], because: [{ ...spotOf(first.work!), note: 'the work comes after the commit' }], ...(last ? { lastWork: last } : {}) };
}

/** The work of which it is surest that it is some. */
function surestWork({ ways, callFacts }: Context, early: readonly Checkpoint[]): { rests: Ground } {
  const grounds = early.map(({ work }) => work!).map(({ unit, call }) => (ways.effects.of(unit, call, UNBOUND).unseen ? groundOfUnseen(callFacts, unit, call) : 'seen'));
  return { rests: GROUNDS.find(one => grounds.includes(one)) ?? 'supposed' };
}

const GROUNDS: readonly Ground[] = ['seen', 'convention'];

/** The commit follows a failure that ended before it, in this batch or in an earlier one. */
function behind(passed: Passed): Verdict | undefined {
  const { ways, swallows, meaning } = passed;
  const ended = ways.filter(({ loss, fault, each }) => loss.kind === 'ended' && (loss.polled || !loss.moved) && loss.at.what !== 'dropped' && isOfWork(fault) && !(isTracked(passed) && each));
  const now = ended.find(({ loss }) => loss.kind === 'ended' && !loss.polled);
  if (now?.loss.kind === 'ended') {
    const { at } = now.loss, swallow = swallows.find(one => one.at && placeKey(one.at) === placeKey(at));
    // What is marked stays marked, whatever the handler throws later.
    if (!swallow && meaning.role === 'commit' && meaning.way === 'mark') return { order: 'after-failure', shown: now.shown, story: storyOf(passed.context.ways, now.fault!, at), because: [{ unit: at.unit, span: at.span, note: 'the failure ends here, and the record is marked all the same' }] };
    if (!swallow) return undefined;
    return { order: 'after-failure', shown: now.shown, swallow, because: [{ unit: swallow.unit, span: swallow.span, note: swallow.note }, ...swallow.because] };
  }
  const past = ended[0];
  if (past?.loss.kind !== 'ended') return undefined;
  return { order: 'past-failed-batch', shown: past.at, story: storyOf(passed.context.ways, past.fault!, past.loss.at), because: [{ unit: past.loss.at.unit, span: past.loss.at.span, note: 'the loop goes on with the next batch; the failed one is never read again' }] };
}

function placeOf(fault: Fault): { unit: Unit; span: { start: number; end: number } } {
  const { unit, call } = deepest(fault);
  return { unit, span: call.nameSpan };
}

function spotOf({ unit, call }: CallAt): { unit: Unit; span: { start: number; end: number } } {
  return { unit, span: call.nameSpan };
}

/** The last work of a function before its commit. */
function workOf(context: Context, { shown: { unit, call } }: Checkpoint): { unit: Unit; span: { start: number; end: number }; at: CallAt } | undefined {
  const before = unit.calls.filter(one => one.func === call.func && one.span.end <= call.span.start)
    .filter(one => { const { kind, meaning } = context.ways.effects.of(unit, one, { handed: new Map(), lent: new Map() }); return kind === 'work' || kind === 'run' || (meaning !== undefined && /^(send|database)/.test(meaning.role)); });
  const work = before.at(-1);
  return work && { unit, span: before[0].nameSpan, at: { unit, call: work } };
}
