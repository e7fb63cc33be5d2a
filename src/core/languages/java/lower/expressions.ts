import type { Expr, Use } from '../../../flow/unit';
import { lowerArrayCreation, lowerCall, lowerCreation, lowerLambda, lowerReference } from './calls';
import type { Context } from './context';
import { numberValue, stringValue } from './literals';
import { classNamed, enclosing, fieldNamed, memberOfThis, nameValue, typeName, variableNamed } from './names';
import { lowerBinary, lowerInstanceof, lowerTernary } from './operators';
import { lowerSwitch } from './switches';
import { assign, isExpression, lowerField, lowerFirst, lowerItems } from './parts';
import type { Node } from '../parse/tree';
import { childOf, fieldOf, named, spanOf } from '../parse/tree';
import { typeRef, withoutPackage } from './types';

const tested: Use = { kind: 'tested' };
const escapes: Use = { kind: 'escapes' };

/** Lowers an expression: its calls become steps, and what it gives is `use`d. */
export function lowerExpr(ctx: Context, node: Node, use: Use): Expr {
  const span = spanOf(node);
  switch (node.type) {
    case 'identifier': return nameValue(ctx, node, use);
    case 'this': return { kind: 'this', class: enclosing(ctx)[0]?.decl.id, span };
    case 'super': return { kind: 'super', span };
    case 'parenthesized_expression': return lowerFirst(ctx, node, use);
    case 'string_literal': case 'character_literal':
      return { kind: 'literal', value: stringValue(ctx.textOf(node)), span };
    case 'true': case 'false': return { kind: 'literal', value: node.type === 'true', span };
    case 'null_literal': return { kind: 'literal', value: null, span };
    case 'decimal_integer_literal': case 'hex_integer_literal': case 'octal_integer_literal':
    case 'binary_integer_literal': case 'decimal_floating_point_literal': case 'hex_floating_point_literal':
      return { kind: 'literal', value: numberValue(ctx.textOf(node)), span };
    case 'class_literal': return classLiteral(ctx, node);
    case 'field_access': return lowerFieldAccess(ctx, node, use);
    case 'array_access': return lowerIndex(ctx, node);
    case 'method_invocation': return lowerCall(ctx, node, use);
    case 'object_creation_expression': return lowerCreation(ctx, node, use);
    case 'lambda_expression': return lowerLambda(ctx, node, use);
    case 'method_reference': return lowerReference(ctx, node, use);
    case 'array_creation_expression': return lowerArrayCreation(ctx, node, use);
    case 'array_initializer': case 'element_value_array_initializer': return lowerItems(ctx, node, use);
    case 'cast_expression': return lowerCast(ctx, node, use);
    case 'assignment_expression': return lowerAssignment(ctx, node, use);
    case 'update_expression': return lowerUpdate(ctx, node);
    case 'unary_expression': {
      const op = ctx.textOf(node.children[0]);
      return { kind: 'unary', op, value: lowerField(ctx, node, 'operand', tested), span };
    }
    case 'binary_expression': return lowerBinary(ctx, node);
    case 'instanceof_expression': return lowerInstanceof(ctx, node);
    case 'ternary_expression': return lowerTernary(ctx, node, use);
    case 'switch_expression': return lowerSwitch(ctx, node, { use, values: [] });
    default: return { kind: 'other', parts: lowerParts(ctx, node), span };
  }
}

/** All values in a node of no known shape. */
export function lowerParts(ctx: Context, node: Node): Expr[] {
  return named(node).flatMap((child) =>
    isExpression(child) ? [lowerExpr(ctx, child, escapes)] : lowerParts(ctx, child));
}

function classLiteral(ctx: Context, node: Node): Expr {
  const type = typeRef(ctx, node.children[0]);
  const object = typeName(ctx, type);
  const nameSpan = { start: node.end - 'class'.length, end: node.end };
  return { kind: 'member', object, name: 'class', span: spanOf(node), nameSpan };
}

function lowerIndex(ctx: Context, node: Node): Expr {
  const object = lowerField(ctx, node, 'array', { kind: 'member', name: '[]' });
  return { kind: 'index', object, index: lowerField(ctx, node, 'index', tested), span: spanOf(node) };
}

function lowerCast(ctx: Context, node: Node, use: Use): Expr {
  const type = typeRef(ctx, fieldOf(node, 'type')!);
  return { kind: 'cast', type, value: lowerField(ctx, node, 'value', use), span: spanOf(node) };
}

function lowerFieldAccess(ctx: Context, node: Node, use: Use): Expr {
  const object = fieldOf(node, 'object'), field = fieldOf(node, 'field');
  if (!object || !field) return { kind: 'other', parts: lowerParts(ctx, node), span: spanOf(node) };
  const name = ctx.textOf(field), span = spanOf(node), nameSpan = spanOf(field);
  if (field.type === 'this') return { kind: 'this', class: classNamed(ctx, ctx.textOf(object))?.decl.id, span };
  if (childOf(node, 'super') && object.type !== 'super') {
    return { kind: 'member', object: { kind: 'super', span: spanOf(object) }, name, span, nameSpan };
  }
  const full = fullName(ctx, node);
  if (full) return typeName(ctx, { name: withoutPackage(ctx, node, full), span });
  const lowered = lowerExpr(ctx, object, { kind: 'member', name });
  const symbol = ownField(ctx, lowered, name);
  if (symbol !== undefined) ctx.read(symbol, nameSpan, use);
  return { kind: 'member', object: lowered, name, span, nameSpan };
}

/** The field of this file that `object.name` means, where `object` is `this` or a class. */
function ownField(ctx: Context, object: Expr, name: string): number | undefined {
  if (object.kind === 'this' && object.class !== undefined) return fieldNamed(ctx, ctx.works[object.class], name);
  if (object.kind !== 'name' || object.symbol === undefined) return undefined;
  const variable = ctx.unit.symbols[object.symbol];
  if (variable.kind !== 'class') return undefined;
  const symbol = fieldNamed(ctx, ctx.works[variable.of!], name);
  return symbol !== undefined && ctx.unit.symbols[symbol].static ? symbol : undefined;
}

/** The parts of `a.b.Type`, when that is a class written in full. */
function fullName(ctx: Context, node: Node): string[] | undefined {
  const text = ctx.textOf(node);
  if (!/^[a-z]\w*(?:\.[a-z]\w*)+\.[A-Z][A-Z0-9_]*[a-z]\w*$/.test(text)) return undefined;
  const parts = text.split('.');
  return variableNamed(ctx, parts[0]) ? undefined : parts;
}

function lowerAssignment(ctx: Context, node: Node, use: Use): Expr {
  const left = fieldOf(node, 'left'), operator = fieldOf(node, 'operator');
  if (!left || !operator) return { kind: 'other', parts: lowerParts(ctx, node), span: spanOf(node) };
  const op = ctx.textOf(operator).slice(0, -1);
  const { target, symbol } = lowerTarget(ctx, left);
  const stored: Use = symbol === undefined ? escapes : { kind: 'stored', symbol };
  const right = lowerField(ctx, node, 'right', op ? tested : stored);
  const value: Expr = op ? { kind: 'binary', op, left: target, right, span: spanOf(node) } : right;
  if (op && symbol !== undefined) ctx.read(symbol, left, tested);
  assign(ctx, target, symbol, value, node);
  if (symbol !== undefined && use.kind !== 'dropped') ctx.read(symbol, left, use);
  return target;
}

function lowerUpdate(ctx: Context, node: Node): Expr {
  const operand = named(node)[0], operator = node.children.find((child) => !child.named);
  if (!operand || !operator) return { kind: 'other', parts: lowerParts(ctx, node), span: spanOf(node) };
  const op = ctx.textOf(operator), span = spanOf(node);
  const { target, symbol } = lowerTarget(ctx, operand);
  if (symbol !== undefined) ctx.read(symbol, operand, tested);
  const one: Expr = { kind: 'literal', value: 1, span: spanOf(operator) };
  assign(ctx, target, symbol, { kind: 'binary', op: op.slice(1), left: target, right: one, span }, node);
  return { kind: 'unary', op, value: target, span };
}

function lowerTarget(ctx: Context, node: Node): { target: Expr; symbol?: number } {
  const span = spanOf(node);
  if (node.type === 'parenthesized_expression') return lowerTarget(ctx, named(node)[0]);
  if (node.type === 'identifier') {
    const name = ctx.textOf(node);
    const variable = variableNamed(ctx, name);
    if (!variable) return { target: nameValue(ctx, node, escapes) };
    if (variable.class !== undefined) return { target: memberOfThis(variable.class, name, span), symbol: variable.symbol };
    return { target: { kind: 'name', name, symbol: variable.symbol, span }, symbol: variable.symbol };
  }
  const object = fieldOf(node, 'object'), field = fieldOf(node, 'field');
  if (node.type === 'field_access' && object && field) {
    const name = ctx.textOf(field);
    const lowered = lowerExpr(ctx, object, { kind: 'member', name });
    const target: Expr = { kind: 'member', object: lowered, name, span, nameSpan: spanOf(field) };
    return { target, symbol: ownField(ctx, lowered, name) };
  }
  return { target: lowerExpr(ctx, node, escapes) };
}
