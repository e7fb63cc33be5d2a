import type { Call, Expr, Func, Step, Unit, Variable } from '../../flow/unit';
import { eachStep } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { Transfer } from '../../libraries/runtimes/transfers';
import { Memo } from '../program/memory';
import type { Field } from '../program/program';
import { listed, UnitLists } from '../program/unit-lists';
import type { Questions } from './questions';
import { transfersOf } from './transfers';

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

/** What a call makes an element of its receiver. */
export interface Put {
  unit: Unit;
  call: Call;
  transfer: Transfer;
}

const assignments = new WeakMap<Unit, readonly Assignment[]>();

/** What is assigned to members and put into collections, by the variable that holds them, also from other files. */
export class Writes {
  readonly #into: UnitLists<Variable, Write>;
  readonly #globals: UnitLists<string, Write>;
  readonly #named: UnitLists<string, { unit: Unit; object: Expr; value: Expr }>;
  readonly #aliases: UnitLists<Variable, Field>;
  readonly #puts: Memo<Variable, readonly Put[]>;
  readonly #byOwner: Memo<string, ReadonlyMap<string, readonly { unit: Unit; value: Expr }[]>>;

  constructor(private readonly types: Questions) {
    const { memory, units } = types.program;
    this.#puts = new Memo(memory, 'puts');
    this.#byOwner = new Memo(memory, 'written fields');
    this.#into = new UnitLists(memory, units, 'written into', unit => listed(assignmentsIn(unit).flatMap(assignment => {
      const at = this.#rootOf(unit, assignment.object);
      return at ? [[at.variable, { ...assignment, unit, way: [...at.way, assignment.name] }] as const] : [];
    })));
    this.#globals = new UnitLists(memory, units, 'written globals', unit => listed(assignmentsIn(unit).flatMap(assignment => {
      const { object, name } = assignment;
      return object.kind === 'name' && object.symbol === undefined && /^(global|globalThis)$/.test(object.name) ? [[name, { ...assignment, unit, way: [] }] as const] : [];
    })));
    this.#named = new UnitLists(memory, units, 'written names', unit => listed(assignmentsIn(unit).flatMap(assignment =>
      (assignment.object.kind === 'this' ? [] : [[assignment.name, { ...assignment, unit }] as const]))));
    this.#aliases = new UnitLists(memory, units, 'imported names', unit => listed(traitsOf(unit).names !== 'modules' ? [] : unit.symbols.flatMap(symbol => {
      const target = symbol.kind === 'import' && symbol.reads.length > 0 ? this.#imported(unit, symbol) : undefined;
      return target ? [[target, { unit, variable: symbol }] as const] : [];
    })));
  }

  /** The assignments to places inside a variable's value: `options.eachMessage = handle`. */
  into({ variable }: Field): readonly Write[] {
    return this.#into.of(variable);
  }

  /** Whether anything is assigned to a member of a name, of whatever value. */
  isAssigned(name: string): boolean {
    return this.#named.of(name).length > 0 || this.#globals.of(name).length > 0;
  }

  /** What is assigned to `global.name`. */
  ofGlobal(name: string): readonly Write[] {
    return this.#globals.of(name);
  }

  /** What other classes and functions assign to a field: `client.handler = handle`. */
  fromOutside({ unit, variable }: Field): readonly { unit: Unit; value: Expr }[] {
    const decl = variable.class === undefined ? undefined : unit.classes[variable.class];
    return decl ? this.#owners(variable.name).get(this.types.program.nameOf({ unit, decl })) ?? [] : [];
  }

  /** What is assigned to members of a name, by the types of their owners. */
  #owners(name: string): ReadonlyMap<string, readonly { unit: Unit; value: Expr }[]> {
    const known = this.#byOwner.of(name);
    if (known) return known.value;
    this.#byOwner.open();
    return this.#byOwner.close(name, listed(this.#named.of(name).flatMap(one => {
      const owner = this.types.of(one.unit, one.object);
      return owner === undefined ? [] : [[owner, one] as const];
    })));
  }

  /** What calls on a variable make its element, under its own name or where it is imported. */
  puts(field: Field): readonly Put[] {
    const known = this.#puts.of(field.variable);
    if (known) return known.value;
    this.#puts.open(field.unit);
    return this.#puts.close(field.variable, [field, ...this.#aliasesOf(field)].flatMap(one => this.#putsBy(one)));
  }

  #putsBy({ unit, variable }: Field): Put[] {
    this.types.program.memory.note(unit);
    return variable.reads.flatMap(({ use }) => {
      const call = use.kind === 'receiver' ? unit.calls[use.call] : undefined;
      if (!call?.receiver) return [];
      return transfersOf(unit, call).flatMap(({ puts = [] }) => puts.map(put => ({ unit, call, transfer: { ...put, inside: true } })));
    });
  }

  /** The names under which other files import a variable. */
  #aliasesOf({ unit, variable }: Field): readonly Field[] {
    if (traitsOf(unit).names === 'packages' || variable.kind === 'field' || variable.kind === 'param') return [];
    return this.#aliases.of(variable);
  }

  #imported(unit: Unit, variable: Variable): Variable | undefined {
    const target = this.types.program.imported(unit, variable);
    if (typeof target !== 'object' || target.expr.kind !== 'name' || target.expr.symbol === undefined) return undefined;
    return target.unit.symbols[target.expr.symbol];
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
