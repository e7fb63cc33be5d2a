import type { Annotation, Call, Expr, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { LibraryTable, Route } from '../../libraries/table';
import type { ExprAt } from '../program/program';
import type { Constants } from './constants';

/** A call as a reader knows it, without arguments and `this`: `producer.send`, `publishOrder`, `DefaultErrorHandler`. */
export function nameOfCall(call: Call, unit: Unit): string {
  const name = call.name || 'a function';
  const receiver = call.kind === 'call' && call.receiver ? nameOfValue(call.receiver, unit) : '';
  return receiver ? `${receiver}.${name}` : name;
}

/** A value by the names that lead to it; empty for `this` and where no names do. */
function nameOfValue(expr: Expr, unit: Unit): string {
  const value = peel(expr);
  switch (value.kind) {
    case 'name': return value.name;
    case 'member': return [nameOfValue(value.object, unit), value.name].filter(Boolean).join('.');
    case 'call': return `${nameOfCall(unit.calls[value.call], unit)}()`;
    default: return '';
  }
}

/** What holds the result of a call, or else the function that makes it: `producer`, `producerFactory`. */
export function nameOfResult(call: Call, unit: Unit): string {
  if (call.use.kind === 'stored') return unit.symbols[call.use.symbol].name;
  return nearestName(unit, call.func) ?? nameOfCall(call, unit);
}

/** The name of a function, or of the nearest one around it that has one. */
export function nearestName(unit: Unit, id: number): string | undefined {
  for (let func: Func | undefined = unit.funcs[id]; func; func = func.parent === undefined ? undefined : unit.funcs[func.parent]) {
    if (func.name && func.kind !== 'module' && func.kind !== 'constructor') return func.name;
  }
  return undefined;
}

/** The names that a value gives: one, or those of a list. */
export function namesIn(constants: Constants, at: ExprAt | undefined): string[] {
  if (!at) return [];
  const read = constants.read(at.unit, at.expr);
  return read.known ? [read.value] : constants.elements(at);
}

/** The topics that the annotation of a listener names, itself or by properties of the application. */
export function topicsNamed(constants: Constants, unit: Unit, annotation: Annotation, library: LibraryTable): string[] {
  const table = Object.values(library.annotations ?? {}).find(one => one.role === 'listener');
  const names = table?.role === 'listener' ? table.topics : [];
  return annotation.args.filter(({ name }) => names.includes(name)).flatMap(({ value }) => namesIn(constants, { unit, expr: value })).map(name => constants.filled(unit.path, name));
}

/** The last name of a route: `eachMessage` of `0.eachMessage`. */
export function lastOfRoute(route: Route): string {
  return route.slice(route.lastIndexOf('.') + 1);
}
