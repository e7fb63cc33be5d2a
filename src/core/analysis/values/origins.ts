import type { Call, Expr, Unit, Variable } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { FuncAt } from '../program/program';
import type { Types } from './types';

/** A construction or factory call that made a client. */
export interface Origin {
  unit: Unit;
  call: Call;
  /** The call of a function of the workspace that makes a client each time: one client for each such call. */
  via?: Call;
}

/** Finds the call that made the client a value holds, over variables, fields, imports and functions. */
export class Origins {
  constructor(private readonly types: Types) {}

  of(unit: Unit, expr: Expr, depth = 0): Origin | undefined {
    if (depth > 8) return undefined;
    const value = peel(expr);
    switch (value.kind) {
      case 'call': {
        const call = unit.calls[value.call];
        const role = this.types.meanings.of(unit, call)?.meaning.role;
        if (role === 'producer' || role === 'consumer' || role === 'client') return { unit, call };
        if (role === 'begin' && call.receiver) return this.of(unit, call.receiver, depth + 1);
        if (role === 'make' && call.receiver) return this.of(unit, call.receiver, depth + 1);
        for (const target of this.types.callables.targets(unit, call)) {
          for (const returned of this.types.values.returned(target)) {
            const found = this.of(target.unit, returned, depth + 1);
            if (found) return isMadeAnew(target, returned, found) ? { ...found, via: call } : found;
          }
        }
        return undefined;
      }
      case 'name': {
        const variable = value.symbol === undefined ? undefined : unit.symbols[value.symbol];
        if (!variable) return undefined;
        if (variable.kind === 'import') {
          const target = this.types.program.imported(unit, variable);
          return typeof target === 'object' ? this.of(target.unit, target.expr, depth + 1) : undefined;
        }
        return this.#variable(unit, variable, depth);
      }
      case 'member': {
        if (value.object.kind === 'this') {
          const field = this.types.members.fieldOf(unit, value.object.class, value.name);
          return field && this.#variable(field.unit, field.variable, depth);
        }
        const property = this.types.values.property({ unit, expr: value.object }, value.name);
        if (property) return this.of(property.unit, property.expr, depth + 1);
        const owner = this.types.of(unit, value.object);
        const own = owner === undefined ? undefined : this.types.program.classNamed(owner);
        const field = own && this.types.members.fieldIn(own, value.name);
        return field && this.#variable(field.unit, field.variable, depth);
      }
      case 'choice':
        for (const option of value.options) {
          const found = this.of(unit, option, depth + 1);
          if (found) return found;
        }
        return undefined;
      default: return undefined;
    }
  }

  #variable(unit: Unit, variable: Variable, depth: number): Origin | undefined {
    for (const value of variable.values) {
      if (variable.route && variable.route !== '[]') {
        const property = this.types.values.property({ unit, expr: value }, variable.route);
        if (property) { const found = this.of(property.unit, property.expr, depth + 1); if (found) return found; }
        continue;
      }
      const found = this.of(unit, value, depth + 1);
      if (found) return found;
    }
    // A parameter with one caller is what that caller gives.
    if (variable.kind === 'param' && variable.func !== undefined) {
      const func = unit.funcs[variable.func];
      const index = func.params.indexOf(variable.id);
      const given = this.givers(unit, func, index);
      if (given.length === 1) return this.of(given[0].unit, given[0].expr, depth + 1);
    }
    return undefined;
  }

  /** What callers give for a parameter. */
  givers(unit: Unit, func: Unit['funcs'][number], index: number): { unit: Unit; expr: Expr }[] {
    const given: { unit: Unit; expr: Expr }[] = [];
    if (!func.name || index < 0) return given;
    const owner = func.kind === 'constructor' && func.class !== undefined ? this.types.program.nameOf({ unit, decl: unit.classes[func.class] }) : undefined;
    const name = owner ? unit.classes[func.class!].name : func.name;
    for (const { unit: other, call } of this.types.program.callsNamed(name)) {
      if (!call.args[index]) continue;
      if (owner) { if (call.kind !== 'new' || !call.type || this.types.program.typeName(other, call.type) !== owner) continue; }
      else if (!this.types.callables.targets(other, call).some(t => t.func === func)) continue;
      given.push({ unit: other, expr: call.args[index] });
    }
    return given;
  }
}

/** The function gives what its own body makes, and no client that something else keeps. */
function isMadeAnew({ unit, func }: FuncAt, returned: Expr, found: Origin): boolean {
  const value = peel(returned);
  if (value.kind === 'name') {
    const variable = value.symbol === undefined ? undefined : unit.symbols[value.symbol];
    return variable?.kind === 'local' && variable.func === func.id && variable.values.length === 1 && isMadeAnew({ unit, func }, variable.values[0], found);
  }
  return value.kind === 'call' && (unit.calls[value.call] === found.call || unit.calls[value.call] === found.via);
}
