import type { Expr, TypeRef, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { ExprAt } from '../program/program';
import { listed, UnitLists } from '../program/unit-lists';
import type { Questions } from './questions';

/** The object literals that are said to be of an interface: what a function with that result returns, what a variable of it holds. */
export class TypedObjects {
  readonly #known: UnitLists<string, ExprAt>;

  constructor(private readonly types: Questions) {
    const { memory, units } = types.program;
    this.#known = new UnitLists(memory, units.filter(unit => traitsOf(unit).values === 'shaped'), 'objects', unit => listed(this.#in(unit)));
  }

  /** The object literals of a type, by its resolved name. */
  of(type: string): readonly ExprAt[] {
    return this.#known.of(type);
  }

  #in(unit: Unit): [string, ExprAt][] {
    return [
      ...unit.funcs.flatMap(func => (func.returns ? this.types.values.returned({ unit, func }).flatMap(value => this.#typed(unit, func.returns!, value)) : [])),
      ...unit.symbols.flatMap(({ type, values }) => (type ? values.flatMap(value => this.#typed(unit, type, value)) : [])),
    ];
  }

  #typed(unit: Unit, ref: TypeRef, value: Expr): [string, ExprAt][] {
    const expr = peel(value), name = expr.kind === 'object' ? this.types.members.ofRef(unit, ref) : undefined;
    return name === undefined ? [] : [[name, { unit, expr }]];
  }
}
