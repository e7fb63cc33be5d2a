import type { Call, Expr, Func, Unit } from '../../flow/unit';
import type { ExprAt, FuncAt } from '../program/program';
import type { Questions } from './questions';

const NONE: readonly FuncAt[] = [];

/** Which functions of the workspace a call runs, and which ones a value may be. */
export class Callables {
  readonly #targets = new Map<Call, readonly FuncAt[]>();
  readonly #functions = new Map<Expr, FuncAt[]>();

  constructor(private readonly types: Questions) {}

  /** The functions of the workspace that a call may run. */
  targets(unit: Unit, call: Call): readonly FuncAt[] {
    if (call.kind === 'new') return NONE;
    const known = this.#targets.get(call);
    if (known) return known;
    this.#targets.set(call, NONE);
    const found = this.#findTargets(unit, call);
    if (found.length > 0) this.#targets.set(call, found);
    return found;
  }

  #findTargets(unit: Unit, call: Call): readonly FuncAt[] {
    if (!call.receiver) return call.callee ? this.functionsAt({ unit, expr: call.callee }) : [];
    if (call.receiver.kind === 'name' && call.receiver.symbol !== undefined && unit.language === 'typescript') {
      const variable = unit.symbols[call.receiver.symbol];
      const target = variable.kind === 'import' ? this.types.program.imported(unit, variable) : undefined;
      if (typeof target === 'object' && target.expr.kind === 'name' && target.expr.name === '*') {
        const value = this.types.program.exported(target.unit, call.name);
        if (value) return this.functionsAt(value);
      }
    }
    const literal = unit.language === 'typescript' ? this.types.values.property({ unit, expr: call.receiver }, call.name) : undefined;
    if (literal) { const found = this.functionsAt(literal); if (found.length) return found; }
    const type = call.receiver.kind === 'super' ? this.types.ofSuper(unit, call) : this.types.of(unit, call.receiver);
    const own = type === undefined ? undefined : this.types.program.classNamed(type);
    if (!own) return [];
    const methods = this.types.members.methodsIn(own, call.name).filter(m => accepts(m.func, call));
    if (methods.some(m => m.func.body.length || m.unit.classes[m.func.class!]?.kind !== 'interface')) {
      if (own.decl.kind !== 'interface' && !own.decl.abstract) return methods;
    }
    const implementations = this.types.program.implementers(type!).flatMap(c => this.types.members.methodsIn(c, call.name, false).filter(m => accepts(m.func, call)));
    return implementations.length ? implementations : methods;
  }

  /** The functions that a value may be. */
  functionsAt(at: ExprAt, depth = 0): FuncAt[] {
    if (depth > 6) return [];
    if (depth > 0) return this.#findFunctions(at, depth);
    let found = this.#functions.get(at.expr);
    if (!found) this.#functions.set(at.expr, found = this.#findFunctions(at, depth));
    return found;
  }

  #findFunctions(at: ExprAt, depth: number): FuncAt[] {
    const { unit, expr } = at;
    switch (expr.kind) {
      case 'function': return [{ unit, func: unit.funcs[expr.func] }];
      case 'name': {
        const variable = expr.symbol === undefined ? undefined : unit.symbols[expr.symbol];
        const whole = variable ? undefined : this.types.program.whole(unit, expr);
        if (whole) return this.functionsAt(whole, depth + 1);
        if (!variable) return [];
        if (variable.kind === 'function' && variable.of !== undefined) return [{ unit, func: unit.funcs[variable.of] }];
        if (variable.kind === 'import') {
          const target = this.types.program.imported(unit, variable);
          if (typeof target === 'object') return this.functionsAt(target, depth + 1);
          if (typeof target === 'string' && unit.language === 'java') {
            const owner = this.types.program.classNamed(target.slice(0, target.lastIndexOf('.')));
            return owner ? this.types.members.methodsIn(owner, expr.name) : [];
          }
          return [];
        }
        if (variable.route) {
          return variable.values.flatMap(value => {
            let inner: ExprAt | undefined = { unit, expr: value };
            const pieces = variable.route!.split('.');
            for (const piece of pieces) inner = inner && this.types.values.property(inner, piece);
            if (inner) return this.functionsAt(inner, depth + 1);
            const owner = pieces.length === 1 ? this.types.of(unit, value) : undefined;
            const own = owner === undefined ? undefined : this.types.program.classNamed(owner);
            return own ? this.types.members.methodsIn(own, variable.route!) : [];
          });
        }
        return variable.kind === 'param' ? [] : variable.values.flatMap(value => this.functionsAt({ unit, expr: value }, depth + 1));
      }
      case 'member': {
        const literal = this.types.values.property(at.expr.kind === 'member' ? { unit, expr: expr.object } : at, expr.name);
        if (literal) return this.functionsAt(literal, depth + 1);
        const type = this.types.of(unit, expr.object);
        const own = type === undefined ? undefined : this.types.program.classNamed(type);
        if (!own) return [];
        const methods = this.types.members.methodsIn(own, expr.name);
        if (methods.length) return methods;
        const field = this.types.members.fieldIn(own, expr.name);
        return field ? field.variable.values.flatMap(value => this.functionsAt({ unit: field.unit, expr: value }, depth + 1)) : [];
      }
      case 'call': {
        const call = unit.calls[expr.call];
        // `this.handle.bind(this)` is the function itself.
        if (call.name === 'bind' && call.receiver) return this.functionsAt({ unit, expr: call.receiver }, depth + 1);
        // A function that wraps another: what it returns.
        return this.targets(unit, call).flatMap(t => this.types.values.returned(t).flatMap(value => this.functionsAt({ unit: t.unit, expr: value }, depth + 1)));
      }
      case 'await': case 'cast': return this.functionsAt({ unit, expr: expr.value }, depth + 1);
      case 'choice': return expr.options.flatMap(option => this.functionsAt({ unit, expr: option }, depth + 1));
      default: return [];
    }
  }
}

function accepts(func: Func, call: Call): boolean {
  return call.args.some(a => a.kind === 'spread') || func.params.length >= call.args.length || func.params.length === 0;
}
