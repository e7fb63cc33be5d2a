import type { Span } from '../../../text/span';

/** A node of the syntax tree as plain data; comments and separators are left out. */
export interface Node extends Span {
  type: string;
  /** The field of the parent that this node fills. */
  field: string | null;
  /** False for keywords and operators. */
  named: boolean;
  children: Node[];
}

/** The first child that fills `field`. */
export function fieldOf(node: Node, field: string): Node | undefined {
  return node.children.find((child) => child.field === field);
}

/** All children that fill `field`. */
export function fieldsOf(node: Node, field: string): Node[] {
  return node.children.filter((child) => child.field === field);
}

/** The first child of one of the given types. */
export function childOf(node: Node, ...types: string[]): Node | undefined {
  return node.children.find((child) => types.includes(child.type));
}

/** The children that are no keywords and no operators. */
export function named(node: Node): Node[] {
  return node.children.filter((child) => child.named);
}

/** The span of a node, without its tree. */
export function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}

/** The nodes that hold `span`, from the root to the innermost one. */
export function pathTo(root: Node, span: Span): Node[] {
  const path = [root];
  for (let at: Node | undefined = root; at;) {
    at = at.children.find((child) => child.start <= span.start && span.end <= child.end && child.end > child.start);
    if (at) path.push(at);
  }
  return path;
}
