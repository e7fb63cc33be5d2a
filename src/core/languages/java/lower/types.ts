import type { TypeRef } from '../../../flow/unit';
import type { Context } from './context';
import { typeSymbol } from './names';
import type { Node } from '../parse/tree';
import { childOf, named, spanOf } from '../parse/tree';

/** The type that a node writes; `undefined` for `var`. */
export function typeOf(ctx: Context, node: Node | undefined, dimensions?: Node): TypeRef | undefined {
  if (!node || ctx.textOf(node) === 'var') return undefined;
  return arrayOf(typeRef(ctx, node), ctx, dimensions);
}

/** The type that a node writes, whatever it is. */
export function typeRef(ctx: Context, node: Node): TypeRef {
  const span = spanOf(node);
  switch (node.type) {
    case 'generic_type': {
      const base = typeRef(ctx, node.children[0]);
      const written = childOf(node, 'type_arguments');
      return { name: base.name, args: written ? named(written).map((one) => typeRef(ctx, one)) : [], span };
    }
    case 'array_type': {
      const element = typeRef(ctx, node.children[0]);
      return { ...arrayOf(element, ctx, childOf(node, 'dimensions')), span };
    }
    case 'annotated_type':
      return typeRef(ctx, node.children[node.children.length - 1]);
    case 'wildcard': {
      const bound = named(node).findLast((one) => one.type !== 'super' && !one.type.endsWith('annotation'));
      return bound ? typeRef(ctx, bound) : { name: '?', args: [], span };
    }
    case 'scoped_type_identifier': {
      const owner = childOf(node, 'generic_type');
      const args = owner ? typeRef(ctx, owner).args : [];
      return { name: withoutPackage(ctx, node, segments(ctx, node)), args, span };
    }
    default:
      return { name: ctx.textOf(node), args: [], span };
  }
}

function arrayOf(type: TypeRef, ctx: Context, dimensions: Node | undefined): TypeRef {
  const depth = dimensions ? ctx.textOf(dimensions).split('[').length - 1 : 0;
  let result = type;
  for (let level = 0; level < depth; level++) result = { name: 'Array', args: [result], span: type.span };
  return result;
}

function segments(ctx: Context, node: Node): string[] {
  if (node.type === 'generic_type') return segments(ctx, node.children[0]);
  if (node.type !== 'scoped_type_identifier') return [ctx.textOf(node)];
  return named(node).filter((one) => !one.type.endsWith('annotation')).flatMap((one) => segments(ctx, one));
}

/**
 * A name without its package. The package is not lost: a name written in full is as good as an import, so it becomes
 * one, unless the simple name means something else in this file.
 */
export function withoutPackage(ctx: Context, node: Node, parts: string[]): string {
  const at = parts.findIndex((part) => /^[A-Z]/.test(part));
  if (at <= 0) return parts.join('.');
  const local = parts[at];
  if (typeSymbol(ctx, local) === undefined) {
    ctx.addImport({ local, module: parts.slice(0, at).join('.'), name: local, span: spanOf(node) });
  }
  return parts.slice(at).join('.');
}
