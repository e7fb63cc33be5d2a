import { first } from '../../flow/first';
import type { Expr, Func } from '../../flow/unit';
import type { ExprAt, FuncAt } from '../program/program';
import type { Questions } from './questions';

// Kept as long as the unit of the function.
const returns = new WeakMap<Func, readonly Expr[]>();

/** What expressions give: object literals and their properties, and what functions return. */
export class Values {
  constructor(private readonly types: Questions) {}

  /** The value of a property of an object literal, through names and calls that give one. */
  property(at: ExprAt, name: string, depth = 0): ExprAt | undefined {
    const object = this.objectAt(at, depth);
    if (!object || object.expr.kind !== 'object') return undefined;
    const property = object.expr.properties.find(p => p.name === name);
    return property && { unit: object.unit, expr: property.value };
  }

  /** The object literal that an expression gives, through constants, imports and functions that return one. */
  objectAt(at: ExprAt, depth = 0): ExprAt | undefined {
    if (depth > 6) return undefined;
    const { unit, expr } = at;
    switch (expr.kind) {
      case 'object': return at;
      case 'await': case 'cast': case 'spread': return this.objectAt({ unit, expr: expr.value }, depth + 1);
      case 'choice': return first(expr.options, option => this.objectAt({ unit, expr: option }, depth + 1));
      case 'name': {
        const variable = expr.symbol === undefined ? undefined : unit.symbols[expr.symbol];
        const whole = variable ? undefined : this.types.program.whole(unit, expr);
        if (whole) return this.objectAt(whole, depth + 1);
        if (!variable) return undefined;
        if (variable.kind === 'import') {
          const target = this.types.program.imported(unit, variable);
          return typeof target === 'object' ? this.objectAt(target, depth + 1) : undefined;
        }
        if (variable.route && variable.values[0]) {
          let inner: ExprAt | undefined = { unit, expr: variable.values[0] };
          for (const piece of variable.route.split('.')) inner = inner && this.property(inner, piece, depth + 1);
          return inner && this.objectAt(inner, depth + 1);
        }
        return first(variable.values, value => this.objectAt({ unit, expr: value }, depth + 1));
      }
      case 'member': {
        if (expr.object.kind === 'this') {
          const field = this.types.members.fieldOf(unit, expr.object.class, expr.name);
          return field && first(field.variable.values, value => this.objectAt({ unit: field.unit, expr: value }, depth + 1));
        }
        const inner = this.property({ unit, expr: expr.object }, expr.name, depth + 1);
        return inner && this.objectAt(inner, depth + 1);
      }
      case 'call': {
        const called = this.types.callables.targets(unit, unit.calls[expr.call])[0];
        return called && first(this.returned(called), value => this.objectAt({ unit: called.unit, expr: value }, depth + 1));
      }
      default: return undefined;
    }
  }

  /** The values a function returns. */
  returned(at: FuncAt): readonly Expr[] {
    const known = returns.get(at.func);
    if (known) return known;
    const values: Expr[] = [];
    const visit = (steps: Func['body']): void => {
      for (const step of steps) {
        if (step.kind === 'exit' && step.how === 'return' && step.value) values.push(step.value);
        if (step.kind === 'try') { visit(step.body); step.catches.forEach(c => visit(c.body)); visit(step.finally ?? []); }
        if (step.kind === 'loop') visit(step.body);
        if (step.kind === 'branch') step.arms.forEach(visit);
      }
    };
    visit(at.func.body);
    returns.set(at.func, values);
    return values;
  }
}
