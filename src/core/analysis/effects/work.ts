import { eachNode, hasWork, type Act, type Node, type Way } from './effect';
import type { Spot } from './spot';

/** Catches are left alone: what happens there is judged as treatment of the failure. */
export function inFailurePath(path: readonly Way[]): boolean {
  return path.some(way => way.node.kind === 'try' && way.part > 0 && way.part <= way.node.catches.length);
}

/** True when no run of a function comes by both places: they stand in different arms, or the first one's arm leaves. */
export function excludeEachOther(a: readonly Way[], b: readonly Way[]): boolean {
  const at = a.findIndex((way, i) => way.node !== b[i]?.node || way.part !== b[i].part);
  if (at < 0 || !b[at]) return false;
  if (a[at].node === b[at].node) return a[at].node.kind === 'branch';
  for (const { node, part } of (a[at].index < b[at].index ? a : b).slice(at)) {
    if (node.kind === 'act') return false;
    if (node.kind === 'branch' && node.arms[part].at(-1)?.kind === 'exit') return true;
  }
  return false;
}

/** True when an act gives work away that goes on after it: a queue, an emitter, a pool. */
export function handsOverWork(act: Act): boolean {
  return act.detached === 'queue' || act.detached === 'emitter' || act.weight === 'work' || act.body.length === 0 || hasWork(act.body);
}

/** The work in a node: what is done when it is passed, or what is only started there. */
export function works(node: Node, failurePaths: boolean, started: boolean): Act[] {
  const found: Act[] = [];
  eachNode([node], (n, path) => {
    if (n.kind !== 'act') return;
    if (!failurePaths && inFailurePath(path)) return;
    const detached = path.some(way => way.node.kind === 'act' && way.node.detached !== undefined);
    if (detached === started && (started ? n.detached !== undefined && handsOverWork(n) : n.weight === 'work')) found.push(n);
  });
  return found;
}

/** The first work in some nodes, as evidence. */
export function firstWork(nodes: readonly Node[]): Spot[] {
  const spots: Spot[] = [];
  eachNode(nodes, node => {
    if (spots.length === 0 && node.kind === 'act' && (node.weight === 'work' || node.weight === 'read') && node.meaning?.role !== 'poll') spots.push({ unit: node.unit, span: node.call.nameSpan, note: 'when this fails' });
  });
  return spots;
}

/** The acts of work in a node that are not made of others. */
export function acts(node: Node): Act[] {
  return works(node, false, false).filter(act => !hasWork(act.body));
}
