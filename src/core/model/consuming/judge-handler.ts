import { code } from '../../text/visible';
import { eachNode, hasWork, weigh, type Act, type Way } from '../../analysis/effects/effect';
import { closingOf, type JudgedClose } from './closes';
import { ordersOf, type JudgedCommit } from './commit-order';
import { asksForEnd } from './completion';
import { leavesOf, type JudgedLeave } from './left-early';
import type { FoundHandler } from '../found-handler';
import { handsOverWork, inFailurePath } from '../../analysis/effects/work';
import { rememberedIn, type JudgedRemembered } from './remembered';
import { errorHandlerEnds, errorHandlerSwallow, summaryOf, swallowsOf, type JudgedSwallow } from './swallows';
import { deepest } from '../../analysis/calls/loss';
import type { Summary } from '../../analysis/ways/summary';
import type { Context } from '../context';
import type { Spot } from '../../analysis/effects/spot';

/** Work that a handler starts and does not wait for. */
export interface JudgedDetached extends Spot {
  act: Act;
  /** The outermost call whose caller does not wait: the work itself, or a plain function that starts it. */
  shown: Act;
  how: NonNullable<Act['detached']>;
  because: Spot[];
  /** Where the commits ask for its end, so that it may be done by then. */
  asked?: Spot;
}

/** What a handler does wrong and right. */
export interface Judgement {
  swallows: JudgedSwallow[];
  detached: JudgedDetached[];
  commits: JudgedCommit[];
  closes: JudgedClose[];
  remembered: JudgedRemembered[];
  leaves: JudgedLeave[];
  /** Where a failure of the work closes the consumer, which commits all that was polled. */
  closing?: Spot;
  trivial: boolean;
  /** The first call on which it rests that nothing goes wrong, and that cannot be seen. */
  unseen?: Spot;
}

/** Judges a handler by every way through it. */
export function judgeHandler(context: Context, found: FoundHandler): Judgement {
  const { callFacts } = context;
  const summary = summaryOf(context, found);
  const detached: JudgedDetached[] = [];
  const commits: { act: Act; path: readonly Way[] }[] = [];
  eachNode(found.nodes, (node, path) => {
    if (node.kind !== 'act' || path.some(way => way.node.kind === 'act' && way.node !== node && way.node.detached)) return;
    if (node.detached && !inFailurePath(path) && handsOverWork(node)) noteDetached(context, detached, node, path);
    if (node.meaning?.role === 'commit' || node.meaning?.role === 'acknowledge') commits.push({ act: node, path });
  });
  for (const one of detached) one.asked = asksForEnd(callFacts, one.act, commits);
  const swallows = [...swallowsOf(context, found, summary), ...errorHandlerSwallow(context, found)];
  const closing = closingOf(context, found, summary, swallows);
  for (const swallow of swallows) swallow.closing = closing.at;
  // Whether what is asked before a commit is the end of the work beside it stays open.
  const running = detached.filter(one => !one.asked).map(({ act }) => act);
  return {
    swallows, detached, commits: ordersOf(context, found, summary, swallows, running), closes: closing.forgotten, remembered: rememberedIn(context, found), leaves: leavesOf(context, found), closing: closing.onFailure,
    unseen: unseenIn(context, found, summary), trivial: !found.nodes.some(node => weigh(node) === 'work' || weigh(node) === 'read') && !hasWork(found.nodes),
  };
}

/** The first call of a handler that cannot be seen: what it does, or what a failure is left to. */
function unseenIn(context: Context, found: FoundHandler, { ends, checkpoints, cut }: Summary): Spot | undefined {
  const all = [...ends, ...checkpoints].filter(({ fault }) => !/^(commit|read|connect)$/.test(fault?.kind ?? ''));
  const left = all.map(({ loss }) => loss).find(loss => loss.kind === 'unknown');
  const assumed = all.flatMap(({ fault }) => (fault?.assumed ? [deepest(fault)] : [])).find(fault => fault.kind === 'work');
  if (cut) return cut;
  if (assumed) return { unit: assumed.unit, span: assumed.call.nameSpan, note: `what ${code(assumed.call.name)} does cannot be seen` };
  return (left?.kind === 'unknown' ? left.by : undefined) ?? errorHandlerEnds(context, found)?.unseen;
}

/** Notes work that is not waited for, once for each place where the waiting ends. */
function noteDetached(context: Context, detached: JudgedDetached[], act: Act, path: readonly Way[]): void {
  const note = 'started here and not waited for';
  const shown = path.flatMap(way => (way.node.kind === 'act' ? [way.node] : [])).find(outer => outer === act || unwaited(context, outer))!;
  const because = [...(shown === act ? [] : [{ unit: act.unit, span: act.call.nameSpan, note }]), ...workIn(act)];
  const known = detached.find(one => one.shown === shown);
  if (known) known.because.push(...because);
  else detached.push({ act, shown, how: act.detached!, unit: shown.unit, span: shown.call.nameSpan, note, because });
}

/** A plain function of the workspace that gives nothing to wait for: its caller cannot know when its work is done. */
function unwaited({ ways }: Context, { unit, call, target, detached }: Act): boolean {
  if (unit.language !== 'typescript' || !target || detached || target.async || /^Promise/.test(target.returns?.name ?? '')) return false;
  if (call.use.kind === 'dropped') return true;
  return call.use.kind === 'stored' && !ways.surfaces.isWaitedFor(unit, call);
}

function workIn(act: Act): Spot[] {
  const spots: Spot[] = [];
  eachNode(act.body, node => {
    if (spots.length === 0 && node.kind === 'act' && node.weight === 'work' && node.body.length === 0) spots.push({ unit: node.unit, span: node.call.nameSpan, note: 'this work is still running when the record counts as done' });
  });
  return spots;
}
