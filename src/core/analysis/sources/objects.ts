import type { Expr, TypeRef, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { ExprAt } from '../program/program';
import type { Questions } from './questions';

/** The object literals that are said to be of an interface: what a function with that result returns, what a variable of it holds. */
export class TypedObjects {
  #known: Map<string, ExprAt[]> | undefined;

  constructor(private readonly types: Questions) {}

  /** The object literals of a type, by its resolved name. */
  of(type: string): readonly ExprAt[] {
    if (!this.#known) {
      this.#known = new Map();
      for (const unit of this.types.program.units) if (unit.language === 'typescript') this.#index(unit);
    }
    return this.#known.get(type) ?? [];
  }

  #index(unit: Unit): void {
    for (const func of unit.funcs) {
      if (func.returns) for (const value of this.types.values.returned({ unit, func })) this.#note(unit, func.returns, value);
    }
    for (const { type, values } of unit.symbols) if (type) for (const value of values) this.#note(unit, type, value);
  }

  #note(unit: Unit, ref: TypeRef, value: Expr): void {
    const expr = peel(value);
    const name = expr.kind === 'object' ? this.types.members.ofRef(unit, ref) : undefined;
    if (name === undefined) return;
    const others = this.#known!.get(name);
    if (others) others.push({ unit, expr }); else this.#known!.set(name, [{ unit, expr }]);
  }
}
