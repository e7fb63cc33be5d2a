import { eachNode, hasWork, weigh, type Act, type Way } from '../../analysis/effects/effect';
import type { Spot } from '../../analysis/effects/spot';
import { handsOverWork, inFailurePath } from '../../analysis/effects/work';
import type { Fates } from '../../analysis/outcomes/fates';
import { code } from '../../text/visible';
import type { FoundHandler } from '../found-handler';
import { closeOnFailure } from './close-on-failure';
import { orderOf, type JudgedCommit } from './commit-order';
import { asksForEnd } from './completion';
import { closeOf, judgeCloses, type JudgedClose } from './poll-loops';
import {
  chainSwallow, errorHandlerSwallow, recoverySwallow, settledSwallow, swallowsOf, unseenKeeper, type JudgedSwallow,
} from './swallows';

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
  /** Where a failure of the work closes the consumer, which commits all that was polled. */
  closing?: Spot;
  trivial: boolean;
  /** The first call on which it rests that nothing goes wrong, and that cannot be seen. */
  unseen?: Spot;
}

/** Judges a handler by the order of its work, its commits and its catches. */
export function judgeHandler(fates: Fates, found: FoundHandler): Judgement {
  const swallows: JudgedSwallow[] = [];
  const detached: JudgedDetached[] = [];
  const commits: { act: Act; path: readonly Way[] }[] = [];
  eachNode(found.nodes, (node, path) => {
    if (path.some(way => way.node.kind === 'act' && way.node !== node && way.node.detached)) return;
    if (node.kind === 'try') swallows.push(...swallowsOf(fates, found, node, path));
    if (node.kind !== 'act') return;
    if (node.detached && !inFailurePath(path) && handsOverWork(node)) noteDetached(fates, detached, node, path);
    if (node.weight === 'work' || node.weight === 'read') swallows.push(...chainSwallow(fates, node));
    if (node.call.name === 'allSettled') swallows.push(...settledSwallow(fates, node));
    swallows.push(...recoverySwallow(fates, node));
    if (node.meaning?.role === 'commit' || node.meaning?.role === 'acknowledge') commits.push({ act: node, path });
  });
  for (const one of detached) one.asked = asksForEnd(fates, one.act, commits);
  swallows.push(...errorHandlerSwallow(fates, found));
  const commitsOnClose = found.form === 'poll-loop' && found.autoCommit === true;
  const close = commitsOnClose ? closeOf(fates, found) : undefined;
  for (const swallow of swallows) swallow.closing = close;
  const judged = commits.map(({ act, path }) => orderOf(fates, found, act, path, swallows));
  return { swallows, detached, commits: judged, closes: judgeCloses(fates, found), closing: close && closeOnFailure(fates, found), unseen: unseenIn(fates, found), trivial: !found.nodes.some(node => weigh(node) === 'work' || weigh(node) === 'read') && !hasWork(found.nodes) };
}

/** The first call of a handler that cannot be seen: what it does, or what a catch leaves to it. */
function unseenIn(fates: Fates, found: FoundHandler): Spot | undefined {
  let spot: Spot | undefined;
  eachNode(found.nodes, (node, path) => {
    if (spot) return;
    if (node.kind === 'try') spot = unseenKeeper(fates, node);
    if (node.kind !== 'act' || inFailurePath(path)) return;
    const { unit, call: { name, nameSpan: span } } = node;
    if (node.unseen && node.weight !== 'talk' && !node.meaning) spot = { unit, span, note: node.unseen === 'body' ? `what ${code(name)} does cannot be seen` : `${code(name)} is reached through more functions than are followed` };
  });
  return spot ?? (found.errorHandler && fates.failures.treat(found.errorHandler.unit, found.errorHandler.func.body, found.errorHandler.func.params[1]) === 'unseen'
    ? fates.failures.unseenIn(found.errorHandler.unit, found.errorHandler.func.body, found.errorHandler.func.params[1]) : undefined);
}

/** Notes work that is not waited for, once for each place where the waiting ends. */
function noteDetached(fates: Fates, detached: JudgedDetached[], act: Act, path: readonly Way[]): void {
  const note = 'started here and not waited for';
  const shown = path.flatMap(way => (way.node.kind === 'act' ? [way.node] : [])).find(outer => outer === act || unwaited(fates, outer))!;
  const because = [...(shown === act ? [] : [{ unit: act.unit, span: act.call.nameSpan, note }]), ...workIn(act)];
  const known = detached.find(one => one.shown === shown);
  if (known) known.because.push(...because);
  else detached.push({ act, shown, how: act.detached!, unit: shown.unit, span: shown.call.nameSpan, note, because });
}

/** A plain function of the workspace that gives nothing to wait for: its caller cannot know when its work is done. */
function unwaited(fates: Fates, { unit, call, target, detached }: Act): boolean {
  if (unit.language !== 'typescript' || !target || detached || target.async || /^Promise/.test(target.returns?.name ?? '')) return false;
  if (call.use.kind === 'dropped') return true;
  const fate = call.use.kind === 'stored' ? fates.ofCall(unit, call, 'promise').fate : 'awaited';
  return fate !== 'awaited' && fate !== 'returned' && fate !== 'handled';
}

function workIn(act: Act): Spot[] {
  const spots: Spot[] = [];
  eachNode(act.body, node => {
    if (spots.length === 0 && node.kind === 'act' && node.weight === 'work' && node.body.length === 0) spots.push({ unit: node.unit, span: node.call.nameSpan, note: 'this work is still running when the record counts as done' });
  });
  return spots;
}
