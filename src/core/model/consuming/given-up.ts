import { UNBOUND } from '../../analysis/calls/effect';
import type { Stop } from '../../analysis/calls/loss';
import type { FuncAt } from '../../analysis/program/program';
import type { Call, Expr, Func, Step, Unit } from '../../flow/unit';
import { eachStep, enclosing, innerSteps } from '../../flow/walk';
import { TRIES } from '../../libraries/conventions';
import { contains, type Span } from '../../text/span';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { GivenRecords } from '../records/given-records';

type Branch = Step & { kind: 'branch' };

/** Where a handler drops a record that was tried so many times, and keeps nothing of it; what it drops in a catch is told there. */
export function givenUpIn(context: Context, found: FoundHandler): Stop[] {
  return functionsOf(context, found).filter(at => speaksOfTries(context, at)).flatMap(at => branchesIn(at.func)
    .filter(step => at.func !== found.func || contains(found.region, step.span)).flatMap(step => droppedBy(context, at, step) ?? []));
}

/** The handler, the functions in it, and those to which it hands the record itself. */
function functionsOf(context: Context, found: FoundHandler): FuncAt[] {
  const { home: unit, func } = found, records = new GivenRecords(context, found);
  const own = unit.funcs.filter(one => contains(func.span, one.span)).map((one): FuncAt => ({ unit, func: one }));
  const called = unit.calls.filter(call => contains(func.bodySpan, call.span) && call.args.some(arg => records.areIn(unit, arg)))
    .flatMap(call => context.types.callables.targets(unit, call));
  return [...new Map([...own, ...called].map(at => [at.func, at])).values()];
}

function speaksOfTries(context: Context, { unit, func }: FuncAt): boolean {
  return TRIES.test(context.inputs.source(unit.path)?.slice(func.span) ?? '');
}

function branchesIn(func: Func): Branch[] {
  const found: Branch[] = [];
  eachStep(func.body, step => { if (step.kind === 'branch' && !step.switch) found.push(step); });
  return found.filter(step => !enclosing(func.body, step.span).some(({ step: outer, part }) => outer.kind === 'try' && part > 0));
}

/** The arm that is taken when a count of tries has reached its bound: it only logs, and leaves; the other way works on the record. */
function droppedBy(context: Context, { unit, func }: FuncAt, step: Branch): Stop | undefined {
  const reached = armReached(context, unit, step.condition);
  if (reached === undefined) return undefined;
  const arm = step.arms[reached] ?? [], behind = stepsBehind(func.body, step);
  const leaves = arm.some(inner => inner.kind === 'exit' && (inner.how === 'return' || inner.how === 'continue'));
  const steps = leaves ? arm : [...arm, ...behind];
  if (!onlySpeaks(context, unit, steps) || !worksElsewhere(context, { unit, func }, arm)) return undefined;
  const shown: Span = arm[0] ? { start: arm[0].span.start, end: arm[0].span.end } : step.condition.span;
  return { unit, span: { start: shown.start, end: Math.min(shown.end, step.span.end) }, note: 'so many tries are enough' };
}

const REACHED: Readonly<Record<string, number>> = { '>=': 0, '>': 0, '===': 0, '==': 0, '<': 1, '<=': 1 };
const TURNED: Readonly<Record<string, string>> = { '>=': '<=', '>': '<', '<': '>', '<=': '>=', '===': '===', '==': '==' };

/** Which arm of a branch is taken when the tries are used up. */
function armReached(context: Context, unit: Unit, condition: Expr): number | undefined {
  if (condition.kind !== 'binary') return undefined;
  const says = (expr: Expr) => TRIES.test(context.inputs.source(unit.path)?.slice(expr.span) ?? '') && !isBound(expr);
  const { op, left, right } = condition, turned = says(left) ? op : says(right) ? TURNED[op] : undefined;
  // Of two counts neither is the bound.
  if (turned === undefined || (says(left) && says(right)) || !Object.hasOwn(REACHED, turned)) return undefined;
  const bound = says(left) ? right : left;
  // `tries > 0`, `attempt === 1` ask whether this is the first.
  return bound.kind === 'literal' && Number(bound.value) <= 1 ? undefined : REACHED[turned];
}

/** `MAX_RETRIES`, `this.maxAttempts`, `3`. */
function isBound(expr: Expr): boolean {
  const name = expr.kind === 'name' || expr.kind === 'member' ? expr.name : '';
  return expr.kind === 'literal' || /max|limit|most|allowed|budget/i.test(name) || /^[A-Z][A-Z_\d]+$/.test(name);
}

/** What comes behind a step in its own block, and behind the blocks around it. */
function stepsBehind(body: readonly Step[], step: Step): Step[] {
  const around = enclosing(body, step.span).map(({ step: outer, part }) => innerSteps(outer)[part]);
  return [body, ...around].flatMap(steps => steps.filter(one => one.span.start >= step.span.end));
}

/** It logs and leaves: nothing that could keep the record, and no throw. */
function onlySpeaks(context: Context, unit: Unit, steps: readonly Step[]): boolean {
  let speaks = true;
  eachStep(steps, step => { if (step.kind === 'exit' && (step.how === 'throw' || (step.value !== undefined && step.value.kind !== 'literal'))) speaks = false; });
  return speaks && callsIn(unit, steps).every(call => {
    const { kind } = context.ways.effects.of(unit, call, UNBOUND);
    return /^(log|pure|answer)$/.test(kind) || (kind === 'memory' && /^(delete|remove|clear)/.test(call.name));
  });
}

function callsIn(unit: Unit, steps: readonly Step[]): Call[] {
  return unit.calls.filter(call => steps.some(({ span }) => contains(span, call.span)));
}

/** Another way through the function does what may fail. */
function worksElsewhere({ ways }: Context, { unit, func }: FuncAt, arm: readonly Step[]): boolean {
  return ways.summary({ unit, func }).ends.some(({ fault }) => fault !== undefined && /^(work|send)$/.test(fault.kind) && !arm.some(({ span }) => contains(span, fault.call.span)));
}
