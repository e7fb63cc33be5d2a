import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { AT_ONCE, PROMISE_ROWS, PROMISING_MODULES, THROWING_MODULES, THROWING_TYPES } from '../../libraries/runtimes/throwing';
import type { Types } from '../values/types';

/** Calls of one chain, and values that variables hold, on the way to what a call belongs to. */
const STEPS = 12;

/** True for calls of the runtime, of databases and of services whose failure reaches the caller: they need not be seen to be trusted. */
export function throwsOn(types: Types, unit: Unit, call: Call): boolean {
  const owner = call.receiver ?? call.callee;
  return types.runtimes.of(unit, call) !== undefined || (owner !== undefined && isKnown(types, unit, owner, STEPS));
}

/** True for calls of clients whose failure is in the promise that they give: `pool.query('INSERT …')`; not where a callback is told. */
export function rejectsLater(types: Types, unit: Unit, call: Call): boolean {
  if (traitsOf(unit).waiting !== 'promises' || call.kind === 'new' || !call.receiver || AT_ONCE.test(call.name) || call.args.some(arg => peel(arg).kind === 'function')) return false;
  if (types.callables.targets(unit, call).length > 0) return false;
  let owner = '';
  const isPromising = (type: string) => PROMISING_MODULES.test(type) && (owner = type) !== '';
  if (!isKnown(types, unit, call.receiver, STEPS, isPromising, false)) return false;
  const row = PROMISE_ROWS.find(({ of }) => of.test(owner));
  return (row?.methods?.test(call.name) ?? true) && !(row?.isRunLater && addsTo(unit, call));
}

/** `query.where(…)`: a call on a statement or request that a variable of the function holds, which is run when somebody waits for it. */
function addsTo(unit: Unit, call: Call): boolean {
  let value = call.receiver && peel(call.receiver);
  while (value?.kind === 'call') {
    const { receiver } = unit.calls[value.call];
    value = receiver && peel(receiver);
  }
  const variable = value?.kind === 'name' && value.symbol !== undefined ? unit.symbols[value.symbol] : undefined;
  return variable?.kind === 'local' && variable.func === call.func && variable.values.length > 0 && variable.values.every(one => isUnderWay(unit, one));
}

/** What a call that nobody has waited for yet gives. */
function isUnderWay(unit: Unit, expr: Expr): boolean {
  const value = peel(expr);
  return value.kind === 'call' && unit.calls[value.call].kind !== 'new';
}

/** A value of such a library, by its type or by the call that gave it: `pool.connect()`, `client.post().uri(…)`. */
function isKnown(types: Types, unit: Unit, expr: Expr, steps: number, is = (type: string): boolean => (traitsOf(unit).ecosystem === 'jvm' ? THROWING_TYPES : THROWING_MODULES).test(type), globals = true): boolean {
  if (steps === 0) return false;
  const value = peel(expr), type = types.of(unit, value);
  const held = types.members.held(unit, value);
  const name = type ?? (traitsOf(unit).values === 'typed' ? held?.variable.type?.name : undefined);
  if (name !== undefined && is(name)) return true;
  if (globals && traitsOf(unit).ecosystem === 'npm' && isGlobal(value)) return true;
  switch (value.kind) {
    case 'await': return isKnown(types, unit, value.value, steps - 1, is, globals);
    case 'call': {
      const call = unit.calls[value.call];
      const owner = call.kind === 'new' ? undefined : call.receiver ?? call.callee;
      return owner !== undefined && types.callables.targets(unit, call).length === 0 && isKnown(types, unit, owner, steps - 1, is, globals);
    }
    case 'member': if (!held) return isKnown(types, unit, value.object, steps - 1, is, globals);
  }
  // What a variable holds, unless its own type says that it is something else.
  if (!held || type !== undefined || held.variable.type) return false;
  const values = held.variable.values.filter(one => !(one.kind === 'literal' && one.value === null));
  return values.length > 0 && values.every(one => isKnown(types, held.unit, one, steps - 1, is, globals));
}

/** `fetch(…)`, `console.log`, `JSON.parse(…)`: the name at the start is nobody's in this file. */
function isGlobal(value: Expr): boolean {
  if (value.kind === 'name') return value.symbol === undefined;
  return value.kind === 'member' && isGlobal(peel(value.object));
}
