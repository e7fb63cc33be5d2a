import type { Expr, Use } from '../../../flow/unit';
import type { Context } from './context';
import type { Node } from '../parse/tree';
import { fieldOf, named, spanOf } from '../parse/tree';

/** True for a node that the lowering knows as a value. */
export function isExpression(node: Node): boolean {
  return /_(?:expression|literal|invocation|access|reference)$/.test(node.type)
    || ['identifier', 'this', 'true', 'false', 'array_initializer'].includes(node.type);
}

/** The expression that fills a field; an empty `other` where broken code has none. */
export function lowerField(ctx: Context, node: Node, field: string, use: Use): Expr {
  const child = fieldOf(node, field);
  return child ? ctx.lowerExpr(child, use) : { kind: 'other', parts: [], span: spanOf(node) };
}

/** The one expression inside a node, such as a bracketed one. */
export function lowerFirst(ctx: Context, node: Node, use: Use): Expr {
  const child = node.children.find((one) => one.named && one.type !== 'ERROR');
  return child ? ctx.lowerExpr(child, use) : { kind: 'other', parts: [], span: spanOf(node) };
}

/** The items of `{ a, b }`. */
export function lowerItems(ctx: Context, node: Node, use: Use): Expr {
  const inside: Use = use.kind === 'argument' ? { ...use, path: use.path ? `${use.path}.[]` : '[]' } : use;
  return { kind: 'array', items: named(node).map((item) => ctx.lowerExpr(item, inside)), span: spanOf(node) };
}

/** Notes that `target`, which is `symbol` when it can be followed, becomes `value`. */
export function assign(ctx: Context, target: Expr, symbol: number | undefined, value: Expr, span: Expr['span']): void {
  if (symbol !== undefined) ctx.unit.symbols[symbol].values.push(value);
  ctx.steps.push({ kind: 'assign', target, value, span: { start: span.start, end: span.end } });
}
