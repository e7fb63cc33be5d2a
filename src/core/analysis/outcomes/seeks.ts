import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';

/**
 * True for a `seek` in a catch that goes past the failed record: `seek(partition, record.offset() + 1)`, where `record`
 * is what the loop around the catch works on, or the failure tells the offset itself. `start` is where the catch begins.
 */
export function seeksPast(unit: Unit, call: Call, failure: number | undefined, start: number): boolean {
  const position = call.args[1] && peel(call.args[1]);
  if (position?.kind !== 'binary' || position.op !== '+' || !isOne(position.right)) return false;
  const owner = offsetOwner(unit, position.left);
  if (owner === undefined) return false;
  if (owner === failure) return true;
  const variable = unit.symbols[owner];
  // The item of a loop, or what a function was given: it is the record at hand.
  return variable.span.start < start && (variable.kind === 'param' || variable.route !== undefined);
}

function isOne(expr: Expr): boolean {
  const value = peel(expr);
  return value.kind === 'literal' && /^1[lL]?$/.test(String(value.value));
}

function offsetOwner(unit: Unit, expr: Expr): number | undefined {
  const value = peel(expr);
  const call = value.kind === 'call' ? unit.calls[value.call] : undefined;
  const owner = call?.name === 'offset' && call.args.length === 0 && call.receiver ? peel(call.receiver) : undefined;
  return owner?.kind === 'name' ? owner.symbol : undefined;
}
