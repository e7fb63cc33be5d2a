import type { Call, Expr, Func, Unit, Variable } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { ExprAt, FuncAt } from '../program/program';
import type { Callers } from './callers';

/** A value at the end of a way through parameters, with the last call that gave it. */
export interface Given extends ExprAt {
  by?: Call;
}

/** Ways that are followed for one parameter, and steps of one way: a bound for helpers that everybody calls. */
const CALLERS = 12;
const STEPS = 8;

/**
 * The values at a route into an expression, also where a parameter stands for what the callers give, a field for what
 * the constructor was given, and a table of functions for what was put into it.
 */
export function given(callers: Callers, at: ExprAt, path: readonly string[], by?: Call, steps = 0): Given[] {
  if (steps > STEPS) return [];
  const { types } = callers;
  const { unit } = at;
  const expr = peel(at.expr);
  const onward = (next: ExprAt | undefined, rest = path, from = by): Given[] => (next ? given(callers, next, rest, from, steps + 1) : []);
  const within = (exprs: readonly Expr[], home = unit): Given[] => exprs.flatMap(value => onward({ unit: home, expr: value }));
  const ends = (): Given[] => (path.length === 0 ? [{ unit, expr, by }] : []);
  switch (expr.kind) {
    case 'object': {
      if (path.length === 0) return ends();
      const own = expr.properties.findLast(p => p.name === path[0]);
      if (own) return onward({ unit, expr: own.value }, path.slice(1));
      return within(expr.properties.filter(p => p.name === '' && !p.key).map(p => p.value));
    }
    case 'name': {
      const variable = expr.symbol === undefined ? undefined : unit.symbols[expr.symbol];
      if (!variable) return ends();
      if (variable.kind === 'param') return callersOf(callers, unit, variable).flatMap(next => onward(next, path, next.by));
      if (variable.kind === 'import') {
        const target = types.program.imported(unit, variable);
        return typeof target === 'object' ? onward(target) : [];
      }
      if (variable.kind !== 'local') return ends();
      if (variable.route) return variable.values.slice(0, 1).flatMap(value => onward({ unit, expr: value }, [...variable.route!.split('.'), ...path]));
      return within(variable.values);
    }
    case 'member': {
      const field = expr.object.kind === 'this' ? types.members.fieldOf(unit, expr.object.class, expr.name) : undefined;
      if (field) return within(field.variable.values, field.unit);
      const found = onward({ unit, expr: expr.object }, [expr.name, ...path]);
      return found.length > 0 ? found : ends();
    }
    case 'index': return path.length === 0 ? onward({ unit, expr: expr.object }, []).flatMap(table => (table.expr.kind === 'object' ? table.expr.properties.map(p => ({ unit: table.unit, expr: p.value, by: table.by })) : [])) : [];
    case 'choice': return within(expr.options);
    case 'call': {
      const call = unit.calls[expr.call];
      if (call.name === 'get' && call.receiver && path.length === 0) return putInto(callers, unit, call.receiver).flatMap(next => onward(next));
      if (path.length === 0) return ends();
      return types.callables.targets(unit, call).slice(0, 2).flatMap(target => within(types.values.returned(target), target.unit));
    }
    default: return ends();
  }
}

/** The functions that a call may run though no declaration names them: it calls a parameter, a field or an entry of a table. */
export function calledByValue(callers: Callers, unit: Unit, call: Call, running: readonly Func[]): FuncAt[] {
  const value = calleeOf(callers, unit, call);
  if (!value || unit.language !== 'typescript') return [];
  const variable = value.kind === 'name' && value.symbol !== undefined ? unit.symbols[value.symbol] : undefined;
  // Functions that were given to a call on the way are laid out there.
  const home = variable?.func === undefined ? undefined : unit.funcs[variable.func];
  if (variable?.kind === 'param' && home && running.includes(home)) return [];
  const found = given(callers, { unit, expr: value }, []).flatMap(one => callers.types.callables.functionsAt(one));
  return found.filter((one, index) => found.findIndex(other => other.func === one.func) === index);
}

function calleeOf(callers: Callers, unit: Unit, call: Call): Expr | undefined {
  if (call.kind === 'new') return undefined;
  if (!call.receiver) return call.callee;
  if (call.receiver.kind !== 'this' || !callers.types.members.fieldOf(unit, call.receiver.class, call.name)) return undefined;
  return { kind: 'member', object: call.receiver, name: call.name, span: call.span, nameSpan: call.nameSpan };
}

function callersOf(callers: Callers, unit: Unit, variable: Variable): Given[] {
  const func = variable.func === undefined ? undefined : unit.funcs[variable.func];
  const at = func ? func.params.indexOf(variable.id) : -1;
  if (!func || at < 0) return [];
  const owner = func.kind === 'constructor' && func.class !== undefined ? unit.classes[func.class] : undefined;
  const calls = owner
    ? callers.types.program.callsNamed(owner.name).filter(c => c.call.kind === 'new' && callers.types.of(c.unit, { kind: 'call', call: c.call.id, span: c.call.span }) === callers.types.program.nameOf({ unit, decl: owner }))
    : callers.of(unit, func);
  return calls.slice(0, CALLERS).flatMap(({ unit: home, call }) => (call.args[at] ? [{ unit: home, expr: call.args[at], by: call }] : []));
}

/** What `table.set(key, value)` puts into a table. */
function putInto(callers: Callers, unit: Unit, table: Expr): ExprAt[] {
  const value = peel(table);
  const field = value.kind === 'member' && value.object.kind === 'this' ? callers.types.members.fieldOf(unit, value.object.class, value.name) : undefined;
  const local = value.kind === 'name' && value.symbol !== undefined ? { unit, variable: unit.symbols[value.symbol] } : undefined;
  const held = field ?? local;
  return (held?.variable.reads ?? []).flatMap(({ use }) => {
    const call = use.kind === 'receiver' ? held!.unit.calls[use.call] : undefined;
    return call?.name === 'set' && call.args[1] ? [{ unit: held!.unit, expr: call.args[1] }] : [];
  });
}
