import type { Expr, Step } from '../../../flow/unit';
import type { Context, SwitchValue } from './context';
import { newScope } from './context';
import { isExpression, lowerField, lowerFirst } from './parts';
import { variableNamed, nameValue } from './names';
import { declarePattern } from './patterns';
import type { Node } from '../parse/tree';
import { fieldOf, named, spanOf } from '../parse/tree';

/** Lowers a `switch`; one that is used as an expression says in `value` where its values go. */
export function lowerSwitch(ctx: Context, node: Node, value?: SwitchValue): Expr {
  const condition = lowerField(ctx, node, 'condition', { kind: 'tested' }), span = spanOf(node);
  const { switchValue, breaksSwitch } = ctx;
  ctx.breaksSwitch = true;
  if (value) ctx.switchValue = value;
  const body = fieldOf(node, 'body');
  const all = body ? named(body) : [];
  const complete = value !== undefined || all.some((group) => isDefault(ctx, group));
  const groups = all.filter((group, index) => index === all.length - 1 || !isLabelOnly(group));
  const arms = groups.map((group) =>
    ctx.collect(() => ctx.inScope(newScope(ctx.scope), () => lowerGroup(ctx, group, condition, value))));
  joinFalling(arms, groups);
  if (!complete) arms.push([]);
  Object.assign(ctx, { switchValue, breaksSwitch });
  ctx.steps.push({ kind: 'branch', condition, arms, span });
  return { kind: 'choice', options: value?.values ?? [], span };
}

function isDefault(ctx: Context, group: Node): boolean {
  return named(group).some((label) => label.type === 'switch_label' && /^default|\bdefault$/.test(ctx.textOf(label)));
}

/** `case A:` before `case B:` has no arm of its own. */
function isLabelOnly(group: Node): boolean {
  return group.type === 'switch_block_statement_group' && named(group).every((child) => child.type === 'switch_label');
}

function lowerGroup(ctx: Context, group: Node, condition: Expr, value: SwitchValue | undefined): void {
  for (const child of named(group)) {
    if (child.type === 'switch_label') lowerLabel(ctx, child, condition);
    else if (value && group.type === 'switch_rule' && child.type === 'expression_statement') {
      value.values.push(ctx.inStatement(child, () => lowerFirst(ctx, child, value.use)));
    } else ctx.lowerStatement(child);
  }
}

/** The constants of an enum stand bare in a label and are in no scope. */
function lowerLabel(ctx: Context, label: Node, condition: Expr): void {
  for (const child of named(label)) {
    if (child.type === 'pattern') declarePattern(ctx, child, condition);
    else if (child.type === 'guard') lowerFirst(ctx, child, { kind: 'tested' });
    else if (child.type === 'identifier') {
      if (variableNamed(ctx, ctx.textOf(child))) nameValue(ctx, child, { kind: 'tested' });
    } else if (isExpression(child)) ctx.lowerExpr(child, { kind: 'tested' });
  }
}

/** An arm of `case X:` that has steps and no end runs on into the next one. */
function joinFalling(arms: Step[][], groups: Node[]): void {
  for (let index = arms.length - 2; index >= 0; index--) {
    const group = groups[index];
    if (group.type !== 'switch_block_statement_group') continue;
    const last = named(group).at(-1)!;
    const ends = /^(?:break|continue|return|throw|yield)_statement$/.test(last.type) || last.type === 'block';
    if (!ends) arms[index].push(...arms[index + 1]);
  }
}
