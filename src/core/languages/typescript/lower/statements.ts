import { DROPPED, RETURNED, TESTED, THROWN, spanOf } from './context';
import { assignItem } from './assignments';
import { declaredClass, lowerEnum, lowerInterface } from './classes';
import { expr } from './expressions';
import { declaredFunction } from './functions';
import { lowerMaker } from './prototypes';
import { exportDeclaration, importEquals, requireInto, requirePath } from './modules';
import { bindPattern, boundIn, declarePattern, nameSpan, patternUse } from './patterns';
import { hoistBlock } from './scope';
import type { Context } from './context';
import type { Catch, Expr, Step } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';

/** Lowers the statements of a block; `hoist` for a block whose names are not declared yet. */
export function statements(cx: Context, body: readonly Node[], hoist = false): void {
  if (hoist) hoistBlock(cx, body);
  for (const node of body) statement(cx, node);
}

/** Lowers one statement. */
export function statement(cx: Context, node: Node | null | undefined): void {
  if (!node) return;
  if (node.type === 'BlockStatement') {
    cx.block(() => statements(cx, node.body, true));
    return;
  }
  const before = cx.statement;
  cx.statement = spanOf(node);
  lowerStatement(cx, node);
  cx.statement = before;
}

function lowerStatement(cx: Context, node: Node): void {
  const span = spanOf(node);
  const exit = (how: (Step & { kind: 'exit' })['how'], value?: Expr): void => {
    cx.steps.push(value ? { kind: 'exit', how, value, span } : { kind: 'exit', how, span });
  };
  switch (node.type) {
    case 'ExpressionStatement': expr(cx, node.expression, DROPPED); break;
    case 'ReturnStatement': exit('return', node.argument ? expr(cx, node.argument, RETURNED) : undefined); break;
    case 'ThrowStatement': exit('throw', expr(cx, node.argument, THROWN)); break;
    case 'BreakStatement': exit('break'); break;
    case 'ContinueStatement': exit('continue'); break;
    case 'IfStatement': {
      const condition = expr(cx, node.test, TESTED);
      cx.steps.push({ kind: 'branch', condition, arms: [steps(cx, node.consequent), steps(cx, node.alternate)], span });
      break;
    }
    case 'SwitchStatement': cx.block(() => lowerSwitch(cx, node)); break;
    case 'LabeledStatement': statement(cx, node.body); break;
    case 'TryStatement': lowerTry(cx, node); break;
    case 'ForOfStatement': case 'ForInStatement': case 'ForStatement': cx.block(() => lowerFor(cx, node)); break;
    case 'WhileStatement': case 'DoWhileStatement': lowerWhile(cx, node); break;
    case 'WithStatement': expr(cx, node.object, TESTED); statement(cx, node.body); break;
    case 'ImportDeclaration': case 'EmptyStatement': case 'DebuggerStatement': break;
    case 'ExportNamedDeclaration': case 'ExportDefaultDeclaration': case 'ExportAllDeclaration': case 'TSExportAssignment':
      exportDeclaration(cx, node);
      break;
    default: declaration(cx, node);
  }
}

/** Lowers a declaration; as a statement of its own or behind `export`. */
export function declaration(cx: Context, node: Node): void {
  switch (node.type) {
    case 'VariableDeclaration': for (const one of node.declarations) declarator(cx, one, node.kind === 'let' && !node.declare); break;
    case 'FunctionDeclaration': case 'TSDeclareFunction': {
      const frame = node.type === 'FunctionDeclaration' ? cx.makers.get(node) : undefined;
      if (frame) lowerMaker(cx, node as TSESTree.FunctionDeclaration, frame);
      else declaredFunction(cx, node);
      break;
    }
    case 'ClassDeclaration': declaredClass(cx, node); break;
    case 'TSInterfaceDeclaration': case 'TSTypeAliasDeclaration': lowerInterface(cx, node); break;
    case 'TSEnumDeclaration': lowerEnum(cx, node); break;
    case 'TSImportEqualsDeclaration': importEquals(cx, node); break;
    case 'TSModuleDeclaration': {
      const { body } = node;
      if (body?.type === 'TSModuleBlock') cx.block(() => statements(cx, body.body, true));
      break;
    }
    default:
      if (!/^TS/.test(node.type)) expr(cx, node, DROPPED);
  }
}

function declarator(cx: Context, node: TSESTree.VariableDeclarator, isEmpty: boolean): void {
  const required = node.init ? requirePath(node.init) : undefined;
  if (required) {
    requireInto(cx, node.id, required);
    return;
  }
  const name = node.id.type === 'Identifier' ? node.id.name : '';
  const value = node.init ? expr(cx, node.init, patternUse(cx, node.id), name) : undefined;
  bindPattern(cx, node.id, value, node.init);
  // `let failure;` is undefined until something is put into it.
  if (isEmpty && !node.init && node.id.type === 'Identifier') {
    const span = spanOf(node.id), nothing: Expr = { kind: 'name', name: 'undefined', span };
    cx.steps.push({ kind: 'assign', target: cx.name(node.id.name, span), value: nothing, span });
  }
}

function steps(cx: Context, node: Node | null | undefined): Step[] {
  return cx.collect(() => statement(cx, node));
}

/** One arm for each case with statements, and one for no case when there is no `default`. */
function lowerSwitch(cx: Context, node: TSESTree.SwitchStatement): void {
  const condition = expr(cx, node.discriminant, TESTED);
  for (const one of node.cases) if (one.test) expr(cx, one.test, TESTED);
  hoistBlock(cx, node.cases.flatMap((one) => one.consequent));
  const arms = node.cases.filter((one, index) => one.consequent.length > 0 || index === node.cases.length - 1).map((one) => {
    const arm = cx.collect(() => statements(cx, one.consequent));
    // This `break` ends the arm; any other would leave a loop.
    if (endsWithBreak(one.consequent)) arm.pop();
    return arm;
  });
  if (!node.cases.some((one) => !one.test)) arms.push([]);
  cx.steps.push({ kind: 'branch', condition, arms, switch: true, span: spanOf(node) });
}

function endsWithBreak(body: readonly Node[]): boolean {
  const last = body.at(-1);
  return last?.type === 'BlockStatement' ? endsWithBreak(last.body) : last?.type === 'BreakStatement' && !last.label;
}

function lowerTry(cx: Context, node: TSESTree.TryStatement): void {
  const body = steps(cx, node.block);
  const catches = node.handler ? [lowerCatch(cx, node.handler)] : [];
  const step: Step = { kind: 'try', body, catches, span: spanOf(node) };
  if (node.finalizer) step.finally = steps(cx, node.finalizer);
  cx.steps.push(step);
}

function lowerCatch(cx: Context, node: TSESTree.CatchClause): Catch {
  const span = spanOf(node), block = node.body ? spanOf(node.body) : { start: span.end, end: span.end };
  const caught: Catch = {
    types: [], body: [], span, keyword: { start: span.start, end: span.start + 'catch'.length },
    bodySpan: { start: Math.min(block.start + 1, block.end), end: Math.max(block.end - 1, block.start) },
  };
  cx.block(() => {
    const { param } = node;
    caught.body = cx.collect(() => {
      if (param?.type === 'Identifier') caught.param = cx.declare(param.name, 'param', nameSpan(param)).id;
      else if (param) {
        const whole = cx.addSymbol('', 'param', spanOf(param));
        caught.param = whole.id;
        declarePattern(cx, param, 'local', false);
        bindPattern(cx, param, { kind: 'name', name: '', symbol: whole.id, span: whole.span });
        for (const one of boundIn(param)) cx.read(whole, spanOf(one.node), patternUse(cx, one.node));
      }
      statement(cx, node.body);
    });
  });
  return caught;
}

function lowerFor(cx: Context, node: TSESTree.ForOfStatement | TSESTree.ForInStatement | TSESTree.ForStatement): void {
  const span = spanOf(node);
  if (node.type === 'ForStatement') {
    const { init } = node;
    if (init?.type === 'VariableDeclaration') {
      hoistBlock(cx, [init]);
      declaration(cx, init);
    } else if (init) expr(cx, init, DROPPED);
    let condition: Expr | undefined;
    const body = cx.collect(() => {
      if (node.test) condition = expr(cx, node.test, TESTED);
      statement(cx, node.body);
      if (node.update) expr(cx, node.update, DROPPED);
    });
    cx.steps.push(condition ? { kind: 'loop', style: 'while', condition, body, span } : { kind: 'loop', style: 'while', body, span });
    return;
  }
  const each = node.type === 'ForOfStatement';
  const over = expr(cx, node.right, each ? { kind: 'iterated' } : TESTED);
  const loop: Step = { kind: 'loop', style: each ? 'each' : 'while', over, body: [], span };
  loop.body = cx.collect(() => {
    const item = bindItem(cx, node.left, over, each);
    if (item !== undefined) loop.item = item;
    statement(cx, node.body);
  });
  cx.steps.push(loop);
}

/** Declares or assigns the item of a loop. */
function bindItem(cx: Context, left: Node, over: Expr, each: boolean): number | undefined {
  if (left.type !== 'VariableDeclaration') {
    if (each) assignItem(cx, left, over);
    return left.type === 'Identifier' ? cx.lookup(left.name)?.id : undefined;
  }
  const pattern = left.declarations[0]?.id;
  if (!pattern) return undefined;
  hoistBlock(cx, [left]);
  for (const { node, route } of boundIn(pattern, '[]')) {
    const symbol = node.type === 'Identifier' ? cx.lookup(node.name) : undefined;
    if (!symbol || !each) continue;
    symbol.route = route;
    symbol.values.push(over);
  }
  return pattern.type === 'Identifier' ? cx.lookup(pattern.name)?.id : undefined;
}

function lowerWhile(cx: Context, node: TSESTree.WhileStatement | TSESTree.DoWhileStatement): void {
  let condition: Expr | undefined;
  const test = (): void => { condition = expr(cx, node.test, TESTED); };
  const body = cx.collect(() => {
    if (node.type === 'WhileStatement') test();
    statement(cx, node.body);
    if (node.type === 'DoWhileStatement') test();
  });
  const first = node.type === 'DoWhileStatement' ? { runsFirst: true as const } : {};
  cx.steps.push({ kind: 'loop', style: 'while', ...first, ...(condition ? { condition } : {}), body, span: spanOf(node) });
}
