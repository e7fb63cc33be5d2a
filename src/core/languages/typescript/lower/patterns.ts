import { ESCAPES, spanOf } from './context';
import { selfFrame } from './members';
import { memberType, typeRef } from './types';
import type { Context } from './context';
import type { Expr, Use, Variable } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';

/** A place that a pattern gives a value to, with its route inside the value. */
export interface Bound {
  node: Node;
  route: string;
  defaults: Node[];
}

/** The places a pattern gives values to: one for a plain name, several for destructuring. */
export function boundIn(pattern: Node | null | undefined, route = '', defaults: Node[] = []): Bound[] {
  const deeper = (key: string): string => route ? `${route}.${key}` : key;
  switch (pattern?.type) {
    case undefined: return [];
    case 'AssignmentPattern': return boundIn(pattern.left, route, [...defaults, pattern.right]);
    case 'RestElement': return boundIn(pattern.argument, route, defaults);
    case 'TSParameterProperty': return boundIn(pattern.parameter, route, defaults);
    case 'ArrayPattern': return pattern.elements.flatMap((element, index) => boundIn(element, deeper('[]'), index ? [] : defaults));
    case 'ObjectPattern': return pattern.properties.flatMap((property, index) => property.type === 'RestElement'
      ? boundIn(property.argument, route)
      : boundIn(property.value, deeper(patternKey(property)), index ? [] : defaults));
    default: return [{ node: pattern!, route, defaults }];
  }
}

function patternKey(property: TSESTree.Property): string {
  if (property.key.type === 'Literal') return String(property.key.value);
  return property.key.type === 'Identifier' && !property.computed ? property.key.name : '[]';
}

/** Declares the names of a pattern in the current scope. */
export function declarePattern(cx: Context, pattern: Node, kind: Variable['kind'], constant: boolean): void {
  const outer = pattern.type === 'ObjectPattern' || pattern.type === 'ArrayPattern' ? pattern.typeAnnotation : undefined;
  for (const { node, route } of boundIn(pattern)) {
    if (node.type !== 'Identifier') continue;
    const symbol = cx.declare(node.name, kind, nameSpan(node));
    symbol.type ??= route ? memberType(outer, route) : typeRef(node.typeAnnotation);
    if (constant) symbol.constant = true;
    if (route) symbol.route = route;
  }
}

/** Where the name itself stands: the node of a name includes its type annotation. */
export function nameSpan(node: TSESTree.Identifier): { start: number; end: number } {
  return { start: node.range[0], end: node.range[0] + node.name.length };
}

/** A parameter without its default, its modifiers and its dots. */
export function patternOf(node: TSESTree.Parameter | TSESTree.DestructuringPattern): Node {
  switch (node.type) {
    case 'TSParameterProperty': return patternOf(node.parameter);
    case 'AssignmentPattern': return node.left;
    case 'RestElement': return node.argument;
    default: return node;
  }
}

/** What becomes of the value that a declared pattern takes apart. */
export function patternUse(cx: Context, pattern: Node): Use {
  for (const { node } of boundIn(pattern)) {
    const symbol = node.type === 'Identifier' ? cx.lookup(node.name) : undefined;
    if (symbol) return { kind: 'stored', symbol: symbol.id };
  }
  return ESCAPES;
}

/** Gives the names of a declared pattern their value, with one assignment each. */
export function bindPattern(cx: Context, pattern: Node, value: Expr | undefined, init?: Node | null): void {
  boundIn(pattern).forEach(({ node, defaults }, index) => {
    const symbol = node.type === 'Identifier' ? cx.lookup(node.name) : undefined;
    if (!symbol || node.type !== 'Identifier') return;
    if (value) {
      symbol.values.push(value);
      cx.steps.push({ kind: 'assign', target: cx.name(node.name, nameSpan(node)), value, span: spanOf(pattern) });
      if (index > 0) readAgain(cx, init, { kind: 'stored', symbol: symbol.id });
    }
    for (const one of defaults) {
      const fallback = cx.expr(one, { kind: 'stored', symbol: symbol.id });
      if (!symbol.route) symbol.values.push(fallback);
    }
  });
}

/** A value that is taken apart goes to each of the names. */
function readAgain(cx: Context, init: Node | null | undefined, use: Use): void {
  if (init?.type === 'Identifier') cx.read(cx.lookup(init.name), spanOf(init), use);
  if (init?.type === 'MemberExpression') {
    const frame = selfFrame(cx, init.object);
    if (frame && init.property.type === 'Identifier') cx.readField(frame, init.property.name, spanOf(init), use);
  }
}

/** A value followed along a route: `value.a.b`. */
export function along(value: Expr, route: string): Expr {
  return route.split('.').filter(Boolean).reduce<Expr>((object, name) => name === '[]'
    ? { kind: 'index', object, index: { kind: 'other', parts: [], span: value.span }, span: value.span }
    : { kind: 'member', object, name, span: value.span, nameSpan: value.span }, value);
}
