import type { ClassFrame, Context } from './context';
import type { Expr, Variable } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';
import type { Span } from '../../../text/span';

/** A node without what TypeScript writes around values: casts, `!`, `satisfies`, optional chains, type arguments. */
export function bare<T extends Node | null | undefined>(node: T): Node | T {
  switch (node?.type) {
    case 'ChainExpression': case 'TSNonNullExpression': case 'TSAsExpression': case 'TSSatisfiesExpression':
    case 'TSTypeAssertion': case 'TSInstantiationExpression':
      return bare(node.expression as Node);
    default: return node;
  }
}

/** The class that a receiver stands for: `this`, a constant that holds it, or the class by its name. */
export function selfFrame(cx: Context, node: Node | null | undefined): ClassFrame | undefined {
  const object = bare(node);
  if (object?.type === 'ThisExpression') return cx.self;
  if (object?.type !== 'Identifier') return undefined;
  const symbol = cx.lookup(object.name);
  if (symbol?.kind === 'class') return symbol.of === undefined ? undefined : cx.frames[symbol.of];
  const held = symbol?.values[0];
  return held?.kind === 'this' && held.class !== undefined ? cx.frames[held.class] : undefined;
}

/** The name of a member, also of `a['b']`; `undefined` when it is computed. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  const { property } = node;
  if (property.type === 'PrivateIdentifier') return `#${property.name}`;
  if (!node.computed) return property.type === 'Identifier' ? property.name : '';
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

/** The name of a key of a class member, object literal or interface; empty when it is computed. */
export function keyName(key: Node, computed: boolean): string {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return String(key.value);
  if (key.type === 'Identifier' && !computed) return key.name;
  return '';
}

/** The field of a class, made when an assignment names it first. */
export function fieldOf(cx: Context, frame: ClassFrame, name: string, span: Span): Variable {
  const known = frame.fields.get(name);
  if (known !== undefined) return cx.unit.symbols[known];
  const field = cx.addSymbol(name, 'field', span, { func: undefined, class: frame.id });
  frame.fields.set(name, field.id);
  cx.unit.classes[frame.id].fields.push(field.id);
  return field;
}

/** Text of a literal, when it is one. */
export function stringValue(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  return node?.type === 'TemplateLiteral' && node.quasis.length === 1 ? node.quasis[0].value.cooked ?? undefined : undefined;
}

/** True for a call, perhaps behind a cast: what it gives needs no step of its own when it is awaited. */
export function isCall(value: Expr): boolean {
  return value.kind === 'call' || (value.kind === 'cast' && isCall(value.value));
}
