import type { Idioms } from '../../flow/idioms';
import type { Call, Expr, Func, Unit, Use } from '../../flow/unit';
import { enclosing, peel } from '../../flow/walk';
import type { Fate } from '../../kafka/model';
import { idiomsOf } from '../../languages/idioms';
import { ownOf } from '../../text/own';
import type { Span } from '../../text/span';
import { code } from '../../text/visible';
import { Callers } from '../values/callers';
import type { Types } from '../values/types';
import { catchesFailures, marksAfter, retries } from './catches';
import { FailureCallbacks } from './failure-callbacks';
import type { Outcome, Carrier } from './outcome';
import { Failures, lastName } from './treatment';

/** Better fates first: of several readers of one future the best decides. */
const BEST: Fate[] = ['awaited', 'returned', 'handled', 'kept', 'unknown', 'swallowed', 'ignored', 'dropped'];

/** Follows outcomes over chains, variables, callbacks and functions. */
export class Fates {
  readonly failures: Failures;
  readonly callbacks: FailureCallbacks;
  readonly callers: Callers;

  constructor(readonly types: Types) {
    this.failures = new Failures(types);
    this.callbacks = new FailureCallbacks(types, this.failures);
    this.callers = new Callers(types);
  }

  idioms(unit: Unit): Idioms {
    return idiomsOf(unit);
  }

  /** The fate of what a call gives or throws. */
  ofCall(unit: Unit, call: Call, carrier: Carrier): Outcome {
    if (carrier === 'throws') return this.thrown(unit, call.func, call.span);
    return this.#use(unit, call.use, call.span, call.func, 0);
  }

  #use(unit: Unit, use: Use, span: Span, func: number, depth: number): Outcome {
    if (depth > 24) return { fate: 'unknown' };
    switch (use.kind) {
      case 'dropped': return { fate: 'dropped' };
      case 'awaited': return this.thrown(unit, func, span);
      case 'returned': return this.#returned(unit, unit.funcs[func], depth);
      case 'receiver': return this.#link(unit, unit.calls[use.call], depth);
      case 'argument': return this.#argument(unit, use, depth);
      case 'stored': return this.#stored(unit, use.symbol, depth);
      default: return { fate: 'kept' };
    }
  }

  /** A link of a chain: `.then(…)`, `.get()`, `.whenComplete(…)`. */
  #link(unit: Unit, link: Call, depth: number): Outcome {
    const idioms = this.idioms(unit);
    const onward = () => this.#use(unit, link.use, link.span, link.func, depth + 1);
    const arity = link.args.length;
    if (idioms.waits.has(link.name)) return this.thrown(unit, link.func, link.span);
    if (idioms.passes.has(link.name)) return onward();
    if (idioms.successOnly.has(link.name)) {
      const rest = onward();
      return rest.fate === 'dropped' ? { fate: 'ignored', at: { unit, span: link.nameSpan, note: `${code(link.name)} sees only successes`, link } } : rest;
    }
    const taker = ownOf(idioms.failureCallbacks, link.name);
    if (taker) {
      const index = link.name === 'addCallback' && arity === 1 ? 0 : taker.argument;
      const callback = link.args[index];
      if (!callback || (callback.kind === 'literal' && callback.value === null)) {
        const rest = onward();
        return rest;
      }
      const treated = this.callbacks.judge(unit, callback, link.name === 'addCallback' ? 0 : taker.failure, taker.method ?? '', link.name === 'addCallback' || taker.failure === 0, link);
      // `whenComplete` looks on and passes the failure to the next link all the same.
      if (taker.passes && treated.fate !== 'handled') {
        const rest = onward();
        if (rest.fate !== 'dropped' && rest.fate !== 'kept') return withLog(rest, treated);
      }
      if (treated.fate === 'awaited') return onward();
      if (isLogged(treated) && this.#endsScript(unit, link)) return { fate: 'handled' };
      return treated;
    }
    return { fate: 'kept' };
  }

  /** `main().catch(console.error)` as the last word of a script: its user sees the failure, and nothing goes on as if all were well. */
  #endsScript(unit: Unit, link: Call): boolean {
    return this.idioms(unit).topRuns && unit.funcs[link.func].kind === 'module' && link.use.kind === 'dropped';
  }

  /** An exception that leaves the place `span` in a function: the catches around it, innermost first. */
  thrown(unit: Unit, func: number, span: Span): Outcome {
    const home = unit.funcs[func];
    const around = enclosing(home.body, span);
    for (let i = around.length - 1; i >= 0; i--) {
      const { step, part } = around[i];
      if (step.kind !== 'try' || part !== 0) continue;
      const handler = step.catches.find(c => catchesFailures(unit, c));
      if (!handler) continue;
      const treatment = this.failures.treat(unit, handler.body, handler.param);
      if (treatment === 'passes-on' && !this.failures.stores(unit, handler.body)) continue;
      const handled: Outcome = { fate: 'handled', at: { unit, span: handler.keyword, note: 'the failure is dealt with here', catch: handler } };
      if (treatment === 'keeps' || treatment === 'passes-on') return handled;
      if (treatment === 'unseen') return { ...handled, unseen: this.failures.unseenIn(unit, handler.body, handler.param) };
      if (treatment === 'signals' && this.callers.hear(unit, home)) return handled;
      if (retries(this.failures, unit, home.body, step, around.slice(0, i).map(e => e.step))) return handled;
      // A relay whose row is marked in the same try keeps it for the next run when the send fails.
      if (marksAfter(this.types, unit, step, span, home)) return handled;
      const note = treatment === 'nothing' ? 'the failure is caught and dropped here' : treatment === 'signals' ? 'the failure becomes a return value that no caller looks at' : 'the failure is caught and only logged here';
      return { fate: 'swallowed', at: { unit, span: handler.keyword, note, catch: handler } };
    }
    return this.#leaving(unit, home, 0);
  }

  /** A value that a function returns: what its function's users make of it. */
  #returned(unit: Unit, func: Func, depth: number): Outcome {
    if (!isCallback(func)) return { fate: 'returned', leaves: { unit, func, as: 'promise' } };
    return this.#callback(unit, func, 'value', depth);
  }

  /** A failure that leaves a function as an exception, or inside its promise. */
  #leaving(unit: Unit, func: Func, depth: number): Outcome {
    if (!isCallback(func)) return { fate: 'awaited', leaves: { unit, func, as: func.async ? 'promise' : 'throws' } };
    return this.#callback(unit, func, func.async ? 'value' : 'failure', depth);
  }

  /** What becomes of the result or the exception of a function that is passed to a call. */
  #callback(unit: Unit, func: Func, what: 'value' | 'failure', depth: number): Outcome {
    const use = func.use;
    if (!use || depth > 20) return { fate: 'kept' };
    if (use.kind === 'stored') return { fate: 'awaited', leaves: { unit, func, as: what === 'value' ? 'promise' : 'throws' } };
    // `return args -> send(x)` of a method that gives a `CommandLineRunner`: whoever runs it gets nothing back.
    if (use.kind === 'returned') return { fate: what === 'value' && givesNothing(unit, func) ? 'dropped' : 'kept' };
    if (use.kind !== 'argument') return { fate: 'kept' };
    const taker = unit.calls[use.call];
    const meaning = this.types.meanings.of(unit, taker);
    if (meaning?.meaning.role === 'handle') return { fate: 'awaited' };
    if (meaning?.meaning.role === 'in-transaction' || (meaning?.meaning.role === 'database-transaction' && what === 'failure')) return this.thrown(unit, taker.func, taker.span);
    const treatment = this.callbackOf(unit, taker);
    const onResult = (): Outcome => this.#use(unit, taker.use, taker.span, taker.func, depth + 1);
    if (treatment) {
      const goes = what === 'value' ? treatment.value : treatment.failure;
      // A failed async listener ends the process as an unhandled rejection: loud, and nothing to wait for.
      if (treatment.how === 'emitter' && func.async) return { fate: 'kept' };
      if (goes === 'dropped' || goes === 'lost') return { fate: 'dropped' };
      if (goes === 'through') return this.thrown(unit, taker.func, taker.span);
      // `list.map(x => send(x))` gives a list of promises; Java streams are lazy and not followed.
      if (this.idioms(unit).lazy.has(taker.name)) return { fate: 'kept' };
      return onResult();
    }
    for (const target of this.types.callables.targets(unit, taker)) {
      const param = target.func.params[use.index];
      if (param === undefined) continue;
      const run = target.unit.calls.filter(c => c.callee?.kind === 'name' && c.callee.symbol === param);
      if (run[0]) {
        const inner = what === 'value' ? this.#use(target.unit, run[0].use, run[0].span, run[0].func, depth + 1) : this.thrown(target.unit, run[0].func, run[0].span);
        if (inner.leaves?.func === target.func) return inner.leaves.as === 'throws' ? this.thrown(unit, taker.func, taker.span) : onResult();
        return inner;
      }
    }
    // Of an unknown function: if its result is waited for, so is the callback's.
    const result = onResult();
    return result.fate === 'dropped' ? { fate: 'kept' } : result;
  }

  /** True for a callback of TypeScript that a timer or the like runs, which asks nothing of its promise. */
  runsLater(unit: Unit, func: Func): boolean {
    if (unit.language !== 'typescript' || func.use?.kind !== 'argument') return false;
    const treatment = this.callbackOf(unit, unit.calls[func.use.call]);
    return treatment?.how === 'timer' && treatment.value === 'dropped';
  }

  /** How a call treats functions given to it, by its name. */
  callbackOf(unit: Unit, call: Call) {
    const callbacks = this.idioms(unit).callbacks;
    if (!Object.hasOwn(callbacks, call.name)) return undefined;
    // `emitter.on(…)` but not `router.on(…)`: where the workspace defines the method, its body tells.
    if (this.types.callables.targets(unit, call).length > 0) return undefined;
    if (call.name === 'add' || (call.name === 'schedule' && !call.receiver)) return undefined;
    const treatment = callbacks[call.name];
    // `bus.subscribe('orders', handler)` is no stream's: its library may wait for the handler.
    if (treatment.how === 'reactive' && call.args.length > 0 && /^(literal|template|array)$/.test(peel(call.args[0]).kind)) return undefined;
    // What runs by itself is given nothing: `retries.execute(context -> …)` runs its function before it returns.
    const alone = this.idioms(unit).runsAlone.has(treatment.how);
    return alone && call.args.some(arg => arg.kind === 'function' && unit.funcs[arg.func].params.length > 0) ? undefined : treatment;
  }

  #argument(unit: Unit, use: Use & { kind: 'argument' }, depth: number): Outcome {
    const idioms = this.idioms(unit);
    const taker = unit.calls[use.call];
    const onResult = (): Outcome => this.#use(unit, taker.use, taker.span, taker.func, depth + 1);
    const qualified = taker.receiver ? `${lastName(taker.receiver)}.${taker.name}` : taker.name;
    if (taker.kind === 'call') {
      if (idioms.combines.has(qualified) || idioms.combines.has(taker.name)) return onResult();
      if (idioms.settles.has(qualified)) {
        const result = onResult();
        if (taker.use.kind === 'awaited' && result.fate !== 'handled' && !this.callers.read(unit, taker)) {
          return { fate: 'swallowed', at: { unit, span: taker.nameSpan, note: '`allSettled` turns failures into results that nobody reads' } };
        }
        return { fate: result.fate === 'dropped' ? 'dropped' : 'kept' };
      }
      if (idioms.collects.has(taker.name) && taker.receiver) return this.#collected(unit, taker, depth);
      for (const target of this.types.callables.targets(unit, taker)) {
        const param = target.func.params[use.index];
        if (param === undefined || use.path) continue;
        const inner = this.#stored(target.unit, param, depth + 1);
        if (inner.leaves?.func === target.func) return inner.leaves.as === 'throws' ? this.thrown(unit, taker.func, taker.span) : onResult();
        if (inner.fate !== 'dropped') return inner;
      }
    }
    return { fate: 'kept' };
  }

  /** `promises.push(send())`: what becomes of the collection. */
  #collected(unit: Unit, taker: Call, depth: number): Outcome {
    const list = peel(taker.receiver!);
    if (list.kind !== 'name' || list.symbol === undefined) return { fate: 'kept' };
    const variable = unit.symbols[list.symbol], { collects } = this.idioms(unit);
    const uses = variable.reads.filter(({ use }) => use.kind !== 'receiver' || !collects.has(unit.calls[use.call].name)).map((read): Outcome => {
      const call = read.use.kind === 'receiver' ? unit.calls[read.use.call] : undefined;
      // `allOf(futures.toArray(…))`: the list by another name.
      if (call?.name === 'toArray') return this.#use(unit, call.use, call.span, call.func, depth + 1);
      return call || read.use.kind === 'iterated' ? { fate: 'kept' } : this.#use(unit, read.use, read.span, read.func, depth + 1);
    });
    const own = variable.kind === 'local' && variable.values.every(value => isNew(unit, value));
    return best(uses) ?? { fate: own ? 'dropped' : 'kept' };
  }

  #stored(unit: Unit, symbol: number, depth: number): Outcome {
    const variable = unit.symbols[symbol];
    const reads = variable.reads.map(read => this.#use(unit, read.use, read.span, read.func, depth + 1));
    const found = best(reads);
    if (found) return withLog(found, reads.find(isLogged));
    return variable.kind === 'field' ? { fate: 'kept' } : { fate: 'dropped', at: { unit, span: variable.span, note: `${code(variable.name)} is never read` } };
  }
}

/** An outcome of which another reader of the same future keeps a log. */
function withLog(outcome: Outcome, other: Outcome | undefined): Outcome {
  return outcome.fate === 'returned' && other && isLogged(other) ? { ...outcome, logged: other.at } : outcome;
}

/** A failure that ends as a log line. */
export function isLogged({ fate, at }: Outcome): boolean {
  return fate === 'swallowed' && /logged/.test(at?.note ?? '');
}

function best(outcomes: readonly Outcome[]): Outcome | undefined {
  return [...outcomes].sort((a, b) => BEST.indexOf(a.fate) - BEST.indexOf(b.fate))[0];
}

function isNew(unit: Unit, expr: Expr): boolean {
  const value = peel(expr);
  return value.kind === 'array' || (value.kind === 'call' && unit.calls[value.call].kind === 'new');
}

/** True for functions that are values given away; a named function or method is judged at its callers. */
export function isCallback(func: Func): boolean {
  return func.kind === 'lambda' || func.use?.kind === 'argument';
}

/** The function to which callbacks belong; those that a module registers (`app.post(…)`) are each a piece of work. */
export function rootOf(unit: Unit, func: Func): Func {
  let at = func;
  while (isCallback(at) && at.parent !== undefined && unit.funcs[at.parent].kind !== 'module') at = unit.funcs[at.parent];
  return at;
}

/** True for a function that another one gives to whoever runs it, and of whose result nothing is asked. */
export function givesNothing(unit: Unit, func: Func): boolean {
  return func.parent !== undefined && idiomsOf(unit).givesNothing.has(unit.funcs[func.parent].returns?.name ?? '');
}

