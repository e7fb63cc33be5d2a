import { DROPPED, ESCAPES, TESTED, spanOf } from './context';
import { bare, fieldOf, memberName, selfFrame } from './members';
import { exportAssigned } from './modules';
import { along, boundIn } from './patterns';
import { prototypeMethods } from './prototypes';
import type { Context } from './context';
import type { Expr, Use, Variable } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';

/** The place an assignment writes to, and the symbol there when it is followed. */
interface Target {
  target: Expr;
  symbol?: Variable;
}

/** Lowers `a = b` and its like; its value is what was assigned. */
export function assignment(cx: Context, node: TSESTree.AssignmentExpression): Expr {
  const left = bare(node.left), span = spanOf(node);
  if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') return destructuring(cx, node, left);
  const method = node.operator === '=' ? prototypeMethods(cx, left, bare(node.right)) : undefined;
  if (method) return method;
  const { target, symbol } = place(cx, left), use = useOf(symbol);
  const assigned = node.operator === '=' ? cx.expr(node.right, use, targetName(left)) : compound(cx, node, target, symbol, use);
  symbol?.values.push(assigned);
  cx.steps.push({ kind: 'assign', target, value: assigned, span });
  if (node.operator === '=') exportAssigned(cx, left, assigned);
  return assigned;
}

/** `x += y` reads `x`; `x ??= y` keeps it or takes `y`. */
function compound(cx: Context, node: TSESTree.AssignmentExpression, target: Expr, symbol: Variable | undefined, use: Use): Expr {
  const span = spanOf(node), op = node.operator.slice(0, -1);
  cx.read(symbol, spanOf(node.left), TESTED);
  if (op !== '??' && op !== '||' && op !== '&&') {
    return { kind: 'binary', op, left: target, right: cx.expr(node.right, TESTED), span };
  }
  let right = target;
  const steps = cx.collect(() => { right = cx.expr(node.right, use, targetName(node.left)); });
  if (steps.length > 0) cx.steps.push({ kind: 'branch', condition: target, arms: op === '&&' ? [steps, []] : [[], steps], span });
  return { kind: 'choice', options: [target, right], span };
}

/** Lowers `x++` and `--x`. */
export function update(cx: Context, node: TSESTree.UpdateExpression): Expr {
  const span = spanOf(node), { target, symbol } = place(cx, bare(node.argument) as Node);
  cx.read(symbol, spanOf(node.argument), TESTED);
  const value: Expr = { kind: 'binary', op: node.operator[0], left: target, right: { kind: 'literal', value: 1, span }, span };
  symbol?.values.push(value);
  cx.steps.push({ kind: 'assign', target, value, span });
  return node.prefix ? value : target;
}

function destructuring(cx: Context, node: TSESTree.AssignmentExpression, pattern: TSESTree.ObjectPattern | TSESTree.ArrayPattern): Expr {
  const places = boundIn(pattern).map((bound) => ({ ...bound, ...place(cx, bare(bound.node) as Node) }));
  const value = cx.expr(node.right, useOf(places.find((one) => one.symbol)?.symbol));
  assignPlaces(cx, places, value, node);
  return value;
}

function assignPlaces(cx: Context, places: (Target & { route: string; defaults: Node[] })[], value: Expr, node: Node): void {
  for (const { target, symbol, route, defaults } of places) {
    const part = along(value, route);
    symbol?.values.push(part);
    cx.steps.push({ kind: 'assign', target, value: part, span: spanOf(node) });
    for (const one of defaults) symbol?.values.push(cx.expr(one, useOf(symbol)));
  }
}

/** Gives the item of a loop to names that were declared before it. */
export function assignItem(cx: Context, pattern: Node, over: Expr): void {
  assignPlaces(cx, boundIn(pattern, '[]').map((bound) => ({ ...bound, ...place(cx, bare(bound.node) as Node) })), over, pattern);
}

function useOf(symbol: Variable | undefined): Use {
  return symbol ? { kind: 'stored', symbol: symbol.id } : ESCAPES;
}

function targetName(node: Node): string {
  const left = bare(node);
  if (left.type === 'Identifier') return left.name;
  return left.type === 'MemberExpression' ? memberName(left) ?? '' : '';
}

function place(cx: Context, node: Node): Target {
  if (node.type === 'Identifier') return { target: cx.name(node.name, spanOf(node)), symbol: cx.lookup(node.name) };
  if (node.type !== 'MemberExpression') return { target: cx.expr(node, DROPPED) };
  const name = memberName(node), span = spanOf(node);
  if (name === undefined)
    return { target: { kind: 'index', object: cx.expr(node.object, ESCAPES), index: cx.expr(node.property, TESTED), span } };
  const frame = selfFrame(cx, node.object), object = cx.expr(node.object, { kind: 'member', name });
  const target: Expr = { kind: 'member', object, name, span, nameSpan: spanOf(node.property) };
  return frame ? { target, symbol: fieldOf(cx, frame, name, spanOf(node.property)) } : { target };
}
