import type { Call, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { LibraryTable, Meaning } from '../../libraries/table';
import { ownOf } from '../../text/own';
import type { FuncAt } from '../program/program';

/** A variable that holds what a library hands to a handler: one of its functions, or the object that has them. */
interface HandedValue {
  library: LibraryTable;
  meaning?: Meaning;
  methods?: Record<string, Meaning>;
}

/** What a library handed to a handler, by the variables of one file. */
export type Handed = ReadonlyMap<number, HandedValue>;

/** Nothing was handed over. */
export const NOTHING_HANDED: Handed = new Map();

/** The variables of a handler that hold functions of the library: `({ batch, resolveOffset }) => …`, or have them: `payload => …`. */
export function handedTo({ unit, func }: FuncAt, methods: Record<string, Meaning> | undefined, library: LibraryTable): Handed {
  if (!methods) return NOTHING_HANDED;
  return new Map([[func.params[0], { library, methods }], ...named(unit, func, methods, library)]);
}

/** What a call means that calls something handed over: `resolveOffset(…)`, `payload.resolveOffset(…)`. */
export function handedMeaning(call: Call, handed: Handed): { meaning: Meaning; library: LibraryTable } | undefined {
  if (handed.size === 0) return undefined;
  const callee = call.receiver ? peel(call.receiver) : call.callee;
  const value = callee?.kind === 'name' && callee.symbol !== undefined ? handed.get(callee.symbol) : undefined;
  const meaning = call.receiver ? ownOf(value?.methods, call.name) : value?.meaning;
  return meaning && { meaning, library: value!.library };
}

/** What a call hands on to a function of the workspace, as its arguments or as properties of one. */
export function handedOn(call: Call, target: FuncAt, handed: Handed): Handed {
  if (handed.size === 0) return NOTHING_HANDED;
  const on = new Map<number, HandedValue>();
  const note = (symbol: number | undefined, value: HandedValue | undefined) => { if (symbol !== undefined && value) on.set(symbol, value); };
  call.args.forEach((arg, index) => {
    const given = peel(arg);
    if (given.kind === 'name' && given.symbol !== undefined) {
      const value = handed.get(given.symbol);
      note(target.func.params[index], value);
      if (value?.methods) for (const [symbol, method] of named(target.unit, target.func, value.methods, value.library)) on.set(symbol, method);
    }
    if (given.kind !== 'object') return;
    const methods = new Map<string, Meaning>();
    let library: LibraryTable | undefined;
    for (const { name, value } of given.properties) {
      const held = peel(value), one = held.kind === 'name' && held.symbol !== undefined ? handed.get(held.symbol) : undefined;
      note(taken(target.unit, target.func, name), one);
      if (one?.meaning) {
        methods.set(name, one.meaning);
        library = one.library;
      }
    }
    note(target.func.params[index], library && { library, methods: Object.fromEntries(methods) });
  });
  return on;
}

function named(unit: Unit, func: Func, methods: Record<string, Meaning>, library: LibraryTable): [number, HandedValue][] {
  return Object.entries(methods).flatMap(([name, meaning]) => unit.symbols
    .filter(variable => variable.func === func.id && (variable.route ?? variable.name) === name)
    .map(variable => [variable.id, { library, meaning }] as [number, HandedValue]));
}

/** The variable that a function takes out of a parameter under a name. */
function taken(unit: Unit, func: Func, name: string): number | undefined {
  return unit.symbols.find(variable => variable.func === func.id && variable.route === name)?.id;
}
