import type { Call, ClassDecl, Expr, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { COUNTED, PairMemo, type Memory } from '../program/memory';
import type { ClassAt, ExprAt, Field, FuncAt } from '../program/program';
import { type CallsOf, Parameters } from './parameters';
import type { Follow, Questions, SourcesOf } from './questions';
import { end, fieldAt, functionAt, isSeen, isSetOutside, type Search, type Step } from './search';
import { ThroughCalls } from './through-calls';
import type { Writes } from './writes';

/** Places that one question passes, questions inside questions, and names on a way into a value. */
const PLACES = 400;
const QUESTIONS = 6;
const LONGEST = 8;

/** Answers in the middle of a question, by how deep they are asked for: they may lack what it will find, and go with it. */
class Inside {
  readonly sources: PairMemo<Expr, SourcesOf>;
  readonly implementations: PairMemo<ClassDecl, readonly FuncAt[]>;

  constructor(memory: Memory) {
    this.sources = new PairMemo(memory, undefined, COUNTED.asSources);
    this.implementations = new PairMemo(memory, undefined);
  }
}

/**
 * Follows a value back to the expressions that it may come from: over variables, fields, parameters, properties of objects,
 * elements of collections, what functions return, imports and exports, assignments from elsewhere.
 */
export class Sources {
  readonly #known: PairMemo<Expr, SourcesOf>;
  /** Answers in the middle of a question. */
  #inside: Inside;
  readonly #calls: ThroughCalls;
  readonly #parameters: Parameters;
  #asked = 0;

  constructor(private readonly types: Questions, private readonly writes: Writes, callsOf: CallsOf) {
    this.#known = new PairMemo(types.program.memory, 'sources', COUNTED.asSources);
    this.#inside = new Inside(types.program.memory);
    this.#calls = new ThroughCalls(types, this);
    this.#parameters = new Parameters(types, this, callsOf);
  }

  /** True in the middle of an answer. */
  get isAsking(): boolean {
    return this.#asked > 0;
  }

  /**
   * The sources of a value, or of what stands at a path inside it: names of properties, `[]` for any element.
   */
  of({ unit, expr }: ExprAt, path: readonly string[] = [], how: Follow = {}): SourcesOf {
    const key = `${how.callers ? '*' : ''}${how.asWritten ? '!' : ''}${path.join('.')}`, depth = this.#asked;
    if (depth === 0) this.#inside = new Inside(this.types.program.memory);
    const known = this.#known.of(expr, key) ?? this.#inside.sources.of(expr, `${depth} ${key}`);
    if (known) return known.value;
    if (depth >= QUESTIONS) {
      this.types.program.memory.cutDeep();
      return { found: [], passed: [], open: 'bound' };
    }
    this.#known.open(unit);
    const settled = !this.types.isAsking && depth === 0;
    const search: Search = { how, places: 0, found: [], passed: [], seen: new Map() };
    this.#asked++;
    this.follow(search, { unit, path }, expr);
    this.#asked--;
    const { found, passed, open } = search, answer: SourcesOf = open ? { found, passed, open } : { found, passed };
    return settled ? this.#known.close(expr, key, answer) : this.#inside.sources.close(expr, `${depth} ${key}`, answer);
  }

  /** Follows an expression on from where a question stands. */
  follow(search: Search, at: Step, written: Expr): void {
    const expr = peel(written), { unit, path } = at;
    if (search.places++ > PLACES || path.length > LONGEST) { search.open = 'bound'; return; }
    if (isSeen(search, at, expr)) return;
    const [name, ...rest] = path;
    switch (expr.kind) {
      case 'object': return name === undefined ? end(search, at, expr) : this.#property(search, at, expr);
      case 'array': return name === undefined ? end(search, at, expr) : name === '[]' ? this.#items(search, { ...at, path: rest }, expr.items, path) : undefined;
      case 'name': return this.#name(search, at, expr);
      case 'member': return this.#member(search, at, expr);
      case 'this': {
        const decl = expr.class === undefined ? undefined : unit.classes[expr.class];
        if (decl && name !== undefined && this.ofClass(search, at, { unit, decl })) return;
        return end(search, at, expr);
      }
      case 'index': {
        const key = peel(expr.index);
        return this.follow(search, { ...at, path: [key.kind === 'literal' && typeof key.value === 'string' ? key.value : '[]', ...path] }, expr.object);
      }
      case 'choice': if (search.how.asWritten && name === undefined) return end(search, at, expr);
        for (const option of expr.options) this.follow(search, at, option); return;
      case 'binary': return expr.op === '&&' && !(search.how.asWritten && name === undefined) ? this.follow(search, at, expr.right) : end(search, at, expr);
      case 'call': return this.#calls.of(search, at, expr);
      case 'function': case 'literal': case 'template': case 'unary': return end(search, at, expr);
      default: return end(search, at, expr);
    }
  }

  #property(search: Search, at: Step, { properties }: Expr & { kind: 'object' }): void {
    const [name, ...rest] = at.path;
    if (name === '[]') { for (const { value } of properties) this.follow(search, value.kind === 'spread' ? at : { ...at, path: rest }, value); return; }
    const own = properties.findLastIndex(one => one.name === name);
    // What is spread later wins, where it has the property.
    for (const { value } of properties.slice(own + 1).filter(one => one.name === '' && !one.key).reverse()) {
      const before = search.found.length;
      this.follow(search, at, value);
      if (search.found.length > before) return;
    }
    if (own < 0) return;
    const { value } = properties[own], getter = value.kind === 'function' ? at.unit.funcs[value.func] : undefined;
    if (getter?.kind === 'accessor') for (const given of this.types.values.returned({ unit: at.unit, func: getter })) this.follow(search, { ...at, path: rest }, given);
    else this.follow(search, { ...at, path: rest }, value);
  }

  #items(search: Search, at: Step, items: readonly Expr[], whole: readonly string[]): void {
    for (const item of items) this.follow(search, item.kind === 'spread' ? { ...at, path: whole } : at, item);
  }

  #name(search: Search, at: Step, expr: Expr & { kind: 'name' }): void {
    const { unit, path } = at;
    if (expr.symbol !== undefined) return this.#variable(search, at, { unit, variable: unit.symbols[expr.symbol] }, expr);
    if (expr.name === '*') return this.#module(search, at, expr);
    if (traitsOf(unit).names === 'packages') {
      const type = path.length > 0 ? this.types.of(unit, expr) : undefined, own = type === undefined ? undefined : this.types.program.classNamed(type);
      if (own && this.ofClass(search, at, own)) return;
    } else {
      // `global.producer`, and `producer` where nobody else has that name.
      const [name, ...rest] = /^(global|globalThis)$/.test(expr.name) ? path : [expr.name, ...path], writes = name === undefined ? [] : this.writes.ofGlobal(name);
      for (const { unit: home, value } of writes) this.follow(search, { ...at, unit: home, path: rest, entered: undefined }, value);
      if (writes.length > 0) return;
    }
    end(search, at, expr);
  }

  /** `import * as x` and `require`: an export by its name, or all that the module gives. */
  #module(search: Search, at: Step, expr: Expr & { kind: 'name' }): void {
    const [name, ...rest] = at.path;
    const exported = name === undefined ? undefined : this.types.program.exported(at.unit, name);
    if (exported) return this.follow(search, { ...at, unit: exported.unit, path: rest, entered: undefined }, exported.expr);
    const whole = this.types.program.whole(at.unit, expr);
    if (whole) return this.follow(search, { ...at, unit: whole.unit, entered: undefined }, whole.expr);
    search.open ??= 'outside';
  }

  #variable(search: Search, at: Step, { unit, variable }: Field, expr: Expr): void {
    const path = variable.route === undefined ? at.path : [...variable.route.split('.'), ...at.path];
    if (variable.kind === 'function' && variable.of !== undefined && path.length === 0) return end(search, at, functionAt(unit, variable.of));
    if (variable.kind === 'class' && variable.of !== undefined && path.length > 0 && this.ofClass(search, at, { unit, decl: unit.classes[variable.of] })) return;
    if (variable.kind === 'import') {
      const target = this.types.program.imported(unit, variable);
      if (typeof target === 'object') return this.follow(search, { ...at, unit: target.unit, path, entered: undefined }, target.expr);
      if (target !== undefined && traitsOf(unit).names === 'packages' && this.#ofJavaName(search, { ...at, unit, path }, target)) return;
      return end(search, at, expr);
    }
    if (isSetOutside(search, { unit, variable }) && path.length === 0) { search.found.push({ unit, expr, by: at.by, field: { unit, variable } }); return; }
    if (isSeen(search, { ...at, path }, variable)) return;
    if (at.path.length === 0) search.passed.push({ unit, variable });
    const { found: { length: before }, open } = search;
    for (const value of variable.values) this.follow(search, { ...at, unit, path }, value);
    if (variable.kind === 'param') this.#parameters.of(search, { ...at, unit, path }, { unit, variable });
    this.#written(search, unit === at.unit ? at : { ...at, unit }, { unit, variable });
    if (search.found.length > before || this.#typed(search, { ...at, unit }, expr, open)) return;
    if (variable.kind !== 'param' && search.open !== 'bound') end(search, at, expr);
  }

  /** A member of a value of which only the type is known. */
  #typed(search: Search, at: Step, expr: Expr, open: Search['open']): boolean {
    const type = at.path.length > 0 ? this.types.of(at.unit, expr) : undefined, own = type === undefined ? undefined : this.types.program.classNamed(type);
    if (!own) return false;
    const { open: after } = search;
    search.open = open;
    if (this.ofClass(search, { ...at, entered: undefined }, own)) return true;
    search.open = after;
    return false;
  }

  /** A static import, or a class by its full name. */
  #ofJavaName(search: Search, at: Step, name: string): boolean {
    const own = this.types.program.classNamed(name);
    if (own) return at.path.length > 0 && this.ofClass(search, at, own);
    const owner = this.types.program.classNamed(name.slice(0, name.lastIndexOf('.')));
    return owner !== undefined && this.ofClass(search, { ...at, path: [name.slice(name.lastIndexOf('.') + 1), ...at.path] }, owner);
  }

  /** What is assigned inside the value of a variable, and put into it. */
  #written(search: Search, at: Step, { unit, variable }: Field): void {
    const { path } = at;
    if (path.length === 0) return;
    for (const { unit: home, way, value } of this.writes.into({ unit, variable })) {
      if (way.length <= path.length && way.every((name, index) => name === path[index] || name === '[]' || path[index] === '[]')) {
        this.follow(search, { ...at, unit: home, path: path.slice(way.length), entered: home === unit ? at.entered : undefined }, value);
      }
    }
    if (path[0] !== '[]') return;
    for (const { unit: home, call, transfer } of this.writes.puts({ unit, variable })) this.#calls.transfer(search, { ...at, unit: home }, call, transfer);
  }

  /** What the callers of a function give for a parameter. */
  given(unit: Unit, func: Func, index: number): readonly (ExprAt & { by: Call })[] {
    return this.#parameters.given(unit, func, index);
  }

  #member(search: Search, at: Step, expr: Expr & { kind: 'member' }): void {
    const { found: { length: before }, open } = search, path = [expr.name, ...at.path];
    this.follow(search, { ...at, path }, expr.object);
    if (search.found.length > before || this.#typed(search, { ...at, path }, expr.object, open)) return;
    end(search, at, expr);
  }

  /** A member of a class: a method, what a getter gives, what a field holds. True where there is one. */
  ofClass(search: Search, at: Step, own: ClassAt): boolean {
    const [name, ...rest] = at.path, { members } = this.types;
    const field = members.fieldIn(own, name);
    if (field) {
      const { found: { length: before }, open } = search;
      this.ofField(search, { ...at, unit: field.unit, path: rest }, field);
      if (search.found.length > before || field.variable.type === undefined || rest.length === 0) return true;
      const type = this.types.members.ofRef(field.unit, field.variable.type), held = type === undefined ? undefined : this.types.program.classNamed(type);
      if (!held || held.decl === own.decl) return true;
      search.open = open;
      if (!this.ofClass(search, { ...at, unit: field.unit, path: rest, entered: undefined }, held)) search.open ??= 'outside';
      return true;
    }
    const methods = this.#implementations(own, name);
    for (const { unit, func } of methods) {
      if (func.kind !== 'accessor') end(search, { ...at, unit, path: rest }, functionAt(unit, func.id));
      else for (const value of this.types.values.returned({ unit, func })) this.follow(search, { ...at, unit, path: rest }, value);
    }
    return methods.length > 0;
  }

  #implementations(own: ClassAt, name: string): readonly FuncAt[] {
    const { implementations } = this.#inside, key = `${this.#asked} ${name}`, known = implementations.of(own.decl, key);
    if (known) return known.value;
    implementations.open(own.unit);
    return implementations.close(own.decl, key, this.types.callables.implementations(own, name));
  }

  /** What a field holds. */
  ofField(search: Search, at: Step, field: Field): void {
    if (at.path.length === 0) search.passed.push(field);
    if (isSetOutside(search, field) && at.path.length === 0) { search.found.push({ ...fieldAt(field), by: at.by, field }); return; }
    const before = search.found.length;
    for (const value of field.variable.values) this.follow(search, at, value);
    for (const { unit, value } of this.writes.fromOutside(field)) this.follow(search, { ...at, unit, entered: undefined }, value);
    this.#written(search, at, field);
    if (search.found.length === before) search.open ??= 'outside';
  }
}
