import { RETURNED, spanOf } from './context';
import { annotations } from './annotations';
import { isAwaiter } from './calls';
import { bare } from './members';
import { bindPattern, boundIn, declarePattern, nameSpan, patternOf, patternUse } from './patterns';
import { hoistBlock, hoistVars } from './scope';
import { typeRef } from './types';
import type { ClassFrame, Context } from './context';
import type { Annotation, Expr, Func, Use, Variable } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';

/** Everything that has parameters and a body. */
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression
  | TSESTree.TSEmptyBodyFunctionExpression | TSESTree.TSDeclareFunction | TSESTree.TSMethodSignature;

/** What the place of a function says about it. */
interface Placing {
  name: string;
  kind: Func['kind'];
  /** The node that names it, and the whole of it with modifiers. */
  key?: Node;
  whole?: Node;
  self?: ClassFrame;
  static?: boolean;
  member?: boolean;
  annotations?: Annotation[];
  use?: Use;
}

/**
 * Lowers a function that stands as a value; `holder` is the object property that is written as a method or an accessor.
 * `member`: it is a method of an object that goes to others.
 */
export function lambda(
  cx: Context, node: TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression, use: Use, name: string,
  holder?: TSESTree.Property, member = false,
): Expr {
  const own = node.type === 'FunctionExpression' ? node.id : null;
  const arrow = node.type === 'ArrowFunctionExpression' || cx.bound.has(node);
  const func = lowerFunction(cx, node, {
    name: name || own?.name || '', kind: holder && holder.kind !== 'init' ? 'accessor' : member && name ? 'method' : 'lambda', use,
    ...(own ? { key: own } : {}), ...(holder ? { key: holder.key, whole: holder } : {}), ...(arrow ? { self: cx.self } : {}),
  });
  return { kind: 'function', func: func.id, span: func.span };
}

/** Lowers a declared function. */
export function declaredFunction(cx: Context, node: TSESTree.FunctionDeclaration | TSESTree.TSDeclareFunction): Func {
  const func = lowerFunction(cx, node, { name: node.id?.name ?? '', kind: 'function', ...(node.id ? { key: node.id } : {}) });
  const symbol = node.id ? cx.lookup(node.id.name) : undefined;
  // An overload without a body does not hide the function that has one.
  if (symbol?.kind === 'function' && (node.body || symbol.of === undefined)) symbol.of = func.id;
  return func;
}

/** Lowers a function with its parameters and its body. */
export function lowerFunction(cx: Context, node: FunctionNode, at: Placing): Func {
  const inner = unwrapAwaiter(node), span = spanOf(at.whole ?? node), end = { start: span.end, end: span.end };
  const body = 'body' in inner ? inner.body : undefined;
  const func = cx.addFunc({
    name: at.name, kind: at.kind, annotations: at.annotations ?? [], span,
    nameSpan: at.key ? keySpan(at.key) : { start: span.start, end: span.start },
    async: ('async' in node && node.async) || inner !== node || cx.running.has(node), bodySpan: body ? spanOf(body) : end,
  });
  if (at.member && at.self) func.class = at.self.id;
  if (!at.member || cx.func > 0) func.parent = cx.func;
  if (at.static) func.static = true;
  if (at.use) func.use = at.use;
  const returns = typeRef(node.returnType);
  if (returns) func.returns = returns;
  const scope = { names: new Map<string, number>(), parent: cx.scope };
  cx.within({ scope, func: func.id, steps: func.body, self: at.self, statement: func.bodySpan }, () => {
    if (node.type === 'FunctionExpression' && node.id) cx.declare(node.id.name, 'function', nameSpan(node.id), { of: func.id });
    parameters(cx, func, node.params);
    if (body) lowerBody(cx, func, body);
  });
  return func;
}

function lowerBody(cx: Context, func: Func, body: Node): void {
  if (body.type !== 'BlockStatement') {
    func.expression = true;
    const value = cx.expr(body, RETURNED);
    cx.steps.push({ kind: 'exit', how: 'return', value, span: func.bodySpan });
    return;
  }
  hoistVars(cx, body.body);
  hoistBlock(cx, body.body);
  cx.statements(body.body);
}

function parameters(cx: Context, func: Func, params: readonly TSESTree.Parameter[]): void {
  const real = params.filter((one) => !(one.type === 'Identifier' && one.name === 'this'));
  // Declared first: a default may name any of them, and a position has one symbol, also when it is taken apart.
  const symbols = real.map((one) => declareParameter(cx, one));
  func.params = symbols.map((symbol) => symbol.id);
  real.forEach((one, index) => bindParameter(cx, one, symbols[index]));
}

function declareParameter(cx: Context, node: TSESTree.Parameter): Variable {
  const pattern = patternOf(node);
  const marks = annotations(cx, 'decorators' in node ? node.decorators : []);
  if (pattern.type === 'Identifier') {
    const symbol = cx.addSymbol(pattern.name, 'param', nameSpan(pattern), { annotations: marks });
    cx.scope.names.set(pattern.name, symbol.id);
    const type = typeRef(pattern.typeAnnotation ?? (node.type === 'RestElement' ? node.typeAnnotation : undefined));
    if (type) symbol.type = type;
    return symbol;
  }
  const whole = cx.addSymbol('', 'param', spanOf(pattern), { annotations: marks });
  const type = typeRef('typeAnnotation' in pattern ? pattern.typeAnnotation as TSESTree.TSTypeAnnotation : undefined);
  if (type) whole.type = type;
  declarePattern(cx, pattern, 'local', false);
  return whole;
}

function bindParameter(cx: Context, node: TSESTree.Parameter, symbol: Variable): void {
  const inner = node.type === 'TSParameterProperty' ? node.parameter : node, pattern = patternOf(node);
  if (inner.type === 'AssignmentPattern') symbol.values.push(cx.expr(inner.right, { kind: 'stored', symbol: symbol.id }, symbol.name));
  if (pattern.type !== 'Identifier') {
    const value: Expr = { kind: 'name', name: '', symbol: symbol.id, span: symbol.span };
    bindPattern(cx, pattern, value);
    for (const one of boundIn(pattern)) cx.read(symbol, spanOf(one.node), patternUse(cx, one.node));
  }
  if (node.type === 'TSParameterProperty') bindProperty(cx, symbol);
}

/** `constructor(private readonly x: T)` sets the field `x`. */
function bindProperty(cx: Context, symbol: Variable): void {
  const id = cx.self?.fields.get(symbol.name);
  if (id === undefined || !cx.self) return;
  const { span } = symbol, value = cx.name(symbol.name, span);
  cx.unit.symbols[id].values.push(value);
  cx.read(symbol, span, { kind: 'stored', symbol: id });
  const object: Expr = { kind: 'this', class: cx.self.id, span };
  cx.steps.push({ kind: 'assign', target: { kind: 'member', object, name: symbol.name, span, nameSpan: span }, value, span });
}

function keySpan(key: Node): { start: number; end: number } {
  return key.type === 'Identifier' ? nameSpan(key) : spanOf(key);
}

/** The generator of a function whose whole body is `return __awaiter(…, function* () { … })`, as compilers write it. */
function unwrapAwaiter(node: FunctionNode): FunctionNode {
  if (!('body' in node) || !node.body) return node;
  const only = node.body.type === 'BlockStatement' ? node.body.body.filter((one) => !('directive' in one)) : [];
  const value = node.body.type === 'BlockStatement'
    ? only.length === 1 && only[0].type === 'ReturnStatement' ? bare(only[0].argument) : undefined
    : bare(node.body);
  if (value?.type !== 'CallExpression' || !isAwaiter(value)) return node;
  const generator = value.arguments.at(-1);
  return generator?.type === 'FunctionExpression' && generator.generator ? generator : node;
}
