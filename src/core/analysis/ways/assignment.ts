import type { Expr, Step, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { withoutResults } from './branch';
import type { FunctionWalk } from './engine';
import { isFailedStatus, mentionsDeep } from './exit';
import type { LoopTurn } from './loop-turn';
import { evaluate, NULL, UNKNOWN } from './value';
import { failuresOf, type Way, withLoss, withValue } from './way';

/** A way behind an assignment: what its variable holds from then on, or that somebody may read of the failure later. */
export function assigned({ engine, unit }: FunctionWalk, turn: LoopTurn, { target, value }: Step & { kind: 'assign' }, way: Way): Way {
  const to = peel(target);
  const given = evaluate(unit, value, way.values);
  const cleared = withoutResults(way, value);
  if (to.kind === 'name' && to.symbol !== undefined) {
    const variable = unit.symbols[to.symbol];
    const held = variable.route === undefined ? given : /^\w+$/.test(variable.route) && given.kind === 'object' ? given.properties.get(variable.route) ?? NULL : given.kind === 'signal' ? given : UNKNOWN;
    if (engine.tracks(unit, to.symbol)) return withValue(noted(cleared, to.symbol), to.symbol, peel(value).kind === 'binary' ? turn.raised(to.symbol, held) : held);
    if (variable.func === undefined || unit.funcs[variable.func].kind !== 'module') return cleared;
  }
  if (way.loss.kind === 'ended' && way.loss.inside && isFailedStatus(to, given)) {
    return withLoss(cleared, { kind: 'kept', by: { unit, span: to.span, note: 'the program ends as one that has failed' } });
  }
  // Who reads the field may keep what failed, or tell of it.
  if (way.loss.kind === 'ended' && way.loss.inside && /^(member|name)$/.test(to.kind) && speaksOfFailure(unit, value, way)) {
    return withLoss(cleared, { kind: 'unknown', by: { unit, span: to.span, note: 'who reads this later cannot be seen' } });
  }
  return cleared;
}

function speaksOfFailure(unit: Unit, value: Expr, way: Way): boolean {
  return [...failuresOf(way)].some(symbol => mentionsDeep(unit, value, symbol)) || holdsLocal(unit, value);
}

/** A variable that is set because of the failure. */
function noted(way: Way, symbol: number): Way {
  if (way.loss.kind !== 'ended' || !way.loss.inside || way.loss.noted?.includes(symbol)) return way;
  return withLoss(way, { ...way.loss, noted: [...(way.loss.noted ?? []), symbol].sort((a, b) => a - b) });
}

function holdsLocal(unit: Unit, expr: Expr): boolean {
  const value = peel(expr);
  if (value.kind === 'name') return value.symbol !== undefined && /^(local|param)$/.test(unit.symbols[value.symbol].kind);
  if (value.kind === 'array') return value.items.some(item => holdsLocal(unit, item));
  if (value.kind !== 'call' || unit.calls[value.call].name !== 'concat') return false;
  const { args, receiver } = unit.calls[value.call];
  return [...args, ...(receiver ? [receiver] : [])].some(arg => holdsLocal(unit, arg));
}
