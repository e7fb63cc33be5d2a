import type { Call, ClassDecl, Expr, Func, TypeRef, Unit, Variable } from '../flow/unit';
import { eachStep, simpleName } from '../flow/walk';
import { traitsOf } from '../languages/traits';
import { asksOf, waysOf, type AllAsks, type Ask, type Asks, type Start } from './asks';
import { libraries, PUBLISHES } from '../libraries/index';
import type { Code } from './code';
import { handsOn, isAbstract, isGetter, isGiven, isInherited, languageIs, TELLS_ITSELF } from './leads';
import type { NamedFiles } from './named-files';
import { ALL_FILES, type Lead, type Question } from './question';
import { isReceiver, rootsIn } from './relevance';

/** Names on a way into a value: as many as the follower of values takes. */
const LONGEST = 8;
/** Calls within calls that are laid out around a send, and wrappers of wrappers of one. */
const LAID_OUT = 5;
const WRAPPERS = 6;

/** Annotations of methods that are run for events of their own program. */
const EVENT_LISTENERS = new Set(libraries.flatMap(({ annotations }) => Object.entries(annotations ?? {}))
  .filter(([, table]) => table.role === 'event-listener' || (table.role === 'hook' && table.phase !== undefined))
  .map(([name]) => simpleName(name)));

/** What is asked about other files by name. */
export interface Names {
  code: Code;
  names: NamedFiles;
  asks: AllAsks;
}

/** The questions to which one leads on; they follow from the code of its file, and from what other texts say. */
export function leadsFrom(unit: Unit | undefined, question: Question, names: Names): readonly Lead[] {
  if (question.kind === 'members') return usesByClass(question, names.code);
  if (!unit) return [];
  const leads = new Leads(unit, names);
  leads.from(question);
  return leads.all;
}

/** Who may use a member in Java: whose class says the type is theirs. */
function usesByClass({ class: type, name, receives }: Question & { kind: 'members' }, code: Code): readonly Lead[] {
  const question: Question = { kind: 'uses', name, receives };
  return code.saying(type).filter(path => code.says(path, name)).map(path => ({ path, question, isDeeper: false }));
}

class Leads {
  readonly all: Lead[] = [];
  #isDeeper = false;
  #within: number | undefined;

  constructor(private readonly unit: Unit, private readonly held: Names) {}

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
      case 'users': return this.#users(question);
      case 'uses': return this.#uses(question);
      case 'above': return this.#above(question.name);
    }
  }

  get #asks(): Asks {
    return this.held.asks.of(this.unit);
  }

  #lead(question: Question, path = this.unit.path): void {
    this.all.push({ path, question, isDeeper: this.#isDeeper, within: this.#within });
  }

  #leadAll(paths: readonly string[], question: Question): void {
    for (const path of paths) this.#lead(question, path);
  }

  #withinCalls(within: number, step: () => void): void {
    const before = this.#within;
    this.#within = within;
    step();
    this.#within = before;
  }

  #deeper(step: () => void): void {
    this.#isDeeper = true;
    step();
    this.#isDeeper = false;
  }

  #roots(): void {
    const { unit } = this, { funcs, shared } = rootsIn(unit, this.held.code.text(unit.path), this.#asks);
    for (const { id, receives } of funcs) {
      this.#withinCalls(receives ? Infinity : LAID_OUT, () => this.#lead({ kind: 'runs', func: id }));
      this.#withinCalls(LAID_OUT, () => this.#lead({ kind: 'constants', func: id }));
      this.#receives((this.#asks.calls.get(id) ?? []).filter(({ name }) => isReceiver(name)));
    }
    this.#withinCalls(WRAPPERS, () => {
      for (const { name, class: owner, receives } of shared) this.#lead({ kind: 'users', name, class: owner, receives });
    });
  }

  /** A function runs, with those in it: what they use counts. */
  #runs(func: Func): void {
    const { unit } = this, { of, within } = this.#asks;
    this.#deeper(() => { for (const ask of of.get(func.id) ?? []) this.#ask(ask); });
    for (const inner of within.get(func.id) ?? []) this.#lead({ kind: 'runs', func: inner.id });
    for (const parent of func.class === undefined ? [] : unit.classes[func.class].supers) this.#type(parent, []);
    if (func.annotations.some(({ name }) => EVENT_LISTENERS.has(simpleName(name)))) this.#listensTo(func);
  }

  /** Who publishes the event of a listener, and who else listens to it: they may keep it, or do more inside a transaction. */
  #listensTo({ params: [param] }: Func): void {
    const type = param === undefined ? undefined : this.unit.symbols[param].type?.name, { code } = this.held;
    for (const path of type === undefined ? [] : code.saying(simpleName(type))) {
      for (const name of PUBLISHES) if (code.says(path, name)) this.#lead({ kind: 'uses', name, receives: false }, path);
      if (path !== this.unit.path && code.says(path, 'EventListener')) this.#lead({ kind: 'roots' }, path);
    }
  }

  /** The types and constants that a function names, with those in it. */
  #constants(func: number): void {
    const { constants, within } = this.#asks;
    for (const ask of constants.get(func) ?? []) this.#ask(ask);
    for (const inner of within.get(func) ?? []) this.#lead({ kind: 'constants', func: inner.id });
  }

  /** What calls give to clients is handed records, which are followed to their end. */
  #receives(calls: Iterable<Call>): void {
    this.#withinCalls(Infinity, () => { for (const { args } of calls) for (const arg of args) this.#value(arg, []); });
  }

  #ask({ start, way }: Ask, further: readonly string[] = []): void {
    const whole = further.length === 0 ? way : [...way, ...further];
    if (whole.length <= LONGEST) this.#lead({ kind: 'start', start, way: whole });
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
    this.#lead({ kind: 'runs', func: func.id });
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
      return this.#leadAll(files, { kind: 'named', name: type, way: isStatic ? [name, ...way] : way, inherited });
    }
    this.#passed({ module, name }, route === undefined ? way : [...route.split('.'), ...way], inherited);
  }

  /** A name that a script takes from another one, or passes on from it. */
  #passed({ module, name }: { module: string; name: string }, way: readonly string[], inherited = false): void {
    if (way.length > LONGEST) return;
    const files = this.held.names.modules(this.unit.path, module);
    this.#leadAll(files, name === '*' ? { kind: 'module', way } : { kind: 'exported', name, way, inherited });
  }

  #module([name, ...rest]: readonly string[]): void {
    if (name !== undefined && name !== '()') this.#lead({ kind: 'exported', name, way: rest, inherited: false });
    this.#lead({ kind: 'exported', name: 'default', way: name === undefined ? [] : [name, ...rest], inherited: false });
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
      this.#leadAll(files.filter(path => code.says(path, name) || code.passesOn(path)), { kind: 'exported', name, way, inherited });
    }
  }

  /** A type as it is written; of collections and the like what they hold counts. */
  #type(ref: Pick<TypeRef, 'name'> & Partial<TypeRef>, way: readonly string[], inherited = false): void {
    const { unit } = this, [head] = ref.name.split('.'), name = simpleName(ref.name);
    if (this.#asks.classes.has(name)) return this.#named(name, way, inherited);
    if (traitsOf(unit).names === 'packages') {
      const files = this.held.names.javaType(unit, ref);
      return files.length > 0 ? this.#leadAll(files, { kind: 'named', name, way, inherited }) : this.#held(ref, way);
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
    this.#lead({ kind: 'class', class: decl.id, way, inherited });
  }

  #inClass(decl: ClassDecl, way: readonly string[], inherited = false): void {
    const { unit } = this, [name, ...rest] = way;
    // What a repository keeps is told by the types that it is given.
    for (const parent of decl.supers) for (const arg of parent.args) this.#type(arg, []);
    if (name === undefined) return;
    const methods = decl.methods.map(id => unit.funcs[id]).filter(func => func.name === name);
    const fields = decl.fields.map(id => unit.symbols[id]).filter(field => field.name === name || isGetter(name, field.name));
    for (const func of methods) {
      this.#lead({ kind: 'runs', func: func.id });
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
    this.#lead({ kind: 'implementers', name: decl.name, way });
  }

  /** What extends or implements a class, and says a member again, answers for it. */
  #implementers(name: string, way: readonly string[]): void {
    const { unit, held: { code } } = this;
    this.#below(name, way);
    const files = code.below(name).filter(path => path !== unit.path && languageIs(unit, path) && code.says(path, way[0]));
    this.#leadAll(files, { kind: 'below', name, way });
  }

  #below(name: string, way: readonly string[]): void {
    const { unit } = this;
    for (const decl of this.#asks.below.get(name) ?? []) {
      this.#class(decl, way);
      for (const id of decl.methods) if (unit.funcs[id].kind === 'constructor') this.#lead({ kind: 'runs', func: id });
    }
  }

  #users({ name, class: owner, receives }: Question & { kind: 'users' }): void {
    const { unit, held: { code, names } } = this;
    if (name === '') return;
    const uses: Question = { kind: 'uses', name, receives, of: traitsOf(unit).names === 'packages' ? undefined : unit.path };
    this.#lead(uses);
    if (traitsOf(unit).names === 'packages') {
      const classes = this.#classNames(owner === undefined ? undefined : unit.classes[owner], name);
      for (const type of classes) this.#lead({ kind: 'members', class: type, name, receives }, ALL_FILES);
      return;
    }
    for (const path of names.importers(unit.path)) {
      if (name === 'default' || code.says(path, name)) this.#lead(uses, path);
      if (code.passesOn(path)) this.#lead({ kind: 'users', name, receives }, path);
    }
  }

  /** The names of a class, and of those above it in this workspace that have the member, too: it is called by any of them. */
  #classNames(owner: ClassDecl | undefined, member: string): readonly string[] {
    const { unit, held: { code } } = this, names = new Set<string>();
    for (let at = owner ?? unit.classes[0] as ClassDecl | undefined; at; at = at.outer === undefined ? undefined : unit.classes[at.outer]) {
      if (at.name !== '') names.add(at.name);
      for (const { name } of at.supers) {
        const parent = simpleName(name);
        if (code.called(parent).some(path => code.says(path, member))) names.add(parent);
      }
    }
    return [...names];
  }

  /**
   * The functions that use a name run, and are asked for in turn where they hand its outcome on. Whose member it is does not
   * count here, and many classes may have one of the name; in scripts the file counts.
   */
  #uses({ name, receives, of }: Question & { kind: 'uses' }): void {
    const { unit } = this, { uses, calls } = this.#asks;
    const isOfAnother = (module: string) => of !== undefined && !this.held.names.modules(unit.path, module).includes(of);
    for (const { func, call, module } of (name === 'default' ? ['default', '*'] : [name]).flatMap(one => uses.get(one) ?? [])) {
      const user = unit.funcs[func];
      if (module !== undefined && isOfAnother(module)) continue;
      if (unit.path === of && user.name === name && call === undefined) continue;
      if (receives) this.#receives(call ? [call] : (calls.get(func) ?? []).filter(one => isReceiver(one.name)));
      this.#withinCalls(receives && call ? 1 : LAID_OUT, () => {
        for (const kind of ['runs', 'constants'] as const) this.#lead({ kind, func });
      });
      if (!receives && user.name !== '') this.#withinCalls(LAID_OUT, () => this.#lead({ kind: 'above', name: user.name }));
      if (!(receives && call ? isGiven(unit, user, call) : handsOn(unit, user, { func, call }))) continue;
      const owner = user.class === undefined ? undefined : unit.classes[user.class];
      const called = user.kind === 'constructor' && owner ? owner.name : user.name;
      this.#deeper(() => this.#lead({ kind: 'users', name: called, class: owner?.id, receives }));
    }
  }

  /** The functions of a file that come to one by its name run, and those that come to them: what they do beside a send counts as well. */
  #above(name: string): void {
    for (const { func } of this.#asks.uses.get(name) ?? []) {
      const user = this.unit.funcs[func];
      if (user.kind === 'module') continue;
      this.#lead({ kind: 'runs', func });
      if (user.name !== '') this.#lead({ kind: 'above', name: user.name });
    }
  }
}
