import type { Call, Expr, Func, TypeRef, Use } from '../../../flow/unit';
import type { Context } from './context';
import { lowerItems } from './parts';
import { declareParams } from './functions';
import { calleeOf, typeName } from './names';
import type { Node } from '../parse/tree';
import { childOf, fieldOf, fieldsOf, named, spanOf } from '../parse/tree';
import { typeRef } from './types';

/** Lowers `receiver.name(args)`. */
export function lowerCall(ctx: Context, node: Node, use: Use): Expr {
  const nameNode = fieldOf(node, 'name'), object = fieldOf(node, 'object');
  if (!nameNode) return { kind: 'other', parts: [], span: spanOf(node) };
  const call = newCall(ctx, { kind: 'call', name: ctx.textOf(nameNode), use, span: node, nameSpan: nameNode });
  if (!object) Object.assign(call, calleeOf(ctx, nameNode));
  else if (childOf(node, 'super')) call.receiver = { kind: 'super', span: spanOf(object) };
  else call.receiver = ctx.lowerExpr(object, { kind: 'receiver', call: call.id });
  return finish(ctx, call, fieldOf(node, 'arguments'));
}

/** Lowers `super(…)` and `this(…)` at the start of a constructor. */
export function lowerExplicit(ctx: Context, node: Node): void {
  const target = fieldOf(node, 'constructor');
  if (!target) return;
  const call = newCall(ctx, { kind: 'call', name: target.type, use: { kind: 'dropped' }, span: node, nameSpan: target });
  call.callee = ctx.lowerExpr(target, { kind: 'receiver', call: call.id });
  finish(ctx, call, fieldOf(node, 'arguments'));
}

/** Lowers `new Type(args) { … }`. */
export function lowerCreation(ctx: Context, node: Node, use: Use): Expr {
  const typeNode = fieldOf(node, 'type'), body = childOf(node, 'class_body');
  const type: TypeRef = typeNode ? typeRef(ctx, typeNode) : { name: '', args: [], span: spanOf(node) };
  const nameSpan = { start: type.span.start, end: typeNode?.children[0]?.end ?? type.span.end };
  const call = newCall(ctx, { kind: 'new', name: type.name, type, use, span: node, nameSpan });
  const outer = node.children[0];
  if (outer?.named && outer !== typeNode) call.receiver = ctx.lowerExpr(outer, { kind: 'receiver', call: call.id });
  const made = finish(ctx, call, fieldOf(node, 'arguments'));
  if (body) ctx.lowerAnonymous(node, type, call);
  return made;
}

/** Lowers an enum constant as the creation of one of its enum. */
export function lowerConstant(ctx: Context, node: Node, type: TypeRef, use: Use): Expr {
  const call = newCall(ctx, { kind: 'new', name: type.name, type, use, span: node, nameSpan: type.span });
  const made = finish(ctx, call, fieldOf(node, 'arguments'));
  if (fieldOf(node, 'body')) ctx.lowerAnonymous(node, type, call);
  return made;
}

/** Lowers `new T[n]` and `new T[] { a, b }`. */
export function lowerArrayCreation(ctx: Context, node: Node, use: Use): Expr {
  for (const size of fieldsOf(node, 'dimensions')) {
    for (const one of named(size)) ctx.lowerExpr(one, { kind: 'tested' });
  }
  const items = fieldOf(node, 'value');
  if (!items) return { kind: 'array', items: [], span: spanOf(node) };
  return { ...lowerItems(ctx, items, use), span: spanOf(node) };
}

/** Lowers `x -> value` and `(x, y) -> { … }`. */
export function lowerLambda(ctx: Context, node: Node, use: Use): Expr {
  const parameters = fieldOf(node, 'parameters'), body = fieldOf(node, 'body');
  const func = newLambda(ctx, node, body ?? node, use);
  if (body && body.type !== 'block') func.expression = true;
  ctx.inFunc(func, () => {
    if (parameters) func.params = declareParams(ctx, parameters);
    if (!body) return;
    if (body.type === 'block') ctx.lowerBlock(body);
    else ctx.inStatement(body, () => giveBack(ctx, ctx.lowerExpr(body, { kind: 'returned' })));
  });
  return { kind: 'function', func: func.id, span: spanOf(node) };
}

/** Lowers `x::name` as a lambda that makes the call; its arguments are not known. */
export function lowerReference(ctx: Context, node: Node, use: Use): Expr {
  const target = node.children[0], last = node.children[node.children.length - 1];
  const func = newLambda(ctx, node, node, use);
  func.expression = true;
  func.reference = true;
  ctx.inFunc(func, () => ctx.inStatement(node, () => {
    const name = ctx.textOf(last), returned: Use = { kind: 'returned' };
    if (name === 'new' && target.type === 'array_type') {
      return giveBack(ctx, { kind: 'array', items: [], span: spanOf(node) });
    }
    const made = { name, use: returned, span: node, nameSpan: last };
    if (name === 'new') {
      const type = typeRef(ctx, target);
      return giveBack(ctx, finish(ctx, newCall(ctx, { ...made, kind: 'new', name: type.name, type })));
    }
    const call = newCall(ctx, { ...made, kind: 'call' });
    call.receiver = /_type$|^type_identifier$/.test(target.type)
      ? typeName(ctx, typeRef(ctx, target))
      : ctx.lowerExpr(target, { kind: 'receiver', call: call.id });
    giveBack(ctx, finish(ctx, call));
  }));
  return { kind: 'function', func: func.id, span: spanOf(node) };
}

function newLambda(ctx: Context, node: Node, body: Node, use: Use): Func {
  const start = { start: node.start, end: node.start };
  return ctx.addFunc({
    name: '', kind: 'lambda', parent: ctx.func, use, span: spanOf(node), nameSpan: start, bodySpan: spanOf(body),
  });
}

function giveBack(ctx: Context, value: Expr): void {
  ctx.steps.push({ kind: 'exit', how: 'return', value, span: value.span });
}

function newCall(ctx: Context, call: Pick<Call, 'kind' | 'name' | 'type' | 'use' | 'span' | 'nameSpan'>): Call {
  const { kind, name, use, type } = call;
  const made: Call = {
    id: ctx.unit.calls.length, kind, name, args: [], use, func: ctx.func, statement: ctx.statement,
    span: spanOf(call.span), nameSpan: spanOf(call.nameSpan), ...(type && { type }),
  };
  ctx.unit.calls.push(made);
  return made;
}

/** Lowers the arguments, which are evaluated after the receiver and before the call. */
function finish(ctx: Context, call: Call, args?: Node): Expr {
  if (args) {
    call.args = named(args).filter((arg) => arg.type !== 'ERROR')
      .map((arg, index) => ctx.lowerExpr(arg, { kind: 'argument', call: call.id, index }));
  }
  ctx.steps.push({ kind: 'call', call: call.id, span: call.span });
  return { kind: 'call', call: call.id, span: call.span };
}
