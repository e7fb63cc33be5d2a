import type { Expr, Use } from '../../../flow/unit';
import type { Context } from './context';
import { lowerField } from './parts';
import { typeName } from './names';
import { declarePattern } from './patterns';
import type { Node } from '../parse/tree';
import { fieldOf, spanOf } from '../parse/tree';
import { typeRef } from './types';

const tested: Use = { kind: 'tested' };

/**
 * Lowers `a + b + c …` from the left without recursion, since generated code has very long ones. What a `&&` or `||`
 * may skip becomes an arm of a branch.
 */
export function lowerBinary(ctx: Context, node: Node): Expr {
  const spine: Node[] = [];
  let first: Node | undefined = node;
  for (; first?.type === 'binary_expression'; first = fieldOf(first, 'left')) spine.push(first);
  let value: Expr = first ? ctx.lowerExpr(first, tested) : { kind: 'other', parts: [], span: spanOf(node) };
  for (const link of spine.reverse()) value = combine(ctx, link, value);
  return value;
}

function combine(ctx: Context, node: Node, left: Expr): Expr {
  const op = ctx.textOf(fieldOf(node, 'operator') ?? { start: 0, end: 0 }), span = spanOf(node);
  let right!: Expr;
  const steps = ctx.collect(() => right = lowerField(ctx, node, 'right', tested));
  if (steps.length > 0 && (op === '&&' || op === '||')) {
    ctx.steps.push({ kind: 'branch', condition: left, arms: op === '&&' ? [steps, []] : [[], steps], span });
  } else ctx.steps.push(...steps);
  if (op === '+' && (isText(left) || isText(right))) return concat(left, right, span);
  return { kind: 'binary', op, left, right, span };
}

function isText(value: Expr): boolean {
  return value.kind === 'template' || (value.kind === 'literal' && typeof value.value === 'string');
}

function concat(left: Expr, right: Expr, span: Expr['span']): Expr {
  const more = right.kind === 'template' ? right.parts : [right];
  if (left.kind !== 'template') return { kind: 'template', parts: [left, ...more], span };
  left.parts.push(...more);
  left.span = span;
  return left;
}

/** Lowers `x instanceof T t`; the variable is known to the rest of the block, as it is after `if (!(…)) return;`. */
export function lowerInstanceof(ctx: Context, node: Node): Expr {
  const left = lowerField(ctx, node, 'left', tested), span = spanOf(node);
  const written = fieldOf(node, 'right'), pattern = fieldOf(node, 'pattern'), name = fieldOf(node, 'name');
  if (pattern) declarePattern(ctx, pattern, left);
  const type = written && typeRef(ctx, written);
  if (name) ctx.declare('local', name, { type, values: [left] });
  const right: Expr = type ? typeName(ctx, type) : { kind: 'other', parts: [], span };
  return { kind: 'binary', op: 'instanceof', left, right, span };
}

/** Lowers `a ? b : c`; its arms are a branch when they do something. */
export function lowerTernary(ctx: Context, node: Node, use: Use): Expr {
  const condition = lowerField(ctx, node, 'condition', tested), span = spanOf(node);
  const options: Expr[] = [];
  const arms = ['consequence', 'alternative'].map((field) =>
    ctx.collect(() => options.push(lowerField(ctx, node, field, use))));
  if (arms.some((arm) => arm.length > 0)) ctx.steps.push({ kind: 'branch', condition, arms, span });
  return { kind: 'choice', options, span };
}
