import type { Call, Expr, Func, Unit } from '../../flow/unit';
import { eachExpr, peel } from '../../flow/walk';
import type { LibraryTable, Meaning } from '../../libraries/table';
import type { CallKind } from '../../libraries/runtimes';
import { PRINT } from '../../libraries/runtimes/logging';
import { ACCESSOR, ENDS_PROCESS, PLAIN, PROCESS, READS, TELLS_FUTURE } from '../../libraries/runtimes/plain-calls';
import { CACHE, CACHE_METHOD, MARKS_SENT } from '../../libraries/conventions';
import { answersFor, isAnswer } from '../outcomes/answers';
import { lastName } from '../outcomes/last-name';
import type { CallFacts } from '../outcomes/call-facts';
import { calledByValue, functionsGiven } from '../values/arguments';
import { handedMeaning, type Handed } from '../values/handler-methods';
import { isPosition } from './hand-over';
import { Memo } from '../program/memory';
import type { FuncAt } from '../program/program';
import { throwsOn } from '../outcomes/throwing';

/**
 * What kind of doing a call is. `run`: functions of the workspace, which tell themselves; `work`: something that has an
 * effect outside; `keep`: it would keep what failed, if it is given it; `answer`: it tells whoever asked; `memory`: it puts
 * something into a collection; `mark`: it says that something was sent or handled; `meant`: the library's tables say it.
 */
export type EffectKind = 'run' | 'pure' | 'memory' | 'parse' | 'log' | 'work' | 'mark' | 'answer' | 'end-process' | 'meant';

/** How a call treats a function that it is given. */
export interface GivenFunction extends FuncAt {
  /** `success`: on success only; `through`: its failure is thrown by the call; `result`: it is in what the call gives; `apart`: it runs by itself. */
  how: 'success' | 'through' | 'result' | 'apart' | 'recovery';
  /** The call does not look at what it gives. */
  unwaited: boolean;
  /** It runs beside its caller, who may ask for its end. */
  beside: boolean;
  /** Which argument it is. */
  index: number;
  /** Nothing but the body of the function that is called tells how it is treated. */
  guessed: boolean;
}

/** What one call does. */
export interface Effect {
  kind: EffectKind;
  meaning?: Meaning;
  library?: LibraryTable;
  runs: readonly (FuncAt | LentFunction)[];
  given: readonly GivenFunction[];
  /** What it does cannot be seen. */
  unseen: boolean;
}

/** A function that was given to a parameter, and what its own variables from outside are bound to. */
export interface LentFunction extends FuncAt {
  binding: Binding;
}

/** Functions that calls on the way gave to parameters, by the parameter's symbol. */
export type Lent = ReadonlyMap<number, readonly LentFunction[]>;

/** What is known of a function's parameters from the call that runs it. */
export interface Binding {
  handed: Handed;
  lent: Lent;
}

export const UNBOUND: Binding = { handed: new Map(), lent: new Map() };

const KINDS: Readonly<Record<CallKind, EffectKind>> = { pure: 'pure', memory: 'memory', cache: 'pure', parse: 'parse', log: 'log' };

/** What calls do: by the tables, by their bodies, or else it is not known. */
export class Effects {
  readonly #known: Memo<Call, Effect>;

  constructor(readonly callFacts: CallFacts) {
    this.#known = new Memo(callFacts.types.program.memory, 'effects');
  }

  /** What a call does where its function is bound in a certain way. */
  of(unit: Unit, call: Call, binding: Binding): Effect {
    if (binding.handed.size > 0 || binding.lent.size > 0) {
      const bound = this.#bound(call, binding);
      if (bound) return bound;
    }
    const effect = this.#known.of(call);
    if (effect) return effect.value;
    this.#known.open(unit);
    return this.#known.close(call, this.#find(unit, call));
  }

  #bound(call: Call, { handed, lent }: Binding): Effect | undefined {
    const found = handedMeaning(call, handed);
    if (found) return { kind: 'meant', meaning: found.meaning, library: found.library, runs: [], given: [], unseen: false };
    const symbol = calledVariable(call), runs = symbol === undefined ? undefined : lent.get(symbol);
    return runs && { kind: 'run', runs, given: [], unseen: false };
  }

  #find(unit: Unit, call: Call): Effect {
    const { types } = this.callFacts;
    const found = types.meanings.of(unit, call);
    if (found) return { kind: 'meant', meaning: found.meaning, library: found.library, runs: [], given: this.#given(unit, call, found.meaning), unseen: false };
    const plain = (kind: EffectKind, unseen = false): Effect => ({ kind, runs: [], given: [], unseen });
    if (this.callFacts.isInstrument(unit, call) || this.callFacts.isLog(unit, call)) return plain('log');
    if (isEndOfProcess(unit, call)) return plain('end-process');
    const targets = types.callables.targets(unit, call);
    const bodies = targets.filter(target => target.func.body.length > 0);
    if (this.#fillsCache(unit, call, targets)) return plain('pure');
    if (TELLS_FUTURE.test(call.name) || isAnswer(unit, call) || targets.some(target => answersFor(call, target))) return { ...plain('answer'), runs: bodies };
    const runs = targets.length > 0 ? bodies : calledByValue(this.callFacts.callers, unit, call).filter(({ func }) => func.body.length > 0);
    const given = this.#given(unit, call, undefined);
    if (runs.length > 0 || targets.some(({ func }) => hasBody(func))) return { kind: 'run', runs, given, unseen: false };
    const kind = doesByName(call, targets) ? 'work' : this.#kindOf(unit, call);
    if (kind !== 'work') return { ...plain(kind, kind === 'mark'), given };
    if (given.length > 0 && this.callFacts.callbackOf(unit, call)) return { ...plain('pure'), given };
    return { ...plain('work', !throwsOn(types, unit, call)), given };
  }

  /** The kind of a call whose body is not in view. */
  #kindOf(unit: Unit, call: Call): EffectKind {
    const { types } = this.callFacts;
    const known = types.runtimes.of(unit, call);
    if (known) return KINDS[known];
    if (READS.test(call.name)) return 'parse';
    if (call.kind === 'new' || (call.name === 'start' && call.receiver && lastName(call.receiver, unit) === 'Thread')) return 'pure';
    if (PRINT.test(call.name)) return 'log';
    if (this.callFacts.failureCallbackOf(unit, call)) return 'pure';
    const idioms = this.callFacts.idioms(unit), link = this.callFacts.linkName(unit, call);
    if (call.receiver && (idioms.waits.has(call.name) || idioms.passes.has(link) || idioms.recovers.has(link) || idioms.successOnly.has(call.name)) && (link !== call.name || peel(call.receiver).kind === 'call')) return 'pure';
    const byName = types.runtimes.byName(unit, call);
    if (byName) return byName === 'memory' ? 'memory' : 'pure';
    if (PLAIN.test(call.name)) return 'pure';
    if (MARKS_SENT.test(call.name)) return 'mark';
    if (call.use.kind === 'argument' && this.callFacts.isLog(unit, unit.calls[call.use.call])) return 'pure';
    return comparesPosition(unit, call) ? 'pure' : 'work';
  }

  /** A value is kept that may be missing: a cache that cannot be read or filled loses no record. */
  #fillsCache(unit: Unit, call: Call, targets: readonly FuncAt[]): boolean {
    const target = targets.find(({ func }) => func.class !== undefined);
    if (target) return CACHE.test(target.unit.classes[target.func.class!].name);
    if (targets.length > 0) return false;
    return (call.receiver !== undefined && CACHE.test(lastName(call.receiver, unit))) || CACHE_METHOD.test(call.name)
      || (call.name === 'set' && call.args.length > 2 && call.args.slice(2).some(hasLifetime));
  }

  /** The functions that a call is given, and how it treats them. */
  #given(unit: Unit, call: Call, meaning: Meaning | undefined): GivenFunction[] {
    if (meaning?.role === 'handle' || meaning?.role === 'send' || meaning?.role === 'commit') return [];
    const treatment = this.callFacts.callbackOf(unit, call), idioms = this.callFacts.idioms(unit);
    const failure = this.callFacts.failureCallbackOf(unit, call), link = this.callFacts.linkName(unit, call);
    return call.args.flatMap((arg, index) => functionsGiven(this.callFacts.types, unit, arg).map((at): GivenFunction => {
      const unwaited = treatment ? treatment.value === 'dropped' : call.kind === 'new' && call.name === 'Promise';
      const how = meaning?.role === 'retry' && index === Number(meaning.recovery) ? 'recovery'
        : meaning?.role === 'retry' || meaning?.role === 'in-transaction' || meaning?.role === 'database-transaction' ? 'through'
        : failure && !failure.passes && index === failure.argument && !(call.name === 'then' && index === 0) ? undefined
        : treatment ? (treatment.failure === 'lost' ? 'apart' : treatment.failure)
        : 'result';
      const guessed = how === 'result' && !treatment && call.kind !== 'new' && call.name !== 'then' && !idioms.successOnly.has(call.name) && !idioms.passes.has(link);
      return { ...at, how: how ?? 'apart', unwaited, beside: treatment?.how !== undefined, index, guessed };
    }));
  }
}

/** Methods by which the JDK's functional interfaces are run. */
const RUNS = /^(run|call|get|accept|apply|applyAsInt|applyAsLong|getAs\w+|test|execute)$/;

/** The variable whose function a call runs: `task()`, or `task.run()` of a functional interface. */
export function calledVariable({ receiver, callee, name }: Call): number | undefined {
  const value = receiver ? (RUNS.test(name) ? peel(receiver) : undefined) : callee;
  return value?.kind === 'name' ? value.symbol : undefined;
}

/** Functions that hand on one that they are given, one after the other. */
const DEEPEST_LENT = 6;

const called = new WeakMap<Unit, ReadonlySet<number>>();

/** True for a function that runs the one that it is given, itself or by another of the workspace. */
export function runsArgument(callFacts: CallFacts, { unit, func }: FuncAt, index: number, depth = 0): boolean {
  const param = func.params[index];
  if (param === undefined || depth > DEEPEST_LENT) return false;
  let variables = called.get(unit);
  if (!variables) called.set(unit, variables = new Set(unit.calls.flatMap(call => calledVariable(call) ?? [])));
  return variables.has(param) || unit.symbols[param].reads.some(({ use }) => use.kind === 'argument' && use.path === undefined
    && callFacts.types.callables.targets(unit, unit.calls[use.call]).some(target => target.func !== func && runsArgument(callFacts, target, use.index, depth + 1)));
}

/** `orders.count(number)` of an interface that gives nothing back: it is no accessor. */
function doesByName({ name }: Call, targets: readonly FuncAt[]): boolean {
  return ACCESSOR.test(name) && targets.length > 0 && targets.every(({ func }) => func.returns?.name === 'void');
}

/** A function that is written out; a method of an interface or a declaration says only that there is one. */
function hasBody({ bodySpan }: Func): boolean {
  return bodySpan.end - bodySpan.start >= 2;
}

/** `process.exit(1)`, `System.exit(1)`. */
function isEndOfProcess(unit: Unit, { name, receiver }: Call): boolean {
  return ENDS_PROCESS.test(name) && receiver !== undefined && PROCESS.test(lastName(receiver, unit));
}

/** `'EX'`, `{ EX: 60 }`, `{ ttl: 60 }`, `Duration.ofMinutes(1)`: a value that is forgotten by itself. */
function hasLifetime(arg: Expr): boolean {
  const value = peel(arg);
  if (value.kind === 'literal') return /^p?x$|^ex$/i.test(String(value.value));
  return value.kind === 'object' && value.properties.some(property => /^(ex|px|exat|pxat|ttl|expiry?|expir\w*)$/i.test(property.name));
}

/** `age(message.timestamp) > limit`: a function given nothing but numbers of the record, whose answer is only compared, cannot lose it. */
function comparesPosition(unit: Unit, call: Call): boolean {
  return call.receiver === undefined && call.use.kind === 'tested'
    && call.args.every(arg => isPosition(unit, arg)) && call.args.some(arg => peel(arg).kind !== 'literal');
}

/** Calls with an effect that would be missed. */
export function isWork({ kind, meaning }: Effect): boolean {
  return kind === 'work' || (kind === 'meant' && /^(send|database-write|database-statement|prepare)$/.test(meaning!.role));
}

/** Calls that are work, or run a function that may be. */
export function mayWork(effect: Effect): boolean {
  return effect.kind === 'run' || isWork(effect);
}

/** The local variables and parameters that a call is given, as an argument or as its receiver. */
export function localsOf(unit: Unit, call: Call): Set<number> {
  const found = new Set<number>();
  const visit = (expr: Expr): void => eachExpr(expr, one => {
    if (one.kind === 'name' && one.symbol !== undefined && isLocal(unit, one.symbol)) found.add(one.symbol);
    if (one.kind !== 'call') return;
    const { args, receiver } = unit.calls[one.call];
    for (const inner of [...args, ...(receiver ? [receiver] : [])]) visit(inner);
  });
  for (const arg of call.args) visit(arg);
  if (call.receiver) visit(call.receiver);
  return found;
}

/** A variable of the work at hand, and not of its module. */
function isLocal(unit: Unit, symbol: number): boolean {
  const { kind, func } = unit.symbols[symbol];
  return kind === 'param' || (kind === 'local' && (func === undefined || unit.funcs[func].kind !== 'module'));
}
