import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { ExprAt, FuncAt } from '../program/program';
import type { Callers } from './callers';
import type { Source } from '../sources/questions';
import type { Types } from './types';

/** A value at the end of a way through parameters, with the last call that gave it. */
export type Given = Source;

/**
 * The values at a route into an expression, also where a parameter stands for what the callers give, a field for what
 * the constructor was given, and a table of functions for what was put into it.
 */
export function given({ types }: Callers, at: ExprAt, path: readonly string[]): Given[] {
  return [...types.sources.of(at, path, { callers: true }).found];
}

/** The functions that an argument is. */
export function functionsGiven(types: Types, unit: Unit, arg: Expr): readonly FuncAt[] {
  const value = peel(arg);
  if (value.kind === 'function') return [{ unit, func: unit.funcs[value.func] }];
  if (value.kind === 'call' && unit.calls[value.call].kind === 'new') {
    const made = unit.calls[value.call];
    if (made.class !== undefined) return unit.classes[made.class].methods.map(id => unit.funcs[id]).filter(f => /^(run|call|accept|apply)$/.test(f.name)).map(func => ({ unit, func }));
    const type = types.of(unit, value), own = type === undefined ? undefined : types.program.classNamed(type);
    return own ? ['run', 'call'].flatMap(name => types.members.methodsIn(own, name, false)) : [];
  }
  // Only a value that is nothing but a function: an argument that merely holds one is data.
  return value.kind === 'name' || value.kind === 'member' ? types.callables.functionsAt({ unit, expr: value }).slice(0, 1) : [];
}

/** The functions that a call may run though no declaration names them: it calls a parameter, a field or an entry of a table. */
export function calledByValue(callers: Callers, unit: Unit, call: Call): FuncAt[] {
  const value = calleeOf(callers, unit, call);
  if (!value || traitsOf(unit).values !== 'shaped') return [];
  return callers.types.callables.functionsAt({ unit, expr: value }, { callers: true });
}

function calleeOf(callers: Callers, unit: Unit, call: Call): Expr | undefined {
  if (call.kind === 'new') return undefined;
  if (!call.receiver) return call.callee;
  if (call.receiver.kind !== 'this' || !callers.types.members.fieldOf(unit, call.receiver.class, call.name)) return undefined;
  return { kind: 'member', object: call.receiver, name: call.name, span: call.span, nameSpan: call.nameSpan };
}
