import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Origin, Transfer } from '../../libraries/runtimes/transfers';
import type { ClassAt, Field } from '../program/program';
import { BUILDS, setterNames } from './builders';
import type { Entered, Questions } from './questions';
import { end, type Search, type Step } from './search';
import { resolvedWith } from './values';
import { isCollection, transfersOf } from './transfers';

/** What ways through calls and parameters ask of the one that follows values. */
export interface Follower {
  follow(search: Search, at: Step, expr: Expr): void;
  /** A member of a class; true where there is one. */
  ofClass(search: Search, at: Step, own: ClassAt): boolean;
  ofField(search: Search, at: Step, field: Field): void;
}

/** Follows values through calls: into functions, constructions, builders and what the runtime does with them. */
export class ThroughCalls {
  constructor(private readonly types: Questions, private readonly follower: Follower) {}

  /** The sources of what a call gives. */
  of(search: Search, at: Step, expr: Expr & { kind: 'call' }): void {
    const { unit, path } = at, call = unit.calls[expr.call];
    const before = search.found.length;
    if (call.kind === 'new') {
      for (const value of resolvedWith(unit, call)) this.follower.follow(search, at, value);
      for (const row of path.length > 0 ? transfersOf(unit, call) : []) for (const give of row.gives ?? []) this.transfer(search, at, call, give);
      if (search.found.length === before) this.#made(search, at, call, expr);
      return;
    }
    const targets = this.types.callables.targets(unit, call).filter(({ func }) => func.body.length > 0);
    for (const { unit: home, func } of targets) {
      const entered: Entered = { unit: home, func, from: unit, call, before: at.entered };
      for (const value of this.types.values.returned({ unit: home, func })) this.follower.follow(search, { ...at, unit: home, entered }, value);
    }
    if (targets.length > 0) return;
    if (this.#built(search, at, call)) return;
    for (const row of transfersOf(unit, call)) for (const give of row.gives ?? []) this.transfer(search, at, call, give);
    if (search.found.length === before) end(search, at, expr);
  }

  /** What `new` makes: a member of its class, whose constructor is given these arguments. */
  #made(search: Search, at: Step, call: Call, expr: Expr): void {
    const { unit, path } = at, type = call.type && this.types.program.typeName(unit, call.type);
    const own = call.class !== undefined ? { unit, decl: unit.classes[call.class] } : type === undefined ? undefined : this.types.program.classNamed(type);
    // One that was just made is empty.
    if (path[0] === '[]' && !own && isCollection(unit, call.name) && call.args.length === 0) return;
    if (path.length === 0 || !own) return end(search, at, expr);
    const fields = own.decl.fields.map(id => own.unit.symbols[id]).filter(field => !field.static);
    const component = own.decl.kind === 'record' ? fields.findIndex(field => field.name === path[0]) : -1;
    if (call.args[component]) return this.follower.follow(search, { ...at, path: path.slice(1) }, call.args[component]);
    const makers = own.decl.methods.map(id => own.unit.funcs[id]).filter(func => func.kind === 'constructor' && func.params.length >= call.args.length);
    const entered: Entered | undefined = makers[0] ? { unit: own.unit, func: makers[0], from: unit, call, before: at.entered } : undefined;
    if (!this.follower.ofClass(search, { ...at, unit: own.unit, entered }, own)) search.open ??= 'outside';
  }

  /** A getter that is not written out, and the steps of a builder: `Config.builder().retries(3).build().getRetries()`. */
  #built(search: Search, at: Step, call: Call): boolean {
    const field = this.types.generatedField(at.unit, call);
    if (field) {
      const { found: { length: before }, open } = search;
      this.follower.follow(search, { ...at, path: [field.variable.name, ...at.path] }, call.receiver!);
      if (search.found.length > before) return true;
      search.open = open;
      this.follower.ofField(search, { ...at, unit: field.unit }, field);
      return true;
    }
    if (!BUILDS.test(call.name) || at.path.length === 0) return false;
    const names = setterNames(at.path[0]);
    for (let link = call.receiver && peel(call.receiver); link?.kind === 'call';) {
      const step: Call = at.unit.calls[link.call];
      if (names.includes(step.name) && step.args.length === 1) { this.follower.follow(search, { ...at, path: at.path.slice(1) }, step.args[0]); return true; }
      link = step.receiver && peel(step.receiver);
    }
    return false;
  }

  /** A value on its way through a call of the runtime. */
  transfer(search: Search, at: Step, call: Call, { from, element, inside, pairs }: Transfer): void {
    let { path } = at;
    if (inside) {
      if (path[0] !== '[]') return;
      path = path.slice(1);
      if (pairs === 'given') { if (path[0] !== '[]') return; path = path.slice(1); }
      // Whoever iterates over a map is given pairs.
      else if (path[0] === '[]' && call.name === 'set') path = path.slice(1);
    }
    if (pairs === 'taken') path = ['[]', ...(path[0] === '[]' ? path.slice(1) : path)];
    if (element) path = ['[]', ...path];
    for (const { unit, expr, entered } of this.#originsOf(at, call, from)) this.follower.follow(search, { ...at, unit, path, entered }, expr);
  }

  #originsOf({ unit, entered }: Step, call: Call, from: Origin): { unit: Unit; expr: Expr; entered?: Entered }[] {
    if (from === 'receiver') return call.receiver ? [{ unit, expr: call.receiver, entered }] : [];
    if (from === 'arguments') return call.args.map(expr => ({ unit, expr, entered }));
    if (from === 'pairs') return call.args.filter((_, index) => index % 2 === 1).map(expr => ({ unit, expr, entered }));
    if (typeof from === 'number') return call.args[from] ? [{ unit, expr: call.args[from], entered }] : [];
    const given = call.args[from.returned];
    return given ? this.types.callables.functionsAt({ unit, expr: given }).flatMap(at => this.types.values.returned(at).map(expr => ({ unit: at.unit, expr, entered }))) : [];
  }
}
