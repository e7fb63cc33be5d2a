import { first } from '../../flow/first';
import type { Call, Expr, Unit, Variable } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { LibraryTable } from '../../libraries/table';
import { ownOf } from '../../text/own';
import { Members } from '../program/members';
import { COUNTED, Memo } from '../program/memory';
import type { ExprAt, FuncAt, Program } from '../program/program';
import { CallIndex } from '../sources/call-index';
import { Callables } from '../sources/callables';
import { Elements } from '../sources/elements';
import { Marks } from './marks';
import { Meanings } from './meanings';
import { TypedObjects } from '../sources/objects';
import type { Questions } from '../sources/questions';
import { isRuntimeType } from './runtime-rows';
import { Runtimes } from './runtimes';
import { Sources } from '../sources/sources';
import { resolvedWith, Values } from '../sources/values';
import { Writes } from '../sources/writes';

/** Finds out of which type a value is, by declarations, imports, library tables and what is assigned. */
export class Types implements Questions {
  readonly members: Members;
  readonly values: Values;
  readonly callables: Callables;
  readonly meanings: Meanings;
  readonly marks: Marks;
  readonly runtimes: Runtimes;
  readonly sources: Sources;
  readonly writes: Writes;
  readonly objects: TypedObjects;
  readonly calls: CallIndex;
  readonly #elements: Elements;
  readonly #busy = new Set<Expr>();
  readonly #memo: Memo<Expr, string | undefined>;

  constructor(readonly program: Program, readonly libraries: readonly LibraryTable[]) {
    this.#memo = new Memo(program.memory, 'types', COUNTED.asNested);
    this.members = new Members(program);
    this.values = new Values(this);
    this.calls = new CallIndex(this);
    this.writes = new Writes(this);
    this.sources = new Sources(this, this.writes, (unit, func) => this.calls.of(unit, func));
    this.objects = new TypedObjects(this);
    this.#elements = new Elements(this);
    this.callables = new Callables(this);
    this.meanings = new Meanings(this, libraries);
    this.marks = new Marks(program, libraries);
    this.runtimes = new Runtimes(this);
    program.known = name => this.meanings.tables.has(name) || isRuntimeType(name);
  }

  /** True in the middle of an answer: what is found now may lack what that answer will give. */
  get isAsking(): boolean {
    return this.#busy.size > 0;
  }

  /** The resolved type name of a value, or nothing. */
  of(unit: Unit, expr: Expr): string | undefined {
    const known = this.#memo.of(expr);
    if (known) return known.value;
    if (this.#busy.has(expr)) return void this.program.memory.cutShort();
    if (this.#busy.size > 60) return void this.program.memory.cutDeep();
    this.#memo.open(unit);
    this.#busy.add(expr);
    const type = this.#of(unit, expr);
    this.#busy.delete(expr);
    // Also what is not found, or else every asker would search again.
    return this.#memo.close(expr, type);
  }

  #of(unit: Unit, expr: Expr): string | undefined {
    switch (expr.kind) {
      case 'name': return this.#ofName(unit, expr);
      case 'this': case 'super': {
        const id = expr.kind === 'this' ? expr.class : undefined;
        const decl = id === undefined ? undefined : unit.classes[id];
        return decl && this.program.nameOf({ unit, decl });
      }
      case 'member': return this.#ofMember(unit, expr);
      case 'call': return this.ofCall(unit, unit.calls[expr.call]);
      case 'await': case 'spread': return this.of(unit, expr.value);
      case 'cast': return this.members.ofRef(unit, expr.type) ?? this.of(unit, expr.value);
      case 'choice': return first(expr.options, option => this.of(unit, option));
      case 'index': return this.#elements.typeIn(unit, expr.object);
      default: return undefined;
    }
  }

  #ofName(unit: Unit, expr: Expr & { kind: 'name' }): string | undefined {
    const variable = expr.symbol === undefined ? undefined : unit.symbols[expr.symbol];
    if (!variable) {
      if (traitsOf(unit).names === 'packages') return this.members.ofRef(unit, { name: expr.name, args: [], span: expr.span });
      const whole = this.program.whole(unit, expr);
      return whole ? this.of(whole.unit, whole.expr) : this.writes.ofGlobal(expr.name).length > 0 ? this.#ofSources(unit, expr) : undefined;
    }
    return this.ofVariable(unit, variable);
  }

  /** The type of a variable, field, parameter or import. */
  ofVariable(unit: Unit, variable: Variable): string | undefined {
    const given = variable.annotations.length > 0 ? this.marks.find(unit, variable.annotations, 'gives')?.table : undefined;
    if (given?.role === 'gives') return given.type;
    if (variable.type) {
      const declared = this.members.ofRef(unit, variable.type);
      if (declared) return declared;
    }
    if (variable.kind === 'class') {
      const decl = variable.of === undefined ? undefined : unit.classes[variable.of];
      return decl && this.program.nameOf({ unit, decl });
    }
    if (variable.kind === 'import') {
      const target = this.program.imported(unit, variable);
      if (typeof target === 'string') return variable.route ? `${target.replace(/#(\*|default)$/, '')}${target.includes('#*') || target.endsWith('#default') ? '#' : '.'}${variable.route}` : target;
      return target && this.of(target.unit, target.expr);
    }
    if (variable.route?.startsWith('[]') || (variable.kind === 'param' && variable.values.length === 0)) return this.#given(unit, variable) ?? this.#elements.ofItem(unit, variable);
    return first(variable.values, value => {
      const type = this.of(unit, value);
      if (!variable.route) return type;
      return this.#route(unit, value, type, variable.route);
    });
  }

  /** What the library tables say that a function is given: `receiver.receive().concatMap(record => …)`. */
  #given(unit: Unit, { func: id, id: own }: Variable): string | undefined {
    const func = id === undefined ? undefined : unit.funcs[id], use = func?.use?.kind === 'argument' ? func.use : undefined;
    const meaning = use && func!.params[0] === own ? this.meanings.of(unit, unit.calls[use.call])?.meaning : undefined;
    return meaning?.role === 'handle' ? meaning.handlers.find(({ at }) => at === String(use!.index))?.given : undefined;
  }

  #route(unit: Unit, value: Expr, type: string | undefined, route: string): string | undefined {
    let at: ExprAt | undefined = { unit, expr: value };
    for (const piece of route.split('.')) {
      const property: ExprAt | undefined = at && this.values.property(at, piece);
      if (property) { type = this.of(property.unit, property.expr); at = property; continue; }
      at = undefined;
      type = type && this.#memberOf(type, piece);
    }
    return type;
  }

  #ofMember(unit: Unit, expr: Expr & { kind: 'member' }): string | undefined {
    const object = expr.object;
    if (object.kind === 'name' && object.symbol !== undefined) {
      const variable = unit.symbols[object.symbol];
      if (variable.kind === 'import') {
        const target = this.program.imported(unit, variable);
        if (typeof target === 'string') {
          const whole = /#(\*|default)$/.test(target);
          return traitsOf(unit).names === 'packages' ? `${target}.${expr.name}` : whole ? `${target.replace(/#(\*|default)$/, '')}#${expr.name}` : `${target}.${expr.name}`;
        }
        if (target?.expr.kind === 'name' && target.expr.name === '*') {
          const value = this.program.exported(target.unit, expr.name);
          if (value) return this.of(value.unit, value.expr);
        }
      }
    }
    const literal = this.values.property({ unit, expr: object }, expr.name);
    if (literal) { const type = this.of(literal.unit, literal.expr); if (type) return type; }
    const owner = this.of(unit, object);
    return (owner && this.#memberOf(owner, expr.name)) ?? (this.writes.isAssigned(expr.name) ? this.#ofSources(unit, expr) : undefined);
  }

  /** The type of what a value comes from. */
  #ofSources(unit: Unit, expr: Expr): string | undefined {
    return first(this.sources.of({ unit, expr }).found, source => (source.expr === expr ? undefined : this.of(source.unit, source.expr)));
  }

  #memberOf(owner: string, name: string): string | undefined {
    const own = this.program.classNamed(owner);
    if (own) {
      const field = this.members.fieldIn(own, name);
      if (field) return this.ofVariable(field.unit, field.variable);
      const getter = this.members.methodsIn(own, name).find(m => m.func.kind === 'accessor');
      return getter && this.ofResult(getter);
    }
    const table = this.meanings.tables.get(owner)?.type;
    return ownOf(table?.properties, name) ?? (this.meanings.tables.has(`${owner}.${name}`) ? `${owner}.${name}` : undefined);
  }

  /** The type of a call's result. */
  ofCall(unit: Unit, call: Call): string | undefined {
    if (call.kind === 'new') {
      if (call.class !== undefined && unit.classes[call.class].supers[0]) return this.members.ofRef(unit, unit.classes[call.class].supers[0]);
      const resolved = first(resolvedWith(unit, call), value => this.of(unit, value));
      if (resolved) return resolved;
      const name = call.type && this.members.ofRef(unit, call.type);
      return (name && this.meanings.tables.get(name)?.type.create?.returns) ?? name ?? (call.callee && this.of(unit, call.callee));
    }
    const meaning = this.meanings.of(unit, call);
    if (meaning?.meaning.returns) return meaning.meaning.returns;
    if (meaning && this.meanings.tables.get(meaning.type)?.type.fluent) return meaning.type;
    if (!meaning && call.receiver) {
      const owner = this.of(unit, call.receiver);
      if (owner && this.meanings.tables.get(owner)?.type.fluent) return owner;
    }
    for (const target of this.callables.targets(unit, call)) {
      const type = this.ofResult(target);
      if (type) return type;
    }
    const field = this.generatedField(unit, call);
    if (field) return this.ofVariable(field.unit, field.variable);
    return this.#elements.typeOf(unit, { kind: 'call', call: call.id, span: call.span });
  }

  /** The field whose value a call gives by a getter that is not written out. */
  generatedField(unit: Unit, call: Call): { unit: Unit; variable: Variable } | undefined {
    if (traitsOf(unit).ecosystem !== 'jvm' || call.args.length > 0 || !call.receiver) return undefined;
    const owner = this.of(unit, call.receiver);
    const own = owner === undefined ? undefined : this.program.classNamed(owner);
    return own && this.members.generated(own, call.name);
  }

  /** The type that a function of the workspace gives, declared or returned. */
  ofResult(at: FuncAt): string | undefined {
    const given = this.marks.find(at.unit, at.func.annotations, 'gives')?.table;
    if (given?.role === 'gives') return given.type;
    if (at.func.returns) {
      const declared = this.members.ofRef(at.unit, at.func.returns);
      if (declared) return declared;
    }
    return first(this.values.returned(at), value => this.of(at.unit, value));
  }

  /** The parent of the class around a call. */
  ofSuper(unit: Unit, call: Call): string | undefined {
    const owner = unit.funcs[call.func].class;
    const parent = owner === undefined ? undefined : unit.classes[owner].supers[0];
    return parent && this.members.ofRef(unit, parent);
  }
}
