import type { Unit } from './unit';

const NONE: never[] = [];

/**
 * Cuts the lists of a finished unit to their length, in place: behind a list that grew, the engine keeps room for
 * more, and a large workspace holds hundreds of thousands of them. Empty lists are one and the same from here on.
 */
export function compact(unit: Unit): Unit {
  for (const symbol of unit.symbols) {
    symbol.annotations = exact(symbol.annotations);
    symbol.values = exact(symbol.values);
    symbol.reads = exact(symbol.reads);
  }
  for (const call of unit.calls) call.args = exact(call.args);
  for (const func of unit.funcs) {
    func.annotations = exact(func.annotations);
    func.params = exact(func.params);
    func.body = exact(func.body);
  }
  unit.symbols = exact(unit.symbols);
  unit.calls = exact(unit.calls);
  unit.funcs = exact(unit.funcs);
  return unit;
}

/** A copy of a list without room behind it. */
function exact<T>(list: T[]): T[] {
  return list.length === 0 ? NONE : list.slice();
}
