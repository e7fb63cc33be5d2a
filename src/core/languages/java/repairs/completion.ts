import type { Node } from '../parse/tree';
import { childOf, fieldOf, named } from '../parse/tree';
import { isBlock, isBoundary } from './site';

const exits = new Set([
  'return_statement', 'throw_statement', 'break_statement', 'continue_statement', 'yield_statement',
]);

const loops = new Set(['while_statement', 'do_statement', 'for_statement', 'enhanced_for_statement']);

/**
 * Whether a statement can complete normally, so that what follows it is reachable (JLS 14.22). A statement after one
 * that cannot does not compile; where it is hard to tell the answer is `undefined`.
 */
export function completes(node: Node): boolean | undefined {
  if (exits.has(node.type)) return false;
  switch (node.type) {
    case 'block': case 'constructor_body': case 'finally_clause': {
      const last = named(node).at(-1);
      return last ? completes(last) : true;
    }
    case 'if_statement': {
      const other = fieldOf(node, 'alternative');
      return other ? either([completes(fieldOf(node, 'consequence')!), completes(other)]) : true;
    }
    case 'while_statement': case 'do_statement': case 'for_statement':
      return isEndless(node) ? holdsBreak(node) ? undefined : false : true;
    case 'try_statement': case 'try_with_resources_statement': {
      const last = childOf(node, 'finally_clause');
      if (last && completes(last) !== true) return completes(last);
      return either([fieldOf(node, 'body')!, ...handlersOf(node).map((one) => fieldOf(one, 'body')!)].map(completes));
    }
    case 'synchronized_statement': return completes(fieldOf(node, 'body')!);
    case 'switch_expression': case 'labeled_statement': case 'ERROR': return undefined;
    default: return true;
  }
}

/** The catch clauses of a `try`. */
export function handlersOf(node: Node): Node[] {
  return node.children.filter((child) => child.type === 'catch_clause');
}

/** True for a loop that ends by `break` or not at all. */
export function isEndless(node: Node): boolean {
  if (!loops.has(node.type) || node.type === 'enhanced_for_statement') return false;
  const condition = fieldOf(node, 'condition');
  if (!condition) return node.type === 'for_statement';
  return condition.type === 'true' || named(condition).some((child) => child.type === 'true');
}

/** The nearest loop around the last node of a path, within its function. */
export function loopAround(path: Node[]): Node | undefined {
  for (const node of path.toReversed()) {
    if (loops.has(node.type)) return node;
    if (isBoundary(node)) return undefined;
  }
  return undefined;
}

/** True when statements follow that nothing would reach any more if the last node of `path` could not complete. */
export function hasFollowers(path: Node[]): boolean {
  for (let index = path.length - 1; index > 0; index--) {
    const node = path[index], parent = path[index - 1];
    if (isBoundary(parent) || (loops.has(parent.type) && parent.type !== 'do_statement')) return false;
    if (isBlock(parent) && parent.children.indexOf(node) < parent.children.findLastIndex((child) => child.named)) return true;
    if (parent.type === 'if_statement' && !fieldOf(parent, 'alternative')) return false;
  }
  return false;
}

function either(parts: (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(true)) return true;
  return parts.includes(undefined) ? undefined : false;
}

function holdsBreak(node: Node): boolean {
  return node.children.some((child) => child.type === 'break_statement' || (!isBoundary(child) && holdsBreak(child)));
}
