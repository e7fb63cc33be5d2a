import type { Expr, TypeRef, Use } from '../../../flow/unit';
import type { Span } from '../../../text/span';
import type { ClassWork, Context, Scope } from './context';
import type { Node } from '../parse/tree';
import { spanOf } from '../parse/tree';

/** The classes around the current place, the innermost first. */
export function enclosing(ctx: Context): ClassWork[] {
  const classes: ClassWork[] = [];
  for (let scope: Scope | undefined = ctx.scope; scope; scope = scope.outer) {
    if (scope.class !== undefined) classes.push(ctx.works[scope.class]);
  }
  return classes;
}

/** The symbol of a type name, an import or a class of this file. */
export function typeSymbol(ctx: Context, name: string): number | undefined {
  for (let scope: Scope | undefined = ctx.scope; scope; scope = scope.outer) {
    const symbol = scope.types.get(name);
    if (symbol !== undefined) return symbol;
  }
  return undefined;
}

/** A type as a value: the receiver of a static call, or what `.class` stands behind. */
export function typeName(ctx: Context, type: Pick<TypeRef, 'name' | 'span'>): Expr {
  return { kind: 'name', name: type.name, symbol: typeSymbol(ctx, type.name), span: type.span };
}

/** The class of this file that a type name means. */
export function classNamed(ctx: Context, name: string): ClassWork | undefined {
  const symbol = typeSymbol(ctx, name);
  const variable = symbol === undefined ? undefined : ctx.unit.symbols[symbol];
  return variable?.kind === 'class' ? ctx.works[variable.of!] : undefined;
}

/** The field `name` of a class, its own or inherited from a class of this file. */
export function fieldNamed(ctx: Context, work: ClassWork, name: string): number | undefined {
  return inherited(ctx, work, (one) => one.scope.names.get(name));
}

/** A variable in sight: its symbol, and for a field the class through which it is reached. */
export function variableNamed(ctx: Context, name: string): { symbol: number; class?: number } | undefined {
  for (let scope: Scope | undefined = ctx.scope; scope; scope = scope.outer) {
    const symbol = scope.class === undefined ? scope.names.get(name) : fieldNamed(ctx, ctx.works[scope.class], name);
    if (symbol !== undefined) return { symbol, class: scope.class };
  }
  return undefined;
}

/** The value that a bare name stands for. */
export function nameValue(ctx: Context, node: Node, use: Use): Expr {
  const name = ctx.textOf(node), span = spanOf(node);
  const variable = variableNamed(ctx, name);
  if (variable) {
    ctx.read(variable.symbol, span, use);
    if (variable.class !== undefined) return memberOfThis(variable.class, name, span);
    return { kind: 'name', name, symbol: variable.symbol, span };
  }
  const symbol = typeSymbol(ctx, name);
  if (symbol !== undefined) {
    ctx.read(symbol, span, use);
    return { kind: 'name', name, symbol, span };
  }
  const heir = inheritsUnseen(ctx, name);
  return heir ? memberOfThis(heir.decl.id, name, span) : { kind: 'name', name, span };
}

/** `this.name` of a class, for a name that is written bare. */
export function memberOfThis(classId: number, name: string, span: Span): Expr {
  const object: Expr = { kind: 'this', class: classId, span: { start: span.start, end: span.start } };
  return { kind: 'member', object, name, span, nameSpan: span };
}

/**
 * What a bare call `name()` is made on: `this` of a class, or the callee when the name is imported.
 */
export function calleeOf(ctx: Context, node: Node): { receiver: Expr } | { callee: Expr } {
  const name = ctx.textOf(node), span = spanOf(node);
  const classes = enclosing(ctx);
  const declaring = classes.find((work) => inherited(ctx, work, (one) => one.methods.has(name) || undefined));
  if (!declaring) {
    const symbol = ctx.fileScope().names.get(name);
    if (symbol !== undefined) return { callee: { kind: 'name', name, symbol, span } };
  }
  const work = declaring ?? (ctx.inInitializer ? classes[0] : undefined)
    ?? classes.find(({ decl }) => !decl.anonymous && decl.supers.length > 0) ?? classes[0];
  if (!work) return { callee: { kind: 'name', name, span } };
  return { receiver: { kind: 'this', class: work.decl.id, span: { start: span.start, end: span.start } } };
}

/** The class that may inherit a variable `name` from a class of another file; type names are no such variables. */
function inheritsUnseen(ctx: Context, name: string): ClassWork | undefined {
  const constant = /^[A-Z0-9_$]+$/.test(name);
  if (!constant && /^[A-Z]/.test(name)) return undefined;
  if (constant && ctx.unit.imports.some((one) => one.static && one.name === '*')) return undefined;
  return enclosing(ctx).find(({ decl }) => !decl.anonymous && decl.supers.length > 0);
}

function inherited<T>(
  ctx: Context, work: ClassWork, look: (one: ClassWork) => T | undefined, seen = new Set<ClassWork>(),
): T | undefined {
  if (seen.has(work)) return undefined;
  seen.add(work);
  const own = look(work);
  if (own !== undefined) return own;
  for (const { name } of work.decl.supers) {
    const above = ctx.inScope(work.scope, () => classNamed(ctx, name));
    const found = above && inherited(ctx, above, look, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
