import type { Catch, Step, Use } from '../../../flow/unit';
import { lowerExplicit } from './calls';
import { declareClass, isClass, lowerClass } from './classes';
import type { Context } from './context';
import { newScope } from './context';
import { lowerExpr } from './expressions';
import { lowerCallable } from './functions';
import { annotationsOf, hasModifier } from './modifiers';
import { enclosing, variableNamed } from './names';
import { assign, isExpression, lowerField, lowerFirst } from './parts';
import { lowerSwitch } from './switches';
import type { Node } from '../parse/tree';
import { childOf, fieldOf, fieldsOf, named, spanOf } from '../parse/tree';
import { typeOf, typeRef } from './types';

const tested: Use = { kind: 'tested' };

/** Lowers one statement into steps of the current function. */
export function lowerStatement(ctx: Context, node: Node): void {
  ctx.inStatement(node, () => lowerAny(ctx, node));
}

/** Lowers the statements of a block, in a scope of its own. */
export function lowerBlock(ctx: Context, node: Node): void {
  ctx.inScope(newScope(ctx.scope), () => {
    for (const child of named(node)) lowerStatement(ctx, child);
  });
}

function lowerAny(ctx: Context, node: Node): void {
  switch (node.type) {
    case 'block': case 'constructor_body': return lowerBlock(ctx, node);
    case 'local_variable_declaration': return lowerLocals(ctx, node);
    case 'expression_statement': return void lowerFirst(ctx, node, { kind: 'dropped' });
    case 'explicit_constructor_invocation': return void lowerExplicit(ctx, node);
    case 'if_statement': return lowerIf(ctx, node);
    case 'while_statement': case 'do_statement': case 'for_statement': return lowerLoop(ctx, node);
    case 'enhanced_for_statement': return lowerEach(ctx, node);
    case 'switch_expression': return void lowerSwitch(ctx, node);
    case 'try_statement': case 'try_with_resources_statement': return lowerTry(ctx, node);
    case 'synchronized_statement': case 'labeled_statement': return lowerWrapped(ctx, node);
    case 'return_statement': return lowerExit(ctx, node, 'return', { kind: 'returned' });
    case 'throw_statement': return lowerExit(ctx, node, 'throw', { kind: 'thrown' });
    case 'continue_statement': return lowerExit(ctx, node, 'continue', tested);
    case 'break_statement': return lowerBreak(ctx, node);
    case 'yield_statement': return lowerYield(ctx, node);
    case 'assert_statement':
      for (const child of named(node)) lowerExpr(ctx, child, tested);
      return;
    case 'method_declaration': case 'constructor_declaration':
      return void lowerCallable(ctx, node, enclosing(ctx)[0]);
    case 'ERROR':
      for (const child of named(node)) lowerStatement(ctx, child);
      return;
    default:
      if (isClass(node)) lowerClass(ctx, declareClass(ctx, node, { parent: ctx.func }));
      else if (isExpression(node)) lowerExpr(ctx, node, { kind: 'escapes' });
  }
}

/** Lowers `T a = x, b = y`. */
function lowerLocals(ctx: Context, node: Node): void {
  const annotations = annotationsOf(ctx, node), constant = hasModifier(node, 'final') || undefined;
  for (const declarator of fieldsOf(node, 'declarator')) {
    const name = fieldOf(declarator, 'name'), value = fieldOf(declarator, 'value');
    if (!name) continue;
    const type = typeOf(ctx, fieldOf(node, 'type'), fieldOf(declarator, 'dimensions'));
    const symbol = ctx.declare('local', name, { type, annotations, constant });
    if (!value) continue;
    const lowered = lowerExpr(ctx, value, { kind: 'stored', symbol: symbol.id });
    assign(ctx, { kind: 'name', name: symbol.name, symbol: symbol.id, span: spanOf(name) }, symbol.id, lowered, declarator);
  }
}

function lowerIf(ctx: Context, node: Node): void {
  const condition = lowerField(ctx, node, 'condition', tested);
  const arms = ['consequence', 'alternative'].map((field) => armOf(ctx, fieldOf(node, field)));
  ctx.steps.push({ kind: 'branch', condition, arms, span: spanOf(node) });
}

function armOf(ctx: Context, node: Node | undefined): Step[] {
  return ctx.collect(() => ctx.inScope(newScope(ctx.scope), () => {
    if (node) lowerStatement(ctx, node);
  }));
}

/** Loops with a condition: what it calls is called in every round, before or (`do`) after the body. */
function lowerLoop(ctx: Context, node: Node): void {
  ctx.inScope(newScope(ctx.scope), () => {
    for (const init of fieldsOf(node, 'init')) {
      if (init.type === 'local_variable_declaration') lowerLocals(ctx, init);
      else lowerExpr(ctx, init, { kind: 'dropped' });
    }
    const head = fieldOf(node, 'condition');
    let condition;
    const checks = ctx.collect(() => condition = head && lowerExpr(ctx, head, tested));
    const body = loopBody(ctx, fieldOf(node, 'body'));
    for (const update of fieldsOf(node, 'update')) {
      body.push(...ctx.collect(() => lowerExpr(ctx, update, { kind: 'dropped' })));
    }
    const steps = node.type === 'do_statement' ? [...body, ...checks] : [...checks, ...body];
    const first = node.type === 'do_statement' ? { runsFirst: true as const } : {};
    ctx.steps.push({ kind: 'loop', style: 'while', ...first, condition, body: steps, span: spanOf(node) });
  });
}

function lowerEach(ctx: Context, node: Node): void {
  const over = lowerField(ctx, node, 'value', { kind: 'iterated' });
  ctx.inScope(newScope(ctx.scope), () => {
    const name = fieldOf(node, 'name');
    const type = typeOf(ctx, fieldOf(node, 'type'), fieldOf(node, 'dimensions'));
    const item = name && ctx.declare('local', name, { type, values: [over], route: '[]' }).id;
    const body = loopBody(ctx, fieldOf(node, 'body'));
    ctx.steps.push({ kind: 'loop', style: 'each', over, item, body, span: spanOf(node) });
  });
}

function loopBody(ctx: Context, node: Node | undefined): Step[] {
  const { breaksSwitch } = ctx;
  ctx.breaksSwitch = false;
  const body = armOf(ctx, node);
  ctx.breaksSwitch = breaksSwitch;
  return body;
}

function lowerTry(ctx: Context, node: Node): void {
  const specification = fieldOf(node, 'resources'), block = fieldOf(node, 'body');
  const resources: number[] = [];
  const body = ctx.collect(() => ctx.inScope(newScope(ctx.scope), () => {
    for (const resource of specification ? named(specification) : []) {
      const symbol = lowerResource(ctx, resource);
      if (symbol !== undefined) resources.push(symbol);
    }
    if (block) lowerBlock(ctx, block);
  }));
  const catches = node.children.filter((child) => child.type === 'catch_clause').map((one) => lowerCatch(ctx, one));
  const last = childOf(node, 'finally_clause');
  const step: Step = { kind: 'try', body, catches, span: spanOf(node) };
  if (last) step.finally = ctx.collect(() => named(last).forEach((child) => lowerStatement(ctx, child)));
  if (specification) step.resources = resources;
  ctx.steps.push(step);
}

function lowerResource(ctx: Context, node: Node): number | undefined {
  const name = fieldOf(node, 'name'), value = fieldOf(node, 'value');
  if (!name || !value) {
    lowerFirst(ctx, node, tested);
    const variable = variableNamed(ctx, ctx.textOf(node).replace(/^this\./, ''));
    return variable?.symbol;
  }
  const symbol = ctx.declare('local', name, { type: typeOf(ctx, fieldOf(node, 'type')), constant: true });
  const lowered = lowerExpr(ctx, value, { kind: 'stored', symbol: symbol.id });
  assign(ctx, { kind: 'name', name: symbol.name, symbol: symbol.id, span: spanOf(name) }, symbol.id, lowered, node);
  return symbol.id;
}

function lowerCatch(ctx: Context, node: Node): Catch {
  const head = childOf(node, 'catch_formal_parameter'), block = fieldOf(node, 'body');
  const written = head && childOf(head, 'catch_type'), name = head && fieldOf(head, 'name');
  const types = written ? named(written).map((one) => typeRef(ctx, one)) : [];
  let param: number | undefined;
  const body = ctx.collect(() => ctx.inScope(newScope(ctx.scope), () => {
    if (name) param = ctx.declare('local', name, { type: types.length === 1 ? types[0] : undefined }).id;
    if (block) lowerBlock(ctx, block);
  }));
  const bodySpan = block ? { start: block.start + 1, end: block.end - 1 } : { start: node.end, end: node.end };
  const keyword = { start: node.start, end: node.start + 'catch'.length };
  return { types, param, body, span: spanOf(node), keyword, bodySpan };
}

function lowerWrapped(ctx: Context, node: Node): void {
  for (const child of named(node)) {
    if (child.type === 'parenthesized_expression') lowerExpr(ctx, child, tested);
    else if (child.type !== 'identifier') lowerStatement(ctx, child);
  }
}

function lowerExit(ctx: Context, node: Node, how: 'return' | 'throw' | 'continue', use: Use): void {
  const child = how === 'continue' ? undefined : named(node)[0];
  const value = child && lowerExpr(ctx, child, use);
  ctx.steps.push({ kind: 'exit', how, value, span: spanOf(node) });
}

/** A `break` of a `switch` ends its arm and leaves no loop, so it is no exit. */
function lowerBreak(ctx: Context, node: Node): void {
  if (ctx.breaksSwitch && named(node).length === 0) return;
  ctx.steps.push({ kind: 'exit', how: 'break', span: spanOf(node) });
}

function lowerYield(ctx: Context, node: Node): void {
  const target = ctx.switchValue;
  const value = lowerFirst(ctx, node, target?.use ?? { kind: 'escapes' });
  target?.values.push(value);
}
