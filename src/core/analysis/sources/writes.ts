import type { Call, Expr, Func, Step, Unit, Variable } from '../../flow/unit';
import { eachStep } from '../../flow/walk';
import type { Field } from '../program/program';
import type { Questions } from './questions';

/** An assignment to a place inside the value of a variable; `way` leads there, `[]` stands for a computed key. */
export interface Write extends Assignment {
  unit: Unit;
  way: readonly string[];
}

/** An assignment to a member, as it is written. */
interface Assignment {
  object: Expr;
  name: string;
  value: Expr;
  step: Step & { kind: 'assign' };
  func: Func;
}

const assignments = new WeakMap<Unit, readonly Assignment[]>();

/** What is assigned to members and put into collections, by the variable that holds them, also from other files. */
export class Writes {
  #into: Map<Variable, Write[]> | undefined;
  #globals: Map<string, Write[]> | undefined;
  #named: Map<string, { unit: Unit; object: Expr; value: Expr }[]> | undefined;
  readonly #byOwner = new Map<string, Map<string, { unit: Unit; value: Expr }[]>>();
  #aliases: Map<Variable, Field[]> | undefined;

  constructor(private readonly types: Questions) {}

  /** The assignments to places inside a variable's value: `options.eachMessage = handle`. */
  into({ variable }: Field): readonly Write[] {
    if (!this.#into) this.#index();
    return this.#into!.get(variable) ?? [];
  }

  /** Whether anything is assigned to a member of a name, of whatever value. */
  isAssigned(name: string): boolean {
    if (!this.#named) this.#index();
    return this.#named!.has(name) || this.#globals!.has(name);
  }

  /** What is assigned to `global.name`. */
  ofGlobal(name: string): readonly Write[] {
    if (!this.#globals) this.#index();
    return this.#globals!.get(name) ?? [];
  }

  /** What other classes and functions assign to a field: `client.handler = handle`. */
  fromOutside({ unit, variable }: Field): readonly { unit: Unit; value: Expr }[] {
    if (!this.#named) this.#index();
    const all = this.#named!.get(variable.name), decl = variable.class === undefined ? undefined : unit.classes[variable.class];
    if (!all || !decl) return [];
    let owners = this.#byOwner.get(variable.name);
    if (!owners) {
      this.#byOwner.set(variable.name, owners = new Map());
      for (const one of all) { const owner = this.types.of(one.unit, one.object); if (owner !== undefined) add(owners, owner, one); }
    }
    return owners.get(this.types.program.nameOf({ unit, decl })) ?? [];
  }

  /** The calls whose receiver is a variable, under its own name or where it is imported. */
  callsOn(field: Field): readonly { unit: Unit; call: Call }[] {
    return [field, ...this.#aliasesOf(field)].flatMap(({ unit, variable }) => variable.reads.flatMap(({ use }) => (use.kind === 'receiver' && unit.calls[use.call].receiver ? [{ unit, call: unit.calls[use.call] }] : [])));
  }

  /** The names under which other files import a variable. */
  #aliasesOf({ unit, variable }: Field): readonly Field[] {
    if (unit.language === 'java' || variable.kind === 'field' || variable.kind === 'param') return [];
    if (!this.#aliases) {
      this.#aliases = new Map();
      for (const home of this.types.program.units) {
        for (const symbol of home.language === 'typescript' ? home.symbols : []) {
          const target = symbol.kind === 'import' && symbol.reads.length > 0 ? this.#imported(home, symbol) : undefined;
          if (target) add(this.#aliases, target, { unit: home, variable: symbol });
        }
      }
    }
    return this.#aliases.get(variable) ?? [];
  }

  #imported(unit: Unit, variable: Variable): Variable | undefined {
    const target = this.types.program.imported(unit, variable);
    if (typeof target !== 'object' || target.expr.kind !== 'name' || target.expr.symbol === undefined) return undefined;
    return target.unit.symbols[target.expr.symbol];
  }

  #index(): void {
    this.#into = new Map();
    this.#globals = new Map();
    this.#named = new Map();
    for (const unit of this.types.program.units) {
      for (const assignment of assignmentsIn(unit)) {
        const { object, name } = assignment;
        if (object.kind === 'name' && object.symbol === undefined && /^(global|globalThis)$/.test(object.name)) add(this.#globals, name, { ...assignment, unit, way: [] });
        if (object.kind !== 'this') add(this.#named, name, { ...assignment, unit });
        const at = this.#rootOf(unit, object);
        if (at) add(this.#into, at.variable, { ...assignment, unit, way: [...at.way, name] });
      }
    }
  }

  /** The variable or field at the start of a chain, and the names that lead on from it. */
  #rootOf(unit: Unit, expr: Expr): { variable: Variable; way: readonly string[] } | undefined {
    if (expr.kind === 'name' && expr.symbol !== undefined) {
      const variable = unit.symbols[expr.symbol], imported = variable.kind === 'import' ? this.#imported(unit, variable) : undefined;
      return { variable: imported ?? variable, way: [] };
    }
    if (expr.kind === 'member' && expr.object.kind === 'this') {
      const field = this.types.members.fieldOf(unit, expr.object.class, expr.name);
      return field && { variable: field.variable, way: [] };
    }
    if (expr.kind !== 'member' && expr.kind !== 'index') return undefined;
    const outer = this.#rootOf(unit, expr.object);
    return outer && { variable: outer.variable, way: [...outer.way, expr.kind === 'member' ? expr.name : '[]'] };
  }
}

function assignmentsIn(unit: Unit): readonly Assignment[] {
  let found = assignments.get(unit);
  if (!found) {
    const all: Assignment[] = [];
    for (const func of unit.funcs) {
      eachStep(func.body, step => {
        if (step.kind !== 'assign') return;
        const { target, value } = step;
        if (target.kind === 'member') all.push({ object: target.object, name: target.name, value, step, func });
        if (target.kind === 'index') all.push({ object: target.object, name: '[]', value, step, func });
      });
    }
    assignments.set(unit, found = all);
  }
  return found;
}

function add<K, V>(lists: Map<K, V[]>, key: K, item: V): void {
  const list = lists.get(key);
  if (list) list.push(item); else lists.set(key, [item]);
}
