import { first } from '../../flow/first';
import type { Call, Expr, Func, TypeRef, Unit, Variable } from '../../flow/unit';
import { isTransparent } from '../program/members';
import type { Questions } from './questions';
import { elementOf, transfersOf } from './transfers';

/** A type as it is written, with the unit in which it is. */
export interface RefAt { unit: Unit; ref: TypeRef }

/** Calls, variables and loops between a value and the place where its type is written. */
const STEPS = 12;

/** Of which declared type a value is, with what its elements are: `Map<string, Adapter>`. */
export class Elements {
  constructor(private readonly types: Questions) {}

  /** The type of what a collection or a table holds. */
  typeIn(unit: Unit, collection: Expr): string | undefined {
    return this.#named(this.#element(this.#of(unit, collection, 0)));
  }

  /** The type of a value that is taken out of a collection. */
  typeOf(unit: Unit, expr: Expr): string | undefined {
    return this.#named(this.#of(unit, expr, 0));
  }

  /** The type of an item of a loop, or of what a function is handed by the call that it is given to. */
  ofItem(unit: Unit, variable: Variable): string | undefined {
    return this.#named(this.#ofVariable(unit, variable, 0));
  }

  #named(at: RefAt | undefined): string | undefined {
    return at && this.types.members.ofRef(at.unit, at.ref);
  }

  #element(at: RefAt | undefined): RefAt | undefined {
    if (!at) return undefined;
    const ref = elementOf(at.unit, at.ref);
    if (ref) return { unit: at.unit, ref };
    return isTransparent(at.ref) && at.ref.args[0] ? this.#element({ unit: at.unit, ref: at.ref.args[0] }) : undefined;
  }

  #of(unit: Unit, expr: Expr, steps: number): RefAt | undefined {
    if (steps > STEPS) return undefined;
    switch (expr.kind) {
      case 'name': return expr.symbol === undefined ? undefined : this.#ofVariable(unit, unit.symbols[expr.symbol], steps + 1);
      case 'member': {
        const field = this.types.members.held(unit, expr) ?? this.#foreign(unit, expr);
        return field && this.#ofVariable(field.unit, field.variable, steps + 1);
      }
      case 'call': return this.#ofCall(unit, unit.calls[expr.call], steps + 1);
      case 'index': return this.#element(this.#of(unit, expr.object, steps + 1));
      case 'cast': return { unit, ref: expr.type };
      case 'await': case 'spread': return this.#of(unit, expr.value, steps + 1);
      case 'choice': return first(expr.options, option => this.#of(unit, option, steps + 1));
      default: return undefined;
    }
  }

  #foreign(unit: Unit, { object, name }: Expr & { kind: 'member' }) {
    const owner = this.types.of(unit, object), own = owner === undefined ? undefined : this.types.program.classNamed(owner);
    return own && this.types.members.fieldIn(own, name);
  }

  #ofVariable(unit: Unit, variable: Variable, steps: number): RefAt | undefined {
    if (variable.type) return { unit, ref: variable.type };
    if (variable.kind === 'import') {
      const target = this.types.program.imported(unit, variable);
      return typeof target === 'object' ? this.#of(target.unit, target.expr, steps + 1) : undefined;
    }
    if (variable.kind === 'param') return this.#handed(unit, variable, steps);
    const [value] = variable.values;
    if (!value) return undefined;
    const whole = this.#of(unit, value, steps + 1);
    if (variable.route === undefined) return whole;
    if (variable.route === '[]') return this.#element(whole);
    // `for (const [key, value] of map)`: the key is of no class of the workspace.
    return variable.route === '[].[]' ? this.#element(whole) : undefined;
  }

  /** `adapters.forEach(adapter => …)` */
  #handed(unit: Unit, variable: Variable, steps: number): RefAt | undefined {
    const func: Func | undefined = variable.func === undefined ? undefined : unit.funcs[variable.func];
    if (func?.use?.kind !== 'argument') return undefined;
    const { call: id, index } = func.use, taker = unit.calls[id];
    const row = taker.receiver && transfersOf(unit, taker).find(({ hands }) => hands?.to === index && func.params[hands.param] === variable.id);
    const held = row && this.#of(unit, taker.receiver!, steps + 1);
    return row?.hands!.element ? this.#element(held) ?? (held && isTransparent(held.ref) ? held : undefined) : held;
  }

  #ofCall(unit: Unit, call: Call, steps: number): RefAt | undefined {
    if (call.kind === 'new') return call.type && { unit, ref: call.type };
    const declared = first(this.types.callables.targets(unit, call), ({ unit: home, func }) => func.returns && { unit: home, ref: func.returns });
    if (declared) return declared;
    const transfer = first(transfersOf(unit, call), row => row.gives?.find(({ from }) => from === 'receiver' || typeof from === 'number'));
    const origin = transfer?.from === 'receiver' ? call.receiver : typeof transfer?.from === 'number' ? call.args[transfer.from] : undefined;
    const held = origin && this.#of(unit, origin, steps + 1);
    // The elements of one collection as those of another: told by the first one's type.
    return transfer?.element && !transfer.inside ? this.#element(held) : held;
  }
}
