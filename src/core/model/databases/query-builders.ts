import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { CONNECTION, NAMED_WRITES, ROW_WRITES, TABLE_START, TABLE_VALUES, TABLE_WRITES } from '../../libraries/index';

/** The table that a call of a query builder writes to; nothing for calls that are none, or only read. */
export function builtTable(unit: Unit, call: Call): Expr | undefined {
  if (traitsOf(unit).ecosystem !== 'npm' || !call.receiver) return undefined;
  const given = call.args[0] && peel(call.args[0]);
  if (NAMED_WRITES.test(call.name)) return isText(given) ? given : undefined;
  if (TABLE_WRITES.test(call.name) && call.args.length === 1 && (given?.kind === 'name' || given?.kind === 'member')) {
    const next = call.use.kind === 'receiver' ? unit.calls[call.use.call] : undefined;
    if (next && TABLE_VALUES.test(next.name)) return given;
  }
  return ROW_WRITES.test(call.name) ? startOf(unit, call.receiver) : undefined;
}

/** The table with which a chain of calls begins: `db('orders').where(…)`. */
function startOf(unit: Unit, expr: Expr): Expr | undefined {
  const value = peel(expr);
  if (value.kind !== 'call') return undefined;
  const { name, receiver, callee, args } = unit.calls[value.call], table = args[0] && peel(args[0]);
  if (isText(table) && (receiver ? TABLE_START.test(name) : callee?.kind === 'name' && CONNECTION.test(name))) return table;
  return receiver && startOf(unit, receiver);
}

function isText(expr: Expr | undefined): boolean {
  return expr?.kind === 'literal' && typeof expr.value === 'string';
}
