import type { Callback } from '../../flow/idioms';
import type { Call, Catch, Func, Step, Unit } from '../../flow/unit';
import type { LibraryTable, Meaning } from '../../libraries/table';

/** What a function does, with the meaning of each call and with the functions it runs laid out inside it. */
export type Node =
  | Act
  | { kind: 'try'; unit: Unit; step: Step & { kind: 'try' }; body: Node[]; catches: { handler: Catch; body: Node[] }[]; finally?: Node[] }
  | { kind: 'loop'; unit: Unit; step?: Step & { kind: 'loop' }; body: Node[]; each: boolean }
  | { kind: 'branch'; unit: Unit; step: Step & { kind: 'branch' }; arms: Node[][] }
  | { kind: 'exit'; unit: Unit; step: Step & { kind: 'exit' } };

/** One call. */
export interface Act {
  kind: 'act';
  unit: Unit;
  call: Call;
  meaning?: Meaning;
  library?: LibraryTable;
  /** What the called function or the functions given to it do, when they run before the next step. */
  body: Node[];
  /** The function of the workspace that runs. */
  target?: Func;
  /** It runs one of several functions, all of which are laid out: `queries[kind]()`. */
  oneOf?: boolean;
  /** It is started and not waited for. */
  detached?: NonNullable<Callback['how']>;
  weight: Weight;
  /** Its work is out of view: code that is not read, or that is reached through more functions than are followed. */
  unseen?: 'body' | 'depth';
}

/** What kind of doing a call is: `work` has effects; `read` parses or decodes the record; `talk` only prints or counts; `none` neither. */
export type Weight = 'work' | 'read' | 'talk' | 'none';

/** The weight of a node: that of its heaviest part. */
export function weigh(node: Node): Weight {
  const parts = node.kind === 'act' ? [node.weight, ...node.body.map(weigh)] : inner(node).flat().map(weigh);
  return heaviest(parts);
}

export function heaviest(weights: readonly Weight[]): Weight {
  return (['work', 'read', 'talk'] as const).find(weight => weights.includes(weight)) ?? 'none';
}

/** True when any node does work. */
export function hasWork(nodes: readonly Node[]): boolean {
  return nodes.some(node => weigh(node) === 'work');
}

/** The lists of nodes directly inside a node, in order of running. */
export function inner(node: Node): Node[][] {
  switch (node.kind) {
    case 'act': return [node.body];
    case 'try': return [node.body, ...node.catches.map(c => c.body), ...(node.finally ? [node.finally] : [])];
    case 'loop': return [node.body];
    case 'branch': return node.arms;
    default: return [];
  }
}

/** Calls `visit` for every node with the way to it, outermost first. */
export function eachNode(nodes: readonly Node[], visit: (node: Node, path: readonly Way[]) => void, path: readonly Way[] = []): void {
  nodes.forEach((node, index) => {
    visit(node, [...path, { nodes, index, part: 0, node }]);
    inner(node).forEach((list, part) => eachNode(list, visit, [...path, { nodes, index, part, node }]));
  });
}

/** True when any act among some nodes, however deep, passes a test. */
export function someAct(nodes: readonly Node[], test: (act: Act) => boolean): boolean {
  return nodes.some(node => (node.kind === 'act' && test(node)) || inner(node).some(list => someAct(list, test)));
}

/** One step of the way to a node: the list, the index in it, and which part of that node goes on. */
export interface Way {
  nodes: readonly Node[];
  index: number;
  part: number;
  node: Node;
}
