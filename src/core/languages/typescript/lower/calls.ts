import { spanOf } from './context';
import { bare, fieldOf, memberName, selfFrame } from './members';
import { exportStar } from './modules';
import { entityName, refs } from './types';
import type { Context } from './context';
import type { Call, Expr, Use } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';

/** Lowers a call: receiver, arguments, then the call itself. */
export function call(cx: Context, node: TSESTree.CallExpression, use: Use): Expr {
  const span = spanOf(node), made = cx.addCall(use, span), callee = calleeOf(node.callee);
  keepThis(cx, node, callee);
  const name = callee?.type === 'MemberExpression' ? memberName(callee) : undefined;
  if (callee?.type === 'MemberExpression' && name !== undefined) {
    const frame = selfFrame(cx, callee.object);
    if (frame) cx.readField(frame, name, spanOf(callee), { kind: 'receiver', call: made.id });
    made.receiver = cx.expr(callee.object, { kind: 'receiver', call: made.id });
    made.name = name;
    made.nameSpan = spanOf(callee.property);
  } else {
    made.callee = cx.expr(callee, { kind: 'receiver', call: made.id });
    made.name = callee?.type === 'Super' ? 'super' : entityName(callee);
    if (callee) made.nameSpan = spanOf(callee);
  }
  withArguments(cx, made, node.arguments);
  assignFields(cx, node, made);
  exportStar(cx, made);
  return done(cx, made);
}

/** Lowers `new X(…)`; its callee is the class as a value. */
export function construct(cx: Context, node: TSESTree.NewExpression, use: Use): Expr {
  const made = cx.addCall(use, spanOf(node)), callee = calleeOf(node.callee);
  made.kind = 'new';
  made.callee = cx.expr(callee, { kind: 'receiver', call: made.id });
  const last = callee?.type === 'MemberExpression' ? callee.property : callee;
  const full = entityName(callee);
  made.name = entityName(last) || 'class';
  made.type = { name: full || made.name, args: refs(node.typeArguments?.params ?? []), span: spanOf(node.callee) };
  if (last) made.nameSpan = spanOf(last);
  if (callee?.type === 'ClassExpression' && made.callee.kind === 'name' && made.callee.symbol !== undefined) {
    made.class = cx.unit.symbols[made.callee.symbol].of;
  }
  withArguments(cx, made, node.arguments);
  return done(cx, made);
}

/** Lowers a tagged template: the text is the first argument, the values between follow. */
export function tagged(cx: Context, node: TSESTree.TaggedTemplateExpression, use: Use): Expr {
  const span = spanOf(node), made = cx.addCall(use, span), tag = calleeOf(node.tag);
  const name = tag?.type === 'MemberExpression' ? memberName(tag) : undefined;
  if (tag?.type === 'MemberExpression' && name !== undefined) {
    made.receiver = cx.expr(tag.object, { kind: 'receiver', call: made.id });
    made.name = name;
    made.nameSpan = spanOf(tag.property);
  } else {
    made.callee = cx.expr(tag, { kind: 'receiver', call: made.id });
    made.name = entityName(tag);
    made.nameSpan = spanOf(node.tag);
  }
  const parts = node.quasi.quasis.map((one): Expr => ({ kind: 'literal', value: one.value.raw, span: spanOf(one) }));
  made.args.push({ kind: 'template', parts, span: spanOf(node.quasi) });
  node.quasi.expressions.forEach((one, index) => made.args.push(cx.expr(one, { kind: 'argument', call: made.id, index: index + 1 })));
  return done(cx, made);
}

function withArguments(cx: Context, made: Call, args: readonly Node[]): void {
  made.args = args.map((one, index) => cx.expr(one, { kind: 'argument', call: made.id, index }));
}

/** `Object.assign(this, { producer })` sets fields of the class around it. */
function assignFields(cx: Context, node: TSESTree.CallExpression, { args: [, ...given], callee, receiver, name }: Call): void {
  const first = node.arguments[0], isAssign = name === 'assign' && receiver?.kind === 'name' && receiver.name === 'Object' && !callee;
  const frame = isAssign && first?.type === 'ThisExpression' ? cx.self : undefined;
  for (const literal of frame ? given : []) {
    for (const { name: field, value, nameSpan } of literal.kind === 'object' ? literal.properties : []) {
      if (field) fieldOf(cx, frame!, field, nameSpan).values.push(value);
    }
  }
}

function done(cx: Context, made: Call): Expr {
  cx.steps.push({ kind: 'call', call: made.id, span: made.span });
  return { kind: 'call', call: made.id, span: made.span };
}

/** What is called: `(0, a.b)(…)` calls `a.b`. */
function calleeOf(node: Node | null | undefined): Node | null | undefined {
  const callee = bare(node);
  return callee?.type === 'SequenceExpression' ? calleeOf(callee.expressions.at(-1)) : callee;
}

/** `function () { … }.bind(this)` and the generator of `__awaiter(this, …)` keep `this`. */
function keepThis(cx: Context, node: TSESTree.CallExpression, callee: Node | null | undefined): void {
  const here = node.arguments[0]?.type === 'ThisExpression';
  if (here && callee?.type === 'MemberExpression' && memberName(callee) === 'bind') {
    const target = bare(callee.object);
    if (target?.type === 'FunctionExpression') cx.bound.add(target);
  }
  if (!isAwaiter(node)) return;
  for (const one of node.arguments) {
    if (one.type !== 'FunctionExpression') continue;
    cx.running.add(one);
    if (here) cx.bound.add(one);
  }
}

/** The helpers that run a generator as an async function. */
export function isAwaiter(node: TSESTree.CallExpression): boolean {
  return /(^|\.)(__awaiter|_asyncToGenerator|_async_to_generator|asyncToGenerator)$/.test(entityName(calleeOf(node.callee)));
}
