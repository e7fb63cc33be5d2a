import type { Call, ClassDecl, Expr, Func, TypeRef, Unit, Variable } from '../flow/unit';
import { eachStep, simpleName } from '../flow/walk';
import { asksIn, asksOf, waysOf, type Ask, type Start } from './asks';
import { handsOn, isAbstract, isGetter, isGiven, isInherited, languageIs, TELLS_ITSELF } from './leads';
import type { Code } from './code';
import { NamedFiles } from './named-files';
import { isReceiver, rootsIn } from './relevance';

/** Names on a way into a value: as many as the follower of values takes. */
const LONGEST = 8;

/** How many further files are read for so many that speak of Kafka: a bound for programs in which all hangs together, which is told. */
export function mostLedTo(kafkaFiles: number): number {
  return 200 + 10 * kafkaFiles;
}

/** Calls within calls that are read around a send, and wrappers of wrappers of one. */
const LAID_OUT = 5;
const WRAPPERS = 6;

/** What is held of the workspace. */
export interface Held {
  code: Code;
  packages: ReadonlyMap<string, readonly string[]>;
  /** The code of a file that was read; nothing where it could not be. */
  unit: (path: string) => Unit | undefined;
}

/** What a question goes on with when the file that it leads to is read. */
interface Next { left: number; then: (unit: Unit) => void }

/** A function or a variable whose users are looked for: those of its class where it has one, and through so many wrappers. */
interface Wanted {
  name: string;
  owner?: ClassDecl;
  /** What its users give may be handed records. */
  receives: boolean;
  hops: number;
}

interface ClassAt { unit: Unit; decl: ClassDecl }

/**
 * Which files are read: those to which a question leads from the functions that have to do with Kafka: what they call and
 * use, as far as it goes; who calls those that send, or are given handlers and settings; who implements what they call.
 * Each step only adds, so that the order of files and steps is nothing to what is read.
 */
export class Reading {
  readonly #names: NamedFiles;
  readonly #read = new Set<string>();
  readonly #waiting = new Map<string, Next[]>();
  readonly #work: { left: number; step: () => void }[] = [];
  /** How far each step was followed at most. */
  readonly #seen = new Map<string, number>();
  readonly #runs = new Map<Func, number>();
  /** How many calls within calls still count from the step at hand; of a record all do. */
  #left = 0;

  constructor(private readonly held: Held) {
    this.#names = new NamedFiles(held.code, held.packages);
  }

  /** The files that questions lead on to, from those that were read since: a few at a time, until there are none. */
  next(read: readonly string[], roots: boolean): readonly string[] {
    for (const path of read) {
      this.#read.add(path);
      const unit = this.held.unit(path), waiting = this.#waiting.get(path);
      this.#waiting.delete(path);
      if (!unit) continue;
      if (roots) this.#root(unit);
      for (const { left, then } of waiting ?? []) this.#work.push({ left, step: () => then(unit) });
    }
    for (let next = this.#work.pop(); next; next = this.#work.pop()) this.#within(next.left, next.step);
    return [...this.#waiting.keys()].sort();
  }

  #root(unit: Unit): void {
    const { funcs, shared } = rootsIn(unit, this.held.code.text(unit.path));
    for (const { id, receives } of funcs) {
      this.#within(receives ? Infinity : LAID_OUT, () => this.#run(unit, unit.funcs[id]));
      this.#within(LAID_OUT, () => this.#constants(unit, unit.funcs[id]));
      this.#receives(unit, (asksIn(unit).calls.get(id) ?? []).filter(({ name }) => isReceiver(name)));
    }
    for (const { name, class: owner, receives } of shared)
      this.#users(unit, { name, receives, hops: WRAPPERS, owner: owner === undefined ? undefined : unit.classes[owner] });
  }

  #within<Answer>(left: number, step: () => Answer): Answer {
    const before = this.#left;
    this.#left = left;
    const answer = step();
    this.#left = before;
    return answer;
  }

  /** Goes on when a file is read. */
  #to(paths: readonly string[], then: Next['then']): void {
    for (const path of paths) {
      const unit = this.#read.has(path) ? this.held.unit(path) : undefined;
      if (unit) this.#later(() => then(unit));
      else if (!this.#read.has(path)) {
        const others = this.#waiting.get(path), next = { left: this.#left, then };
        if (others) others.push(next); else this.#waiting.set(path, [next]);
      }
    }
  }

  #later(step: () => void): void {
    this.#work.push({ left: this.#left, step });
  }

  /** Whether a step was not followed before, or less far. */
  #isNew(key: string): boolean {
    if ((this.#seen.get(key) ?? -1) >= this.#left) return false;
    this.#seen.set(key, this.#left);
    return true;
  }

  /** A function runs, with those in it: what they use counts. */
  #run(unit: Unit, func: Func): void {
    if ((this.#runs.get(func) ?? -1) >= this.#left) return;
    this.#runs.set(func, this.#left);
    const { of, within } = asksIn(unit);
    if (this.#left > 0) this.#within(this.#left - 1, () => { for (const ask of of.get(func.id) ?? []) this.#ask(unit, ask); });
    for (const inner of within.get(func.id) ?? []) this.#run(unit, inner);
    for (const parent of func.class === undefined ? [] : unit.classes[func.class].supers) this.#type(unit, parent, []);
  }

  /** The types and constants that a function names, with those in it. */
  #constants(unit: Unit, func: Func): void {
    const { constants, within } = asksIn(unit);
    for (const ask of constants.get(func.id) ?? []) this.#ask(unit, ask);
    for (const inner of within.get(func.id) ?? []) this.#constants(unit, inner);
  }

  /** What the calls of a function give to clients is handed records. */
  #receives(unit: Unit, calls: Iterable<Call>): void {
    this.#within(Infinity, () => { for (const { args } of calls) for (const arg of args) this.#value(unit, arg, []); });
  }

  #ask(unit: Unit, { start, way }: Ask, further: readonly string[] = []): void {
    const whole = further.length === 0 ? way : [...way, ...further];
    if (whole.length > LONGEST || !this.#isNew(`${unit.path} asks ${start.kind} ${start.kind === 'type' ? start.name : start.id} ${whole.join('.')}`)) return;
    this.#later(() => this.#start(unit, start, whole));
  }

  #start(unit: Unit, start: Start, way: readonly string[]): void {
    switch (start.kind) {
      case 'function': return this.#function(unit, unit.funcs[start.id], way);
      case 'class': return this.#class({ unit, decl: unit.classes[start.id] }, way);
      case 'variable': return this.#variable(unit, unit.symbols[start.id], way);
      case 'type': return this.#type(unit, start, way);
    }
  }

  #variable(unit: Unit, variable: Variable, way: readonly string[]): void {
    const { kind, of: at, type, values, route } = variable;
    if (kind === 'import' && at !== undefined) return this.#import(unit, at, way);
    if (kind === 'function' && at !== undefined) return this.#function(unit, unit.funcs[at], way);
    if (kind === 'class' && at !== undefined) return this.#class({ unit, decl: unit.classes[at] }, way);
    if (type && way.length > 0) this.#type(unit, type, way);
    for (const value of values) this.#value(unit, value, route === undefined ? way : [...route.split('.'), ...way]);
    for (const { args } of variable.annotations) for (const { value } of args) this.#value(unit, value, []);
  }

  #value(unit: Unit, value: Expr, way: readonly string[]): void {
    if (way.length === 0) { for (const ask of asksOf(unit, value)) this.#ask(unit, ask); return; }
    if (value.kind === 'object') {
      const [name, ...rest] = way, named = value.properties.filter(one => one.name === name);
      const all = named.length > 0 && name !== '[]' ? named : value.properties;
      for (const one of all) this.#value(unit, one.value, one.name === '' ? way : rest);
    } else if (value.kind === 'array') {
      for (const item of value.items) this.#value(unit, item, way.slice(1));
    } else for (const ask of waysOf(unit, value)) this.#ask(unit, ask, way);
  }

  #function(unit: Unit, func: Func, [called, ...rest]: readonly string[]): void {
    this.#run(unit, func);
    if (called === '()' && rest.length > 0) this.#given(unit, func, rest);
  }

  /** What stands in the result of a function. */
  #given(unit: Unit, func: Func, way: readonly string[]): void {
    if (func.returns) this.#type(unit, func.returns, way);
    if (unit.language === 'java') return;
    eachStep(func.body, step => { if (step.kind === 'exit' && step.how === 'return' && step.value) this.#value(unit, step.value, way); });
  }

  #import(unit: Unit, at: number, way: readonly string[], inherited = false): void {
    const { module, name, static: isStatic, route } = unit.imports[at];
    if (unit.language === 'java') {
      const cut = module.lastIndexOf('.');
      const [home, type] = isStatic ? [module.slice(0, Math.max(cut, 0)), module.slice(cut + 1)] : [module, name];
      return this.#to(this.#names.javaClass(unit, home, type), file => this.#named(file, type, isStatic ? [name, ...way] : way, inherited));
    }
    const whole = route === undefined ? way : [...route.split('.'), ...way];
    this.#passed(unit, { module, name }, whole, inherited);
  }

  /** A name that a script takes from another one, or passes on from it. */
  #passed(unit: Unit, { module, name }: { module: string; name: string }, way: readonly string[], inherited = false): void {
    const files = this.#names.modules(unit.path, module);
    this.#to(files, file => (name === '*' ? this.#module(file, way) : this.#exported(file, name, way, inherited)));
  }

  #module(unit: Unit, [name, ...rest]: readonly string[]): void {
    if (name !== undefined && name !== '()') this.#exported(unit, name, rest);
    this.#exported(unit, 'default', name === undefined ? [] : [name, ...rest]);
  }

  /** What a script exports under a name, through all that pass it on. */
  #exported(unit: Unit, name: string, way: readonly string[], inherited = false): void {
    if (!this.#isNew(`${unit.path} exports ${name} ${way.join('.')} ${inherited}`)) return;
    const own = unit.exports.filter(item => item.name === name);
    for (const { value, from } of own) {
      if (value) this.#value(unit, value, way);
      if (from) this.#passed(unit, from, way, inherited);
    }
    this.#named(unit, name, way, inherited);
    if (own.length > 0 || name === 'default') return;
    for (const item of unit.exports) {
      if (item.name !== '*' || !item.from) continue;
      const { code } = this.held, files = this.#names.modules(unit.path, item.from.module);
      this.#to(files.filter(path => code.says(path, name) || code.passesOn(path)), file => this.#exported(file, name, way, inherited));
    }
  }

  /** A type as it is written; of collections and the like what they hold counts. `inherited`: a class below has it as a parent. */
  #type(unit: Unit, ref: Pick<TypeRef, 'name'> & Partial<TypeRef>, way: readonly string[], inherited = false): void {
    const [head] = ref.name.split('.'), name = simpleName(ref.name);
    if (asksIn(unit).classes.has(name)) return this.#named(unit, name, way, inherited);
    if (unit.language === 'java') {
      const files = this.#names.javaType(unit, ref);
      return files.length > 0 ? this.#to(files, file => this.#named(file, name, way, inherited)) : this.#held(unit, ref, way);
    }
    const at = unit.imports.findIndex(({ local }) => local === head);
    if (at >= 0) this.#import(unit, at, head === ref.name ? way : [...ref.name.split('.').slice(1), ...way], inherited);
    this.#held(unit, ref, way);
  }

  /** What a collection, a promise and the like hold. */
  #held(unit: Unit, { args = [] }: Partial<TypeRef>, way: readonly string[]): void {
    for (const arg of args) {
      this.#type(unit, arg, way);
      if (way.length > 1) this.#type(unit, arg, way.slice(1));
    }
  }

  #named(unit: Unit, name: string, way: readonly string[], inherited: boolean): void {
    for (const decl of asksIn(unit).classes.get(name) ?? []) this.#class({ unit, decl }, way, inherited);
  }

  #class(at: ClassAt, way: readonly string[], inherited = false): void {
    const { unit, decl } = at, [name, ...rest] = way;
    if (!this.#isNew(`${unit.path} class ${decl.id} ${way.join('.')} ${inherited}`)) return;
    // What a repository keeps is told by the types that it is given.
    for (const parent of decl.supers) for (const arg of parent.args) this.#type(unit, arg, []);
    if (name === undefined) return;
    const methods = decl.methods.filter(id => unit.funcs[id].name === name);
    const fields = decl.fields.filter(id => unit.symbols[id].name === name || isGetter(name, unit.symbols[id].name));
    for (const id of methods) {
      this.#run(unit, unit.funcs[id]);
      if (rest.length > 0) this.#given(unit, unit.funcs[id], rest);
    }
    for (const id of fields) this.#variable(unit, unit.symbols[id], rest);
    if (methods.length + fields.length === 0) {
      // A chain of classes may be longer than the stack is good for.
      for (const parent of decl.supers) this.#later(() => this.#type(unit, parent, way, true));
      if (decl.outer !== undefined) this.#class({ unit, decl: unit.classes[decl.outer] }, way);
    }
    // Whoever calls it by this class, which has it or inherits it, may mean what is written further below.
    const isOpen = methods.length + fields.length === 0 ? decl.supers.length > 0 : methods.some(id => isInherited(unit.funcs[id]));
    if (!inherited && isAbstract(decl) && isOpen) this.#implementers(at, way);
  }

  /** What extends or implements a class, and says a member again, answers for it. */
  #implementers(at: ClassAt, way: readonly string[]): void {
    const { unit, decl } = at, { code } = this.held;
    if (decl.name === '' || (way.length === 1 && TELLS_ITSELF.test(way[0]))) return;
    if (!this.#isNew(`${unit.path} below ${decl.id} ${way.join('.')}`)) return;
    this.#below(unit, at, way);
    const files = code.below(decl.name).filter(path => path !== unit.path && languageIs(unit, path) && code.says(path, way[0]));
    this.#to(files, file => this.#below(file, at, way));
  }

  /** Who calls a function or reads a variable, under its class or its file. */
  #users(unit: Unit, wanted: Wanted): void {
    const { name, owner, hops, receives } = wanted, { code } = this.held;
    if (name === '' || !this.#within(hops, () => this.#isNew(`${unit.path} users ${owner?.id ?? ''} ${name} ${receives}`))) return;
    this.#uses(unit, wanted, unit);
    if (unit.language === 'java') return this.#usersByClass(unit, wanted);
    for (const path of this.#names.importers(unit.path)) {
      if (name === 'default' || code.says(path, name)) this.#to([path], file => this.#uses(file, wanted, unit));
      if (code.passesOn(path)) this.#to([path], file => this.#users(file, wanted));
    }
  }

  /** Those of a member in Java: whose class says the type is theirs, however many classes have that name. */
  #usersByClass(unit: Unit, wanted: Wanted): void {
    const { name, owner, hops, receives } = wanted, { code } = this.held;
    for (const type of this.#classNames(unit, owner, name)) {
      if (!this.#within(hops, () => this.#isNew(`${type} has ${name} ${receives}`))) continue;
      this.#to(code.saying(type).filter(path => code.says(path, name)), file => this.#uses(file, wanted, unit));
    }
  }

  /** The names of a class, and of those above it in this workspace that have the member, too: it is called by any of them. */
  #classNames(unit: Unit, owner: ClassDecl | undefined, member: string): readonly string[] {
    const names = new Set<string>(), { code } = this.held;
    for (let at = owner ?? unit.classes[0] as ClassDecl | undefined; at; at = at.outer === undefined ? undefined : unit.classes[at.outer]) {
      if (at.name !== '') names.add(at.name);
      for (const { name } of at.supers) {
        const parent = simpleName(name);
        if (code.called(parent).some(path => code.says(path, member))) names.add(parent);
      }
    }
    return [...names];
  }

  #below(unit: Unit, at: ClassAt, way: readonly string[]): void {
    for (const decl of asksIn(unit).below.get(at.decl.name) ?? []) {
      this.#class({ unit, decl }, way);
      for (const id of decl.methods) if (unit.funcs[id].kind === 'constructor') this.#run(unit, unit.funcs[id]);
    }
  }

  /** The functions that use a name run, and are asked for in turn where they hand its outcome on. */
  #uses(unit: Unit, { name, receives, hops }: Wanted, of: Unit): void {
    // Whose member it is does not count here, and many classes may have one of the name; in scripts the file counts.
    const whose = unit.language === 'java' ? '' : of.path;
    if (!this.#within(hops, () => this.#isNew(`${unit.path} uses ${name} ${receives} ${whose}`))) return;
    const { uses, calls } = asksIn(unit), all = (name === 'default' ? ['default', '*'] : [name]).flatMap(one => uses.get(one) ?? []);
    for (const { func, call, module } of all) {
      const user = unit.funcs[func];
      if (module !== undefined && unit.language === 'typescript' && !this.#names.modules(unit.path, module).includes(of.path)) continue;
      if (unit.path === whose && user.name === name && call === undefined) continue;
      if (receives) this.#receives(unit, call ? [call] : (calls.get(func) ?? []).filter(one => isReceiver(one.name)));
      this.#within(receives && call ? 1 : LAID_OUT, () => { this.#run(unit, user); this.#constants(unit, user); });
      if (!receives) for (const above of around(unit, user)) this.#within(LAID_OUT, () => this.#run(unit, above));
      if (hops === 0 || !(receives && call ? isGiven(unit, user, call) : handsOn(unit, user, { func, call }))) continue;
      const owner = user.class === undefined ? undefined : unit.classes[user.class];
      this.#users(unit, { name: user.kind === 'constructor' && owner ? owner.name : user.name, owner, receives, hops: hops - 1 });
    }
  }
}

/** The functions of its own file that come to a function by its name: what they do beside a send counts as well. */
function around(unit: Unit, func: Func, seen = new Set<Func>()): ReadonlySet<Func> {
  for (const { func: id } of func.name === '' ? [] : asksIn(unit).uses.get(func.name) ?? []) {
    const user = unit.funcs[id];
    if (user !== func && user.kind !== 'module' && !seen.has(user)) around(unit, user, seen.add(user));
  }
  return seen;
}
