import { hasWork, inner, weigh, type Act, type Node, type Way } from '../../analysis/effects/effect';
import type { Spot } from '../../analysis/effects/spot';
import { firstWork, works } from '../../analysis/effects/work';
import { catchesFailures } from '../../analysis/outcomes/catches';
import type { Fates } from '../../analysis/outcomes/fates';
import { peel } from '../../flow/walk';
import { contains } from '../../text/span';
import type { FoundHandler } from '../found-handler';
import { asksForEnd } from './completion';
import { exits, hasRewind, sendsOn, type JudgedSwallow } from './swallows';

/** How a commit stands to the work. */
export type CommitOrder = 'before' | 'after' | 'finally' | 'after-failure' | 'past-failed-batch' | 'whole-batch-early' | 'unknown';

/** A commit and its order. */
export interface JudgedCommit {
  act: Act;
  /** The call by which it is reached where its order is decided: the commit itself, or a function that commits. */
  shown: Act;
  order: CommitOrder;
  because: Spot[];
  /** The last work before which it stands. */
  lastWork?: Act;
  swallow?: JudgedSwallow;
}

/** Where a commit stands to the work of its handler. */
export function orderOf(fates: Fates, found: FoundHandler, act: Act, path: readonly Way[], swallows: readonly JudgedSwallow[]): JudgedCommit {
  const meaning = act.meaning!;
  if (meaning.role === 'commit' && meaning.handled) return { act, shown: act, order: 'unknown', because: [] };
  const whole = meaning.role === 'commit' && meaning.whole === true;
  const given = meaning.role === 'commit' && meaning.offset && meaning.way !== 'mark' ? act.call.args[Number(meaning.offset.at.split('.')[0])] : undefined;
  // Offsets kept in a map as records are finished are right wherever they are committed.
  const tracked = given !== undefined && /^(name|member)$/.test(peel(given).kind);
  const before: Act[] = [], after: Act[] = [], earlier: Node[] = [], running: Act[] = [];
  const reached = (level: number): Act => (path.slice(level).find(way => way.node.kind === 'act')?.node as Act | undefined) ?? act;
  let worked = path.length - 1, followed = path.length - 1;
  // From the inside out: once control leaves on the way, what follows further out is not reached.
  let left = false;
  for (let level = path.length - 1; level >= 0; level--) {
    const { nodes, index, node: holder, part } = path[level];
    const innermost = level === path.length - 1;
    const previous = nodes.slice(0, index);
    earlier.push(...previous);
    if (before.length === 0 && running.length === 0) worked = level;
    if (after.length === 0) followed = level;
    for (const node of previous) { before.push(...works(node, false, false)); running.push(...works(node, false, true)); }
    const rest = nodes.slice(index + 1);
    if (!left) for (const node of rest) after.push(...works(node, true, false));
    if (rest.some(n => n.kind === 'exit')) left = true;
    if (innermost || holder.kind !== 'try' || part === 0) continue;
    // In a catch or `finally` the body has run, wholly or in part.
    before.push(...holder.body.flatMap(n => works(n, false, false)));
    const inFinally = holder.finally !== undefined && part === 1 + holder.catches.length;
    if (inFinally && holder.body.some(n => weigh(n) === 'work') && !tracked && !guarded(path.slice(level + 1))) {
      return { act, shown: reached(level + 1), order: 'finally', because: firstWork(holder.body).map(s => ({ ...s, note: 'when this fails, `finally` commits all the same' })) };
    }
    if (!inFinally && !tracked) {
      const caught = holder.catches[part - 1];
      const treatment = fates.failures.treat(holder.unit, caught.handler.body.filter(step => !contains(step.span, act.call.span)), caught.handler.param);
      if ((treatment === 'logs' || treatment === 'nothing') && !sendsOn(caught.body) && hasWork(holder.body) && catchesFailures(holder.unit, caught.handler)) {
        return { act, shown: reached(level + 1), order: 'after-failure', because: [{ unit: holder.unit, span: caught.handler.keyword, note: 'reached only after the work failed' }] };
      }
    }
  }
  // Inside a loop the next record's work also comes later, but that is the next record's.
  const inLoop = path.some((way, level) => level < path.length - 1 && way.node.kind === 'loop' && way.node.step !== found.loop && (way.node.each || found.form === 'poll-loop'));
  if (whole && inLoop && before.length > 0 && meaning.role === 'commit' && meaning.way !== 'mark' && found.form === 'poll-loop') {
    return { act, shown: act, order: 'whole-batch-early', because: [{ unit: before[0].unit, span: before[0].call.nameSpan, note: 'the rest of the batch has not been through this yet' }], lastWork: before[before.length - 1] };
  }
  // Whether what is asked before the commit is the end of that work stays open.
  if (before.length === 0 && running.some(work => asksForEnd(fates, work, [{ act, path }]))) return { act, shown: act, order: 'unknown', because: [] };
  if (before.length === 0 && running.length > 0) return { act, shown: reached(worked), order: 'before', because: [{ unit: running[0].unit, span: running[0].call.nameSpan, note: 'started, and still running when this commits' }] };
  if (before.length === 0 && after.length > 0) return { act, shown: reached(followed), order: 'before', because: [{ unit: after[0].unit, span: after[0].call.nameSpan, note: 'the work comes after the commit' }], lastWork: after[after.length - 1] };
  const swallow = tracked && inLoop ? undefined : swallows.find(s => s.node && earlier.some(n => holds(n, s.node!)) && !(s.node.kind === 'try' && path.some(way => way.node === s.node)));
  if (swallow && before.length > 0) return { act, shown: reached(path.findLastIndex(({ nodes, index }) => nodes.slice(0, index).some(n => holds(n, swallow.node!)))), order: 'after-failure', because: [{ unit: swallow.unit, span: swallow.span, note: swallow.note }, ...swallow.because], swallow };
  const pastFailed = pastFailedBatch(fates, found, path);
  if (pastFailed && before.length > 0) return { act, shown: act, order: 'past-failed-batch', because: [pastFailed] };
  return { act, shown: act, order: before.length > 0 ? 'after' : 'unknown', because: [] };
}

function guarded(path: readonly Way[]): boolean {
  return path.some(way => way.node.kind === 'branch');
}

function holds(outer: Node, wanted: Node): boolean {
  return outer === wanted || inner(outer).some(list => list.some(n => holds(n, wanted)));
}

/** The poll loop's own try: its catch goes on with the next poll, past what failed. */
function pastFailedBatch(fates: Fates, found: FoundHandler, path: readonly Way[]): Spot | undefined {
  if (found.form !== 'poll-loop' || !found.loop) return undefined;
  for (const way of path) {
    if (way.node.kind !== 'try' || way.part !== 0) continue;
    const { step } = way.node;
    if (!contains(found.loop.span, step.span)) continue;
    const caught = way.node.catches.find(c => catchesFailures((way.node as Node & { kind: 'try' }).unit, c.handler));
    if (!caught) continue;
    const treatment = fates.failures.treat(way.node.unit, caught.handler.body, caught.handler.param);
    if (treatment !== 'logs' && treatment !== 'nothing') continue;
    if (hasRewind(caught) || exits(found, caught.body, true)) continue;
    return { unit: way.node.unit, span: caught.handler.keyword, note: 'the loop goes on with the next batch; the failed one is never read again' };
  }
  return undefined;
}
