import { first } from '../../flow/first';
import type { Call, Expr, Func, Property, Unit } from '../../flow/unit';
import { eachStep } from '../../flow/walk';
import type { ExprAt, FuncAt } from '../program/program';
import type { Questions } from './questions';

// Kept as long as the unit of the function.
const returns = new WeakMap<Func, readonly Expr[]>();

/** A property of an object literal together with its unit. */
export interface PropertyAt { unit: Unit; property: Property }

/** What expressions give: object literals and their properties, and what functions return. */
export class Values {
  constructor(private readonly types: Questions) {}

  /** The value of a property of an object literal, through names and calls that give one; of several the last one written. */
  property(at: ExprAt, name: string): ExprAt | undefined {
    const found = this.named(at, name);
    return found && { unit: found.unit, expr: found.property.value };
  }

  /** The property itself. */
  named(at: ExprAt, name: string): PropertyAt | undefined {
    return first(this.objectsAt(at), object => this.#ownProperty(object, name, 0));
  }

  /** The object literal that an expression gives, through constants, imports and functions that return one. */
  objectAt(at: ExprAt): ExprAt | undefined {
    return this.objectsAt(at)[0];
  }

  /** The object literals that an expression may give. */
  objectsAt(at: ExprAt): readonly ExprAt[] {
    return at.expr.kind === 'object' ? [at] : this.types.sources.of(at).found.filter(({ expr }) => expr.kind === 'object');
  }

  #ownProperty({ unit, expr }: ExprAt, name: string, depth: number): PropertyAt | undefined {
    if (expr.kind !== 'object') return undefined;
    const own = expr.properties.findLastIndex(property => property.name === name);
    // What is spread later wins, where it has the property.
    const spread = expr.properties.slice(own + 1).filter(property => property.name === '' && !property.key).reverse();
    const later = depth > 4 ? undefined : first(spread, ({ value }) => first(this.objectsAt({ unit, expr: value }), object => this.#ownProperty(object, name, depth + 1)));
    return later ?? (own < 0 ? undefined : { unit, property: expr.properties[own] });
  }

  /** The values a function returns. */
  returned(at: FuncAt): readonly Expr[] {
    return returned(at);
  }
}

/** The values a function returns. */
export function returned({ func }: FuncAt): readonly Expr[] {
  const known = returns.get(func);
  if (known) return known;
  const values: Expr[] = [];
  eachStep(func.body, step => { if (step.kind === 'exit' && step.how === 'return' && step.value) values.push(step.value); });
  returns.set(func, values);
  return values;
}

/** What a promise that is made here resolves with: `new Promise(resolve => client.on('ready', () => resolve(client)))`. */
export function resolvedWith(unit: Unit, { kind, name, args: [executor] }: Call): readonly Expr[] {
  const resolve = kind === 'new' && name === 'Promise' && executor?.kind === 'function' ? unit.funcs[executor.func].params[0] : undefined;
  if (resolve === undefined) return [];
  const resolving = unit.calls.filter(({ receiver, callee }) => !receiver && callee?.kind === 'name' && callee.symbol === resolve);
  return resolving.flatMap(({ args }) => args.slice(0, 1));
}
