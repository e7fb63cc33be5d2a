import type { Expr, Step, Unit } from '../../flow/unit';
import { eachExpr, peel } from '../../flow/walk';
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
