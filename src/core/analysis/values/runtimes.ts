import { first } from '../../flow/first';
import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { CallKind, RuntimeRow } from '../../libraries/runtimes';
import { ACCESSOR } from '../../libraries/runtimes/plain-calls';
import { COUNTED, Memo } from '../program/memory';
import type { Questions } from '../sources/questions';
import { looseRow, ownersOf, rowOf, split } from './runtime-rows';
import { ScriptOwners } from './script-owners';

/** What calls of runtimes and helpers do, by the module, global or type that has the method. */
export class Runtimes {
  readonly #known: Memo<Call, RuntimeRow | undefined>;
  readonly #busy = new Set<Call>();
  readonly #owners: ScriptOwners;

  constructor(private readonly types: Questions) {
    this.#known = new Memo(types.program.memory, 'runtimes', COUNTED.asNested);
    this.#owners = new ScriptOwners(types, (unit, call) => this.#row(unit, call)?.gives);
  }

  /** What a call does, if the module or the type of its receiver is known. */
  of(unit: Unit, call: Call): CallKind | undefined {
    return this.#row(unit, call)?.kind;
  }

  /** The row of a table that says what a call does. */
  row(unit: Unit, call: Call): RuntimeRow | undefined {
    return this.#row(unit, call);
  }

  /**
   * What a call does on a receiver of unknown type, by its name alone. Names hold for values that live in the program: not
   * for what comes from elsewhere, whose `add` and `set` may reach another machine, and whose results are fetched from there.
   */
  byName(unit: Unit, call: Call): 'pure' | 'memory' | undefined {
    if (this.types.generatedField(unit, call)) return 'pure';
    const row = call.receiver ? looseRow(unit.language, call.name) : undefined;
    if (call.name === 'delete' && isAskedAtOnce(unit, call)) return 'memory';
    const kind = row?.kind === 'memory' ? 'memory' : row || ACCESSOR.test(call.name) ? 'pure' : undefined;
    if (!kind || !this.#isRemote(unit, call)) return kind;
    return kind === 'pure' && !isDropped(unit, call) ? kind : undefined;
  }

  #row(unit: Unit, call: Call): RuntimeRow | undefined {
    const known = this.#known.of(call);
    if (known) return known.value;
    if (this.#busy.has(call)) return void this.types.program.memory.cutShort();
    if (this.#busy.size > 40) return void this.types.program.memory.cutDeep();
    this.#known.open(unit);
    this.#busy.add(call);
    const row = traitsOf(unit).values === 'typed' ? this.#javaRow(unit, call) : this.#scriptRow(unit, call);
    this.#busy.delete(call);
    return this.#known.close(call, row, this.#busy.size === 0);
  }

  #javaRow(unit: Unit, call: Call): RuntimeRow | undefined {
    if (call.kind === 'new') return undefined;
    // A static import: `requireNonNull(order)`.
    const target = call.callee?.kind === 'name' && call.callee.symbol !== undefined ? this.types.program.imported(unit, unit.symbols[call.callee.symbol]) : undefined;
    if (typeof target === 'string') return rowOf(target.slice(0, target.lastIndexOf('.')), call.name);
    const owner = call.receiver && this.#javaOwner(unit, call.receiver);
    return owner === undefined ? undefined : rowOf(owner, call.name);
  }

  #javaOwner(unit: Unit, expr: Expr): string | undefined {
    const value = peel(expr);
    if (value.kind === 'literal') return typeof value.value === 'string' ? 'java.lang.String' : undefined;
    if (value.kind === 'template') return 'java.lang.String';
    if (value.kind === 'call') {
      const given = this.#row(unit, unit.calls[value.call])?.gives;
      if (given) return given;
    }
    // A holder itself, and not what it holds: `failure.set(exception)`.
    const held = this.types.members.held(unit, value), holder = held?.variable.type;
    if (holder) return this.types.program.typeName(held.unit, holder) ?? this.types.of(unit, value);
    const type = this.types.of(unit, value);
    return type && (this.#ofStaticField(type) ?? type);
  }

  /** The type of a constant of a class, which is named by the class and its own name: `Logs.READER`. */
  #ofStaticField(name: string): string | undefined {
    const field = this.types.members.named(name);
    return field?.variable.type && this.types.program.typeName(field.unit, field.variable.type);
  }

  #scriptRow(unit: Unit, call: Call): RuntimeRow | undefined {
    if (call.kind === 'new') return undefined;
    if (call.receiver) {
      const path = this.#owners.path(unit, call.receiver), row = path === undefined ? undefined : rowOf(path, call.name);
      if (row) return row;
      const owner = this.#owners.instance(unit, call.receiver);
      return owner === undefined ? undefined : rowOf(owner, call.name);
    }
    if (!call.callee) return undefined;
    const path = this.#owners.path(unit, call.callee);
    const called = path === undefined ? undefined : rowOf(path, '()') ?? rowOf(...split(path));
    if (called) return called;
    // A function that was made of another: `const gunzip = promisify(zlib.gunzip)`, `const debug = require('debug')('app')`.
    return first(this.#valuesOf(unit, call.callee), value => {
      const made = value.kind === 'call' ? unit.calls[value.call] : undefined;
      if (!made || made.kind === 'new') return undefined;
      const wrapped = /^(promisify|bind)$/.test(made.name) ? this.#owners.path(unit, made.args[0] ?? value) : undefined;
      if (wrapped !== undefined) return rowOf(...split(wrapped));
      const given = this.#row(unit, made)?.gives;
      return given === undefined ? undefined : rowOf(given, '()');
    });
  }

  #valuesOf(unit: Unit, expr: Expr): readonly Expr[] {
    return expr.kind === 'name' && expr.symbol !== undefined && !unit.symbols[expr.symbol].route ? unit.symbols[expr.symbol].values.map(peel) : [];
  }

  /** True when the receiver is not of the program: a client that was imported, or a value whose call is waited for. */
  #isRemote(unit: Unit, call: Call): boolean {
    if (traitsOf(unit).waiting === 'threads') return call.receiver !== undefined && this.#isForeign(unit, peel(call.receiver));
    if (isAwaited(unit, call)) return true;
    const root = rootOf(call.receiver ?? call.callee);
    if (root?.kind === 'name' && root.symbol !== undefined && unit.symbols[root.symbol].kind === 'import') {
      return typeof (this.types.program.imported(unit, unit.symbols[root.symbol]) ?? '') === 'string';
    }
    const type = call.receiver && this.types.of(unit, call.receiver);
    return type !== undefined && type.includes('#') && !this.types.program.classNamed(type);
  }

  /** A Java value of a class that is neither of a runtime nor written out in the workspace. */
  #isForeign(unit: Unit, receiver: Expr): boolean {
    const held = this.types.members.held(unit, receiver)?.variable;
    const type = this.types.of(unit, receiver);
    if (type === undefined) return held?.type !== undefined && !/^(\?|[A-Z][A-Z\d]?|Object|[a-z]\w*|Array)$/.test(held.type.name);
    if (/^javax?\./.test(type) || ownersOf(type).length > 0) return false;
    const own = this.types.program.classNamed(type);
    return !own || (own.decl.kind === 'interface' && this.types.program.implementers(type).length === 0);
  }
}

/** The name at the start of a chain: `ledger` of `ledger.orders.add`. */
function rootOf(expr: Expr | undefined): Expr | undefined {
  let at = expr && peel(expr);
  while (at?.kind === 'member') at = peel(at.object);
  return at;
}

/** The call's promise is waited for, or handed on. */
function isAwaited(unit: Unit, call: Call): boolean {
  if (call.use.kind !== 'receiver') return call.use.kind === 'awaited';
  const next = unit.calls[call.use.call];
  return /^(then|catch|finally)$/.test(next.name);
}

/** `if (seen.has(id)) seen.delete(id)`: what answers at once is in memory. */
function isAskedAtOnce(unit: Unit, call: Call): boolean {
  const owner = call.receiver && pathOf(call.receiver);
  return traitsOf(unit).waiting === 'promises' && call.use.kind !== 'awaited' && owner !== undefined
    && unit.calls.some(other => other.name === 'has' && other.use.kind === 'tested' && other.receiver !== undefined && pathOf(other.receiver) === owner);
}

/** A value of a chain of names as text: `batch.ids`. */
function pathOf(expr: Expr): string | undefined {
  const value = peel(expr);
  if (value.kind === 'this') return 'this';
  if (value.kind === 'name') return `${value.name}#${value.symbol ?? ''}`;
  const owner = value.kind === 'member' ? pathOf(value.object) : undefined;
  return owner === undefined ? undefined : `${owner}.${(value as { name: string }).name}`;
}

/** Nobody uses what the call gives: it is made for what it does. */
function isDropped(unit: Unit, { use, statement, span, args }: Call): boolean {
  if (traitsOf(unit).waiting === 'threads') return use.kind === 'dropped' && args.length > 0;
  return use.kind === 'dropped' || (use.kind === 'awaited' && span.start - statement.start <= 'await '.length && statement.end - span.end <= 1);
}
