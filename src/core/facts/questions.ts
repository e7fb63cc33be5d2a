import type { Call, ClassDecl, Expr, Func, TypeRef, Unit, Variable } from '../flow/unit';
import { eachStep, simpleName } from '../flow/walk';
import { traitsOf } from '../languages/traits';
import { asksOf, waysOf, type Ask, type Asks, type Start } from './asks';
import { libraries, PUBLISHES } from '../libraries/index';
import { LeadList } from './lead-list';
import { isAbstract, isGetter, isInherited, languageIs, TELLS_ITSELF } from './leads';
import type { Lead, Question } from './question';
import { rootsIn } from './relevance';
import { LAID_OUT, UserLeads, usesByClass, type Names } from './user-leads';

/** Names on a way into a value: as many as the follower of values takes. */
const LONGEST = 8;
/** Wrappers of wrappers of a send that still count. */
const WRAPPERS = 6;

/** Annotations of methods that are run for events of their own program. */
const EVENT_LISTENERS = new Set(libraries.flatMap(({ annotations }) => Object.entries(annotations ?? {}))
  .filter(([, table]) => table.role === 'event-listener' || (table.role === 'hook' && table.phase !== undefined))
  .map(([name]) => simpleName(name)));

/** The questions to which one leads on; they follow from the code of its file, and from what other texts say. */
export function leadsFrom(unit: Unit | undefined, question: Question, names: Names): readonly Lead[] {
  if (question.kind === 'members') return usesByClass(question, names.code);
  if (!unit) return [];
  const leads = new Leads(unit, names);
  leads.from(question);
  return leads.list.all;
}

class Leads {
  readonly list: LeadList;
  readonly #users: UserLeads;

  constructor(private readonly unit: Unit, private readonly held: Names) {
    this.list = new LeadList(unit.path);
    this.#users = new UserLeads(unit, held, this.list, calls => this.#receives(calls));
  }

  from(question: Exclude<Question, { kind: 'members' }>): void {
    const { unit } = this;
    switch (question.kind) {
      case 'roots': return this.#roots();
      case 'runs': return this.#runs(unit.funcs[question.func]);
      case 'constants': return this.#constants(question.func);
      case 'start': return this.#start(question.start, question.way);
      case 'class': return this.#inClass(unit.classes[question.class], question.way, question.inherited);
      case 'named': return this.#named(question.name, question.way, question.inherited);
      case 'exported': return this.#exported(question.name, question.way, question.inherited);
      case 'module': return this.#module(question.way);
      case 'below': return this.#below(question.name, question.way);
      case 'implementers': return this.#implementers(question.name, question.way);
      case 'users': return this.#users.callers(question);
      case 'uses': return this.#users.uses(question);
      case 'above': return this.#users.above(question.name);
    }
  }

  get #asks(): Asks {
    return this.held.asks.of(this.unit);
  }

  #roots(): void {
    const { unit } = this, { funcs, shared } = rootsIn(unit, this.held.code.text(unit.path), this.#asks, this.held.clients);
    for (const { id, receives } of funcs) {
      this.list.within(receives ? Infinity : LAID_OUT, () => this.list.add({ kind: 'runs', func: id }));
      this.list.within(LAID_OUT, () => this.list.add({ kind: 'constants', func: id }));
      this.#receives((this.#asks.calls.get(id) ?? []).filter(({ name }) => this.held.clients.receivers.has(name)));
    }
    this.list.within(WRAPPERS, () => {
      for (const { name, class: owner, receives } of shared) this.list.add({ kind: 'users', name, class: owner, receives });
    });
  }

  /** A function runs, with those in it: what they use counts. */
  #runs(func: Func): void {
    const { unit } = this, { of, within } = this.#asks;
    this.list.deeper(() => { for (const ask of of.get(func.id) ?? []) this.#ask(ask); });
    for (const inner of within.get(func.id) ?? []) this.list.add({ kind: 'runs', func: inner.id });
    for (const parent of func.class === undefined ? [] : unit.classes[func.class].supers) this.#type(parent, []);
    if (func.annotations.some(({ name }) => EVENT_LISTENERS.has(simpleName(name)))) this.#listensTo(func);
  }

  /** Who publishes the event of a listener, and who else listens to it: they may keep it, or do more inside a transaction. */
  #listensTo({ params: [param] }: Func): void {
    const type = param === undefined ? undefined : this.unit.symbols[param].type?.name, { code } = this.held;
    for (const path of type === undefined ? [] : code.saying(simpleName(type))) {
      for (const name of PUBLISHES) if (code.says(path, name)) this.list.add({ kind: 'uses', name, receives: false }, path);
      if (path !== this.unit.path && code.says(path, 'EventListener')) this.list.add({ kind: 'roots' }, path);
    }
  }

  /** The types and constants that a function names, with those in it. */
  #constants(func: number): void {
    const { constants, within } = this.#asks;
    for (const ask of constants.get(func) ?? []) this.#ask(ask);
    for (const inner of within.get(func) ?? []) this.list.add({ kind: 'constants', func: inner.id });
  }

  /** What calls give to clients is handed records, which are followed to their end. */
  #receives(calls: Iterable<Call>): void {
    this.list.within(Infinity, () => { for (const { args } of calls) for (const arg of args) this.#value(arg, []); });
  }

  #ask({ start, way }: Ask, further: readonly string[] = []): void {
    const whole = further.length === 0 ? way : [...way, ...further];
    if (whole.length <= LONGEST) this.list.add({ kind: 'start', start, way: whole });
  }

  #start(start: Start, way: readonly string[]): void {
    const { unit } = this;
    switch (start.kind) {
      case 'function': return this.#function(unit.funcs[start.id], way);
      case 'class': return this.#class(unit.classes[start.id], way);
      case 'variable': return this.#variable(unit.symbols[start.id], way);
      case 'type': return this.#type(start, way);
    }
  }

  #variable(variable: Variable, way: readonly string[]): void {
    const { unit } = this, { kind, of: at, type, values, route } = variable;
    if (kind === 'import' && at !== undefined) return this.#import(at, way);
    if (kind === 'function' && at !== undefined) return this.#function(unit.funcs[at], way);
    if (kind === 'class' && at !== undefined) return this.#class(unit.classes[at], way);
    if (type && way.length > 0) this.#type(type, way);
    for (const value of values) this.#value(value, route === undefined ? way : [...route.split('.'), ...way]);
    for (const { args } of variable.annotations) for (const { value } of args) this.#value(value, []);
  }

  #value(value: Expr, way: readonly string[]): void {
    if (way.length === 0) { for (const ask of asksOf(this.unit, value)) this.#ask(ask); return; }
    if (value.kind === 'object') {
      const [name, ...rest] = way, named = value.properties.filter(one => one.name === name);
      const all = named.length > 0 && name !== '[]' ? named : value.properties;
      for (const one of all) this.#value(one.value, one.name === '' ? way : rest);
    } else if (value.kind === 'array') {
      for (const item of value.items) this.#value(item, way.slice(1));
    } else for (const ask of waysOf(this.unit, value)) this.#ask(ask, way);
  }

  #function(func: Func, [called, ...rest]: readonly string[]): void {
    this.list.add({ kind: 'runs', func: func.id });
    if (called === '()' && rest.length > 0) this.#given(func, rest);
  }

  /** What stands in the result of a function. */
  #given(func: Func, way: readonly string[]): void {
    if (func.returns) this.#type(func.returns, way);
    if (traitsOf(this.unit).values === 'typed') return;
    eachStep(func.body, step => { if (step.kind === 'exit' && step.how === 'return' && step.value) this.#value(step.value, way); });
  }

  #import(at: number, way: readonly string[], inherited = false): void {
    const { unit } = this, { module, name, static: isStatic, route } = unit.imports[at];
    if (traitsOf(unit).names === 'packages') {
      const cut = module.lastIndexOf('.');
      const [home, type] = isStatic ? [module.slice(0, Math.max(cut, 0)), module.slice(cut + 1)] : [module, name];
      const files = this.held.names.javaClass(unit, home, type);
      return this.list.addAll(files, { kind: 'named', name: type, way: isStatic ? [name, ...way] : way, inherited });
    }
    this.#passed({ module, name }, route === undefined ? way : [...route.split('.'), ...way], inherited);
  }

  /** A name that a script takes from another one, or passes on from it. */
  #passed({ module, name }: { module: string; name: string }, way: readonly string[], inherited = false): void {
    if (way.length > LONGEST) return;
    const files = this.held.names.modules(this.unit.path, module);
    this.list.addAll(files, name === '*' ? { kind: 'module', way } : { kind: 'exported', name, way, inherited });
  }

  #module([name, ...rest]: readonly string[]): void {
    if (name !== undefined && name !== '()') this.list.add({ kind: 'exported', name, way: rest, inherited: false });
    this.list.add({ kind: 'exported', name: 'default', way: name === undefined ? [] : [name, ...rest], inherited: false });
  }

  /** What a script exports under a name, through all that pass it on. */
  #exported(name: string, way: readonly string[], inherited = false): void {
    const { unit, held: { code, names } } = this, own = unit.exports.filter(item => item.name === name);
    for (const { value, from } of own) {
      if (value) this.#value(value, way);
      if (from) this.#passed(from, way, inherited);
    }
    this.#named(name, way, inherited);
    if (own.length > 0 || name === 'default') return;
    for (const item of unit.exports) {
      if (item.name !== '*' || !item.from) continue;
      const files = names.modules(unit.path, item.from.module);
      this.list.addAll(files.filter(path => code.says(path, name) || code.passesOn(path)), { kind: 'exported', name, way, inherited });
    }
  }

  /** A type as it is written; of collections and the like what they hold counts. */
  #type(ref: Pick<TypeRef, 'name'> & Partial<TypeRef>, way: readonly string[], inherited = false): void {
    const { unit } = this, [head] = ref.name.split('.'), name = simpleName(ref.name);
    if (this.#asks.classes.has(name)) return this.#named(name, way, inherited);
    if (traitsOf(unit).names === 'packages') {
      const files = this.held.names.javaType(unit, ref);
      return files.length > 0 ? this.list.addAll(files, { kind: 'named', name, way, inherited }) : this.#held(ref, way);
    }
    const at = unit.imports.findIndex(({ local }) => local === head);
    if (at >= 0) this.#import(at, head === ref.name ? way : [...ref.name.split('.').slice(1), ...way], inherited);
    this.#held(ref, way);
  }

  /** What a collection, a promise and the like hold. */
  #held({ args = [] }: Partial<TypeRef>, way: readonly string[]): void {
    for (const arg of args) {
      this.#type(arg, way);
      if (way.length > 1) this.#type(arg, way.slice(1));
    }
  }

  #named(name: string, way: readonly string[], inherited = false): void {
    for (const decl of this.#asks.classes.get(name) ?? []) this.#class(decl, way, inherited);
  }

  #class(decl: ClassDecl, way: readonly string[], inherited = false): void {
    this.list.add({ kind: 'class', class: decl.id, way, inherited });
  }

  #inClass(decl: ClassDecl, way: readonly string[], inherited = false): void {
    const { unit } = this, [name, ...rest] = way;
    // What a repository keeps is told by the types that it is given.
    for (const parent of decl.supers) for (const arg of parent.args) this.#type(arg, []);
    if (name === undefined) return;
    const methods = decl.methods.map(id => unit.funcs[id]).filter(func => func.name === name);
    const fields = decl.fields.map(id => unit.symbols[id]).filter(field => field.name === name || isGetter(name, field.name));
    for (const func of methods) {
      this.list.add({ kind: 'runs', func: func.id });
      if (rest.length > 0) this.#given(func, rest);
    }
    for (const field of fields) this.#variable(field, rest);
    if (methods.length + fields.length === 0) {
      for (const parent of decl.supers) this.#type(parent, way, true);
      if (decl.outer !== undefined) this.#class(unit.classes[decl.outer], way);
    }
    // Whoever calls it by this class, which has it or inherits it, may mean what is written further below.
    const isOpen = methods.length + fields.length === 0 ? decl.supers.length > 0 : methods.some(isInherited);
    if (inherited || !isAbstract(decl) || !isOpen || decl.name === '' || (rest.length === 0 && TELLS_ITSELF.test(name))) return;
    this.list.add({ kind: 'implementers', name: decl.name, way });
  }

  /** What extends or implements a class, and says a member again, answers for it. */
  #implementers(name: string, way: readonly string[]): void {
    const { unit, held: { code } } = this;
    this.#below(name, way);
    const files = code.below(name).filter(path => path !== unit.path && languageIs(unit, path) && code.says(path, way[0]));
    this.list.addAll(files, { kind: 'below', name, way });
  }

  #below(name: string, way: readonly string[]): void {
    const { unit } = this;
    for (const decl of this.#asks.below.get(name) ?? []) {
      this.#class(decl, way);
      for (const id of decl.methods) if (unit.funcs[id].kind === 'constructor') this.list.add({ kind: 'runs', func: id });
    }
  }
}
