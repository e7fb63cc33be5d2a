import { AWAITED, DROPPED, ESCAPES, TESTED, inside, spanOf } from './context';
import { assignment, update } from './assignments';
import { call, construct, tagged } from './calls';
import { classValue } from './classes';
import { lambda } from './functions';
import { isCall, keyName, memberName, selfFrame } from './members';
import { importValue, requirePath } from './modules';
import { entityName, typeRef } from './types';
import type { Context } from './context';
import type { Expr, Property, Step, Use } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';

/**
 * Lowers a value: its calls become steps, in the order of evaluation, and the value itself data.
 * `use` is what becomes of it, `name` the name of the variable or property that holds it.
 */
export function expr(cx: Context, node: Node | null | undefined, use: Use, name = ''): Expr {
  if (!node) return { kind: 'other', parts: [], span: { start: cx.statement.start, end: cx.statement.start } };
  const span = spanOf(node);
  switch (node.type) {
    case 'Literal': return literal(node);
    case 'Identifier': {
      cx.read(cx.lookup(node.name), span, use);
      return cx.name(node.name, span);
    }
    case 'ThisExpression': return cx.self ? { kind: 'this', class: cx.self.id, span } : { kind: 'this', span };
    case 'Super': return { kind: 'super', span };
    case 'MemberExpression': return member(cx, node, use);
    case 'CallExpression': return requirePath(node) ? importValue(cx, node, use) : call(cx, node, use);
    case 'NewExpression': return construct(cx, node, use);
    case 'ImportExpression': return importValue(cx, node, use);
    case 'TaggedTemplateExpression': return tagged(cx, node, use);
    case 'ArrowFunctionExpression': case 'FunctionExpression': return lambda(cx, node, use, name);
    case 'ClassExpression': return classValue(cx, node, use, name);
    case 'ObjectExpression': return { kind: 'object', properties: node.properties.map((one) => property(cx, one, use)), span };
    case 'ArrayExpression': return { kind: 'array', items: node.elements.map((one) => expr(cx, one, inside(use, '[]'))), span };
    case 'SpreadElement': return { kind: 'spread', value: expr(cx, node.argument, outOfArray(use)), span };
    case 'TemplateLiteral': return template(cx, node);
    case 'ConditionalExpression': return conditional(cx, node, use, name);
    case 'LogicalExpression': return logical(cx, node, use, name);
    case 'BinaryExpression': return binary(cx, node);
    case 'UnaryExpression': {
      const value = expr(cx, node.argument, node.operator === 'void' ? DROPPED : TESTED);
      return { kind: 'unary', op: node.operator, value, span };
    }
    case 'UpdateExpression': return update(cx, node);
    case 'AssignmentExpression': return assignment(cx, node);
    case 'AwaitExpression': case 'YieldExpression': return awaited(cx, node);
    case 'SequenceExpression': return node.expressions.map((one, index) =>
      expr(cx, one, index === node.expressions.length - 1 ? use : DROPPED)).at(-1) ?? expr(cx, null, use);
    case 'ChainExpression': case 'TSNonNullExpression': case 'TSSatisfiesExpression': case 'TSInstantiationExpression':
      return expr(cx, node.expression, use, name);
    case 'TSAsExpression': case 'TSTypeAssertion': {
      const value = expr(cx, node.expression, use, name), type = typeRef(node.typeAnnotation);
      return type && !/^(const|any|unknown)$/.test(type.name) ? { kind: 'cast', type, value, span } : value;
    }
    case 'JSXIdentifier': {
      cx.read(cx.lookup(node.name), span, ESCAPES);
      return cx.name(node.name, span);
    }
    case 'MetaProperty': return { kind: 'other', parts: [], span };
    case 'JSXAttribute': return { kind: 'other', parts: node.value ? [expr(cx, node.value, ESCAPES)] : [], span };
    case 'JSXElement': {
      const parts = [node.openingElement, ...node.children].filter(isValue);
      return { kind: 'other', parts: parts.map((one) => expr(cx, one, ESCAPES)), span };
    }
    case 'JSXExpressionContainer': return expr(cx, node.expression, use, name);
    default: return other(cx, node);
  }
}

function literal(node: TSESTree.Literal): Expr {
  const span = spanOf(node);
  if ('regex' in node) return { kind: 'other', parts: [], span };
  return { kind: 'literal', value: typeof node.value === 'bigint' ? node.raw : node.value as string | number | boolean | null, span };
}

function member(cx: Context, node: TSESTree.MemberExpression, use: Use): Expr {
  const span = spanOf(node), name = memberName(node);
  if (name === undefined) {
    const object = expr(cx, node.object, { kind: 'member', name: '[]' });
    return { kind: 'index', object, index: expr(cx, node.property, TESTED), span };
  }
  const frame = selfFrame(cx, node.object);
  if (frame) cx.readField(frame, name, span, use);
  const object = expr(cx, node.object, { kind: 'member', name });
  return { kind: 'member', object, name, span, nameSpan: spanOf(node.property) };
}

function property(cx: Context, node: TSESTree.Property | TSESTree.SpreadElement, use: Use): Property {
  const span = spanOf(node);
  if (node.type === 'SpreadElement') {
    return { name: '', value: { kind: 'spread', value: expr(cx, node.argument, use), span }, span, nameSpan: span };
  }
  const named = { span, nameSpan: spanOf(node.key) };
  const key = node.computed ? expr(cx, node.key, TESTED) : undefined;
  const name = keyName(node.key, node.computed) || entityName(node.key);
  const written = node.value, plain = node.kind === 'init' && !node.method;
  const value = plain && !isFunction(written)
    ? expr(cx, written, inside(use, name), name)
    : lambda(cx, written as TSESTree.FunctionExpression, inside(use, name), name, plain ? undefined : node, isMember(use));
  return key ? { name, key, value, ...named } : { name, value, ...named };
}

function isFunction(node: Node): boolean {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
}

/** An object that goes to whoever wants it has methods, which are called there; one that a call is given has callbacks. */
function isMember({ kind }: Use): boolean {
  return kind === 'returned' || kind === 'escapes';
}

/** A spread inside an array literal gives its items to what the literal is given to. */
function outOfArray(use: Use): Use {
  if (use.kind !== 'argument' || !use.path?.endsWith('[]')) return use;
  const path = use.path.replace(/\.?\[\]$/, '');
  const { path: _, ...whole } = use;
  return path ? { ...whole, path } : whole;
}

function template(cx: Context, node: TSESTree.TemplateLiteral): Expr {
  const span = spanOf(node), parts: Expr[] = [];
  node.quasis.forEach((piece, index) => {
    const value = piece.value.cooked ?? piece.value.raw;
    if (value) parts.push({ kind: 'literal', value, span: spanOf(piece) });
    if (index < node.expressions.length) parts.push(expr(cx, node.expressions[index], TESTED));
  });
  if (node.expressions.length > 0) return { kind: 'template', parts, span };
  return { kind: 'literal', value: node.quasis[0]?.value.cooked ?? '', span };
}

function conditional(cx: Context, node: TSESTree.ConditionalExpression, use: Use, name: string): Expr {
  const condition = expr(cx, node.test, TESTED), options: Expr[] = [];
  const arms = [node.consequent, node.alternate].map((one) => cx.collect(() => { options.push(expr(cx, one, use, name)); }));
  branch(cx, node, condition, arms);
  return { kind: 'choice', options, span: spanOf(node) };
}

function logical(cx: Context, node: TSESTree.LogicalExpression, use: Use, name: string): Expr {
  const span = spanOf(node), { operator: op } = node;
  const left = expr(cx, node.left, op === '&&' || use.kind === 'dropped' ? TESTED : use);
  let right = left;
  const steps = cx.collect(() => { right = expr(cx, node.right, use, name); });
  branch(cx, node, left, op === '&&' ? [steps, []] : [[], steps]);
  return op === '&&' ? { kind: 'binary', op, left, right, span } : { kind: 'choice', options: [left, right], span };
}

/** Values that are had on one condition only make a branch, as statements would; those without calls need none. */
function branch(cx: Context, node: Node, condition: Expr, arms: Step[][]): void {
  if (arms.some((arm) => arm.length > 0)) cx.steps.push({ kind: 'branch', condition, arms, span: spanOf(node) });
}

function binary(cx: Context, node: TSESTree.BinaryExpression): Expr {
  const left = expr(cx, node.left, TESTED), right = expr(cx, node.right, TESTED), span = spanOf(node);
  if (node.operator === '+' && (isText(left) || isText(right))) {
    return { kind: 'template', parts: [...pieces(left), ...pieces(right)], span };
  }
  return { kind: 'binary', op: node.operator, left, right, span };
}

function isText(value: Expr): boolean {
  return value.kind === 'template' || (value.kind === 'literal' && typeof value.value === 'string');
}

function pieces(value: Expr): Expr[] {
  return value.kind === 'template' ? value.parts : [value];
}

function awaited(cx: Context, node: TSESTree.AwaitExpression | TSESTree.YieldExpression): Expr {
  const span = spanOf(node), value = expr(cx, node.argument, AWAITED);
  if (node.argument && !isCall(value) && !requirePath(node.argument)) cx.steps.push({ kind: 'await', value, span });
  return { kind: 'await', value, span };
}

/** Anything else, JSX and what a broken file leaves: the values inside it. */
function other(cx: Context, node: Node): Expr {
  const parts: Expr[] = [];
  for (const [key, child] of Object.entries(node)) {
    if (key === 'parent' || key === 'loc' || key === 'range' || /^type/.test(key)) continue;
    for (const one of Array.isArray(child) ? child : [child]) {
      if (isNode(one) && isValue(one)) parts.push(expr(cx, one, ESCAPES));
    }
  }
  return { kind: 'other', parts, span: spanOf(node) };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value;
}

const NO_VALUE = new RegExp([
  'Statement$', 'Declaration$', '^TS(?!As|NonNull|Satisfies|TypeAssertion)', '^JSX(Closing|Text|OpeningFragment)',
  '^TemplateElement', '^PrivateIdentifier',
].join('|'));

/** Statements, declarations and types inside an unknown node are not values. */
function isValue(node: Node): boolean {
  return !NO_VALUE.test(node.type);
}
