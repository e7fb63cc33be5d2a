import type { Annotation, Expr } from '../../../flow/unit';
import type { Context } from './context';
import type { Node } from '../parse/tree';
import { childOf, fieldOf, named, spanOf } from '../parse/tree';
import { withoutPackage } from './types';

/** True when a declaration has the given modifier. */
export function hasModifier(node: Node, name: string): boolean {
  return childOf(node, 'modifiers')?.children.some((child) => child.type === name) ?? false;
}

/** The annotations of a declaration. */
export function annotationsOf(ctx: Context, node: Node): Annotation[] {
  const modifiers = childOf(node, 'modifiers');
  return (modifiers ? named(modifiers) : []).filter(isAnnotation).map((one) => annotation(ctx, one));
}

function isAnnotation(node: Node): boolean {
  return node.type === 'annotation' || node.type === 'marker_annotation';
}

function annotation(ctx: Context, node: Node): Annotation {
  const name = fieldOf(node, 'name'), list = fieldOf(node, 'arguments');
  const written = name ? withoutPackage(ctx, name, ctx.textOf(name).split('.')) : '';
  const args = (list ? named(list) : []).map((one) => {
    if (one.type !== 'element_value_pair') return { name: 'value', value: element(ctx, one) };
    const key = fieldOf(one, 'key'), value = fieldOf(one, 'value');
    return { name: key ? ctx.textOf(key) : '', value: element(ctx, value ?? one) };
  });
  return { name: written, args, span: spanOf(node) };
}

/** A value in an annotation; an annotation as a value is an object with its arguments. */
function element(ctx: Context, node: Node): Expr {
  const span = spanOf(node);
  if (node.type === 'element_value_array_initializer') {
    return { kind: 'array', items: named(node).map((item) => element(ctx, item)), span };
  }
  if (!isAnnotation(node)) return ctx.lowerExpr(node, { kind: 'escapes' });
  const properties = annotation(ctx, node).args.map(({ name, value }) =>
    ({ name, value, span: value.span, nameSpan: value.span }));
  return { kind: 'object', properties, span };
}
