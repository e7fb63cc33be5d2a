import type { Expr, Step, Unit } from '../../flow/unit';
import { eachExpr, enclosing, peel } from '../../flow/walk';
import { contains } from '../../text/span';
import { asksForStop, passages, whenFulfilled } from '../calls/failure-test';
import { evaluate, resultKey, truthOf, UNKNOWN } from './value';
import { failuresOf, type Way, withLoss, withValue } from './way';

/** The ways by which the arms of a branch are entered. */
export function waysIntoArms(unit: Unit, step: Step & { kind: 'branch' }, way: Way): Way[][] {
  const given = evaluate(unit, step.condition, way.values), cleared = withoutResults(way, step.condition);
  if (step.arms.length !== 2 || step.switch) return step.arms.map(() => [cleared]);
  const truth = truthOf(given) ?? (way.loss.kind === 'none' ? whenFulfilled(step.condition) : undefined);
  if (truth !== undefined) return truth ? [[cleared], []] : [[], [cleared]];
  if (way.loss.kind !== 'ended') return [[cleared], [cleared]];
  const again = armOfFault(unit, step, way);
  if (again !== undefined) return step.arms.map((_, arm) => (arm === again ? [cleared] : []));
  const kinds = passages(unit, step.condition, failuresOf(way));
  const signal = kinds ? undefined : asksSignal(unit, step.condition, way);
  if (signal) return [[signal], [signal]];
  if (!kinds && way.loss.inside && asksForStop(unit, step.condition)) {
    const stopped = withLoss(cleared, { kind: 'kept', by: { unit, span: step.condition.span, note: 'the program is being stopped' } });
    return [[stopped], [stopped]];
  }
  if (!kinds) return [[cleared], [cleared]];
  return kinds.map(kind => (kind === 'none' ? [] : kind === 'any' ? [cleared]
    : [withLoss(cleared, { kind: 'kept', by: { unit, span: step.condition.span, note: 'this kind of failure is foreseen' } })]));
}

/** What failed stood in one arm, and is come to again: what decides by what never changes decides alike. */
function armOfFault(unit: Unit, { condition, arms, span }: Step & { kind: 'branch' }, { loss, fault }: Way): number | undefined {
  if (loss.kind !== 'ended' || loss.moved || fault?.unit !== unit || !contains(span, fault.call.span)) return undefined;
  const arm = arms.findIndex(steps => steps.some(one => contains(one.span, fault.call.span)));
  if (arm < 0) return undefined;
  const loop = enclosing(unit.funcs[fault.call.func].body, fault.call.span).findLast(({ step }) => step.kind === 'loop' && contains(step.span, span))?.step;
  let isFixed = true;
  eachExpr(condition, one => {
    if (one.kind === 'call' || one.kind === 'member' || one.kind === 'index') isFixed = false;
    const variable = one.kind === 'name' && one.symbol !== undefined ? unit.symbols[one.symbol] : undefined;
    if (variable && (variable.values.length > (variable.kind === 'param' ? 0 : 1) || variable.kind === 'field' || (loop && contains(loop.span, variable.span)))) isFixed = false;
  });
  return isFixed && loop ? arm : undefined;
}

/** A value that tells of the failure is looked at, in a way that is not understood. */
function asksSignal(unit: Unit, condition: Expr, way: Way): Way | undefined {
  let asks = false;
  eachExpr(condition, one => {
    const known = one.kind === 'name' && one.symbol !== undefined ? way.values.get(one.symbol) : one.kind === 'call' ? way.values.get(resultKey(one.call)) : undefined;
    if (known?.kind === 'signal') asks = true;
    if (one.kind === 'call') for (const arg of unit.calls[one.call].args) if (peel(arg).kind === 'name' && way.values.get((peel(arg) as { symbol?: number }).symbol ?? NaN)?.kind === 'signal') asks = true;
  });
  return asks ? withLoss(way, { kind: 'unknown', by: { unit, span: condition.span, note: 'what is asked here may be the failure' } }) : undefined;
}

/** A way behind an expression, whose calls are over. */
export function withoutResults(way: Way, value: Expr): Way {
  let cleared = way;
  eachExpr(value, one => { if (one.kind === 'call') cleared = withValue(cleared, resultKey(one.call), UNKNOWN); });
  return cleared;
}
