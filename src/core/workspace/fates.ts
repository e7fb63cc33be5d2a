import { javaIdioms, scriptIdioms, type Idioms } from '../flow/idioms';
import type { Call, Catch, Expr, Func, Step, Unit, Use } from '../flow/unit';
import { enclosing, eachStep, peel } from '../flow/walk';
import type { Fate } from '../kafka/model';
import type { Span } from '../text/span';
import { Failures } from './failures';
import { lastName, mentions } from './failures';
import type { FuncAt } from './program';
import type { Types } from './types';

/** What becomes of an outcome, how that was seen, and the function whose callers it reaches, if it leaves one. */
export interface Outcome {
  fate: Fate;
  /** The catch, callback or variable that decides. */
  at?: { unit: Unit; span: Span; note: string; catch?: Catch; callback?: Func; link?: Call };
  /** The function that hands the outcome on; how its callers get it. */
  leaves?: { unit: Unit; func: Func; as: 'promise' | 'throws' };
}

/** Whether an outcome comes as an exception, or inside a promise or future. */
export type Carrier = 'throws' | 'promise';

/** Better fates first: of several readers of one future the best decides. */
const BEST: Fate[] = ['awaited', 'returned', 'handled', 'kept', 'unknown', 'swallowed', 'ignored', 'dropped'];

/** Exceptions that a failed send or failed work comes as; a catch of `InterruptedException` alone catches neither. */
const BROAD = /^(Exception|Throwable|RuntimeException|IllegalStateException|IllegalArgumentException|Error|ExecutionException|CompletionException|KafkaException|KafkaProducerException|ApiException|TimeoutException|IOException|.*KafkaException|JMSException|MessagingException)$/;

/** Follows outcomes over chains, variables, callbacks and functions. */
export class Fates {
  readonly failures: Failures;

  constructor(readonly types: Types) {
    this.failures = new Failures(types);
  }

  idioms(unit: Unit): Idioms {
    return unit.language === 'java' ? javaIdioms : scriptIdioms;
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
    if (idioms.waits.has(link.name) && !(link.name === 'get' && unit.language === 'typescript')) return this.thrown(unit, link.func, link.span);
    if (idioms.passes.has(link.name)) return onward();
    if (idioms.successOnly.has(link.name)) {
      const rest = onward();
      return rest.fate === 'dropped' ? { fate: 'ignored', at: { unit, span: link.nameSpan, note: `\`${link.name}\` sees only successes`, link } } : rest;
    }
    const taker = idioms.failureCallbacks[link.name];
    if (taker) {
      const index = link.name === 'addCallback' && arity === 1 ? 0 : taker.argument;
      const callback = link.args[index];
      if (!callback || (callback.kind === 'literal' && callback.value === null)) {
        const rest = onward();
        return rest;
      }
      const treated = this.byCallback(unit, callback, link.name === 'addCallback' ? 0 : taker.failure, taker.method ?? '', link.name === 'addCallback' || taker.failure === 0, link);
      // `whenComplete` looks on and passes the failure to the next link all the same.
      if (taker.passes && treated.fate !== 'handled') {
        const rest = onward();
        if (rest.fate !== 'dropped' && rest.fate !== 'kept') return rest;
      }
      if (treated.fate === 'awaited') return onward();
      if (treated.fate === 'swallowed' && this.#endsScript(unit, link) && /logged/.test(treated.at?.note ?? '')) return { fate: 'handled' };
      return treated;
    }
    return { fate: 'kept' };
  }

  /** `main().catch(console.error)` as the last word of a script: its user sees the failure, and nothing goes on as if all were well. */
  #endsScript(unit: Unit, link: Call): boolean {
    return unit.language === 'typescript' && unit.funcs[link.func].kind === 'module' && link.use.kind === 'dropped';
  }

  /**
   * What a failure callback does. `awaited` here means: it throws, so the failure goes on along the chain.
   * `always`: the function is only called on failure, so that it need not look at its parameter.
   */
  byCallback(unit: Unit, callback: Expr, failure: number, method: string, always: boolean, link?: Call): Outcome {
    const value = peel(callback);
    // `.catch(console.error)`, `.catch(log)`
    if (value.kind === 'member' && this.failures.isLog(unit, fakeCall(value))) {
      return { fate: 'swallowed', at: { unit, span: value.span, note: 'the failure is only logged', link } };
    }
    if (value.kind === 'name' && /^(noop|log|debug)$/i.test(value.name) && this.types.callables.functionsAt({ unit, expr: value }).length === 0) {
      return { fate: 'swallowed', at: { unit, span: value.span, note: 'the failure is dropped', link } };
    }
    const at = this.#callbackFunctions(unit, value, method);
    if (at.length === 0) return { fate: 'kept' };
    const { unit: home, func } = at[0];
    // A method reference to a logger.
    const index = func.params.length === 0 && func.expression && func.kind === 'lambda' && home.language === 'java' ? -1 : failure;
    if (index === -1) {
      const inner = func.body.find(s => s.kind === 'call');
      const called = inner?.kind === 'call' ? home.calls[inner.call] : undefined;
      const targets = called ? this.types.callables.targets(home, called) : [];
      if (targets.length === 0) return always ? this.#treated(home, func, failure, always, link) : { fate: 'kept' };
      return this.#treated(targets[0].unit, targets[0].func, failure, always, link);
    }
    return this.#treated(home, func, failure, always, link);
  }

  #treated(unit: Unit, func: Func, failure: number, always: boolean, link?: Call): Outcome {
    const treatment = this.failures.callback(unit, func, failure, always);
    const span = func.body[0]?.span ?? func.bodySpan;
    if (treatment === undefined) return { fate: 'ignored', at: { unit, span: { start: span.start, end: Math.min(span.end, span.start + 1) }, note: 'the callback never looks at the failure', callback: func, link } };
    switch (treatment) {
      case 'passes-on': return { fate: always && func.kind === 'lambda' && unit.language === 'typescript' ? 'awaited' : 'handled' };
      case 'keeps': case 'signals': return { fate: 'handled' };
      default: {
        const where = this.#logSpan(unit, func) ?? span;
        return { fate: 'swallowed', at: { unit, span: where, note: treatment === 'logs' ? 'the failure is only logged here' : 'the failure is dropped here', callback: func, link } };
      }
    }
  }

  #logSpan(unit: Unit, func: Func): Span | undefined {
    let span: Span | undefined;
    eachStep(func.body, step => {
      if (step.kind !== 'call') return;
      const call = unit.calls[step.call];
      if (this.failures.isLog(unit, call) && failureIsNear(unit, func, call)) span ??= call.nameSpan;
    });
    return span;
  }

  #callbackFunctions(unit: Unit, value: Expr, method: string): FuncAt[] {
    if (value.kind === 'call') {
      const call = unit.calls[value.call];
      if (call.kind === 'new') {
        const decl = call.class === undefined ? undefined : unit.classes[call.class];
        if (decl) return decl.methods.map(id => unit.funcs[id]).filter(f => !method || f.name === method || /^(onFailure|onCompletion|accept|handle|apply)$/.test(f.name)).map(func => ({ unit, func }));
        const type = this.types.of(unit, value);
        const own = type === undefined ? undefined : this.types.program.classNamed(type);
        return own ? this.types.members.methodsIn(own, method) : [];
      }
    }
    const direct = this.types.callables.functionsAt({ unit, expr: value });
    if (direct.length) return direct;
    if (value.kind === 'name' && value.symbol !== undefined) return unit.symbols[value.symbol].values.flatMap(v => (v === value ? [] : this.#callbackFunctions(unit, peel(v), method)));
    const type = method ? this.types.of(unit, value) : undefined;
    const own = type === undefined ? undefined : this.types.program.classNamed(type);
    return own && method ? this.types.members.methodsIn(own, method) : [];
  }

  /** An exception that leaves the place `span` in a function: the catches around it, innermost first. */
  thrown(unit: Unit, func: number, span: Span): Outcome {
    const home = unit.funcs[func];
    const around = enclosing(home.body, span);
    for (let i = around.length - 1; i >= 0; i--) {
      const { step, part } = around[i];
      if (step.kind !== 'try' || part !== 0) continue;
      const handler = step.catches.find(c => this.catchesFailures(unit, c));
      if (!handler) continue;
      const treatment = this.failures.treat(unit, handler.body, handler.param);
      if (treatment === 'passes-on' && !this.failures.stores(unit, handler.body)) continue;
      if (treatment === 'keeps' || treatment === 'passes-on') return { fate: 'handled' };
      if (treatment === 'signals' && this.signalHeard(home)) return { fate: 'handled' };
      if (this.retries(step, around.slice(0, i).map(e => e.step))) return { fate: 'handled' };
      // A relay whose row is marked in the same try keeps it for the next run when the send fails.
      if (this.#marksAfter(unit, step, span, home)) return { fate: 'handled' };
      const note = treatment === 'nothing' ? 'the failure is caught and dropped here' : treatment === 'signals' ? 'the failure becomes a return value that no caller looks at' : 'the failure is caught and only logged here';
      return { fate: 'swallowed', at: { unit, span: handler.keyword, note, catch: handler } };
    }
    return this.#leaving(unit, home, 0);
  }

  #marksAfter(unit: Unit, step: Step & { kind: 'try' }, span: Span, home: Func): boolean {
    const owner = home.class === undefined ? '' : unit.classes[home.class].name;
    let marks = false;
    eachStep(step.body, inner => {
      if (inner.kind !== 'call' || inner.span.start < span.end) return;
      const call = unit.calls[inner.call];
      if (/^(mark|set)\w*(sent|published|processed|done|completed|delivered)|^(delete|remove|ack|complete)/i.test(call.name) || /mark|sent|published/i.test(call.name)) marks = true;
      const role = this.types.meanings.of(unit, call)?.meaning.role;
      if (role === 'database-write' && /outbox|relay|pending|publish/i.test(`${owner} ${home.name} ${unit.path}`)) marks = true;
      if (/^(query|execute|update|updateMany)$/.test(call.name) && /outbox|relay|pending/i.test(`${owner} ${home.name} ${unit.path}`)) marks = true;
    });
    return marks;
  }

  /** True for catches that a failed send or failed work would reach. */
  catchesFailures(unit: Unit, handler: Catch): boolean {
    if (unit.language !== 'java' || handler.types.length === 0) return true;
    return handler.types.some(t => BROAD.test(t.name.slice(t.name.lastIndexOf('.') + 1)));
  }

  /** A failed try inside a loop that only success leaves is tried again. */
  retries(step: Step & { kind: 'try' }, outer: readonly Step[]): boolean {
    for (let i = outer.length - 1; i >= 0; i--) {
      const loop = outer[i];
      if (loop.kind !== 'loop') continue;
      if (loop.style === 'each') return false;
      let exits = false;
      eachStep(step.body, inner => {
        if (inner.kind === 'exit' && (inner.how === 'return' || inner.how === 'break')) exits = true;
        // `while (!sent) { try { send(); sent = true; } … }`
        const target = inner.kind === 'assign' ? peel(inner.target) : undefined;
        if (target?.kind === 'name' && target.symbol !== undefined && loop.condition && mentions(loop.condition, target.symbol)) exits = true;
      });
      return exits && !step.catches.some(c => c.body.some(s => s.kind === 'exit' && s.how !== 'continue'));
    }
    return false;
  }

  /** Whether somebody looks at what a function returns instead of a failure. */
  signalHeard(func: Func): boolean {
    const callers = this.callers(func);
    if (callers.length === 0) return true;
    return callers.some(({ unit: at, call }) => {
      let use = call.use;
      if (use.kind === 'awaited') return true;
      if (use.kind === 'stored') { use = at.symbols[use.symbol].reads[0]?.use ?? { kind: 'dropped' }; }
      return use.kind !== 'dropped';
    });
  }

  #callers: Map<Func, { unit: Unit; call: Call }[]> | undefined;

  /** The calls of the workspace that run a function. */
  callers(func: Func): { unit: Unit; call: Call }[] {
    if (!this.#callers) {
      this.#callers = new Map();
      for (const at of this.types.program.units) {
        for (const call of at.calls) {
          for (const target of this.types.callables.targets(at, call)) {
            const list = this.#callers.get(target.func);
            if (list) list.push({ unit: at, call }); else this.#callers.set(target.func, [{ unit: at, call }]);
          }
        }
      }
    }
    return this.#callers.get(func) ?? [];
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
    if (meaning?.meaning.role === 'in-transaction') return this.thrown(unit, taker.func, taker.span);
    const treatment = this.callbackOf(unit, taker);
    const onResult = (): Outcome => this.#use(unit, taker.use, taker.span, taker.func, depth + 1);
    if (treatment) {
      const goes = what === 'value' ? treatment.value : treatment.failure;
      // A failed async listener ends the process as an unhandled rejection: loud, and nothing to wait for.
      if (treatment.how === 'emitter' && func.async) return { fate: 'kept' };
      if (goes === 'dropped' || goes === 'lost') return { fate: 'dropped' };
      if (goes === 'through') return this.thrown(unit, taker.func, taker.span);
      // `list.map(x => send(x))` gives a list of promises; Java streams are lazy and not followed.
      if (unit.language === 'java' && (taker.name === 'map' || taker.name === 'doOnNext')) return { fate: 'kept' };
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

  /** How a call treats functions given to it, by its name. */
  callbackOf(unit: Unit, call: Call) {
    const callbacks = this.idioms(unit).callbacks;
    if (!Object.hasOwn(callbacks, call.name)) return undefined;
    // `emitter.on(…)` but not `router.on(…)`: where the workspace defines the method, its body tells.
    if (this.types.callables.targets(unit, call).length > 0) return undefined;
    if (call.name === 'add' || (call.name === 'schedule' && !call.receiver)) return undefined;
    return callbacks[call.name];
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
        if (taker.use.kind === 'awaited' && result.fate !== 'handled' && this.#resultUnread(unit, taker)) {
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

  /** Whether somebody reads the result of an awaited call. */
  resultRead(unit: Unit, call: Call): boolean {
    return !this.#resultUnread(unit, call);
  }

  #resultUnread(unit: Unit, call: Call): boolean {
    let read = false;
    for (const variable of unit.symbols) {
      for (const value of variable.values) {
        const inner = peel(value);
        if (inner.kind === 'call' && inner.call === call.id) read = read || variable.reads.length > 0;
      }
    }
    const home = unit.funcs[call.func];
    eachStep(home.body, step => { if (step.kind === 'exit' && step.value && peel(step.value).kind === 'call' && (peel(step.value) as { call: number }).call === call.id) read = true; });
    return !read;
  }

  /** `promises.push(send())`: what becomes of the collection. */
  #collected(unit: Unit, taker: Call, depth: number): Outcome {
    const list = peel(taker.receiver!);
    if (list.kind === 'name' && list.symbol !== undefined) return best(unit.symbols[list.symbol].reads
      .filter(read => !(read.use.kind === 'receiver' && read.use.call === taker.id))
      .map(read => (read.use.kind === 'iterated' || read.use.kind === 'receiver' ? { fate: 'kept' as Fate } : this.#use(unit, read.use, read.span, read.func, depth + 1)))) ?? { fate: 'kept' };
    return { fate: 'kept' };
  }

  #stored(unit: Unit, symbol: number, depth: number): Outcome {
    const variable = unit.symbols[symbol];
    const reads = variable.reads.map(read => this.#use(unit, read.use, read.span, read.func, depth + 1));
    const found = best(reads);
    if (found) return found;
    return variable.kind === 'field' ? { fate: 'kept' } : { fate: 'dropped', at: { unit, span: variable.span, note: `\`${variable.name}\` is never read` } };
  }
}

function best(outcomes: readonly Outcome[]): Outcome | undefined {
  return [...outcomes].sort((a, b) => BEST.indexOf(a.fate) - BEST.indexOf(b.fate))[0];
}

/** True for functions that are values given away; a named function or method is judged at its callers. */
export function isCallback(func: Func): boolean {
  return func.kind === 'lambda' || func.use?.kind === 'argument';
}

const GIVES_NOTHING = /^(CommandLineRunner|ApplicationRunner|Runnable|Consumer|BiConsumer)$/;

function givesNothing(unit: Unit, func: Func): boolean {
  return unit.language === 'java' && func.parent !== undefined && GIVES_NOTHING.test(unit.funcs[func.parent].returns?.name ?? '');
}

function fakeCall(member: Expr & { kind: 'member' }): Call {
  return { id: -1, kind: 'call', receiver: member.object, name: member.name, args: [], use: { kind: 'dropped' }, func: 0, span: member.span, nameSpan: member.nameSpan, statement: member.span };
}

function failureIsNear(unit: Unit, func: Func, call: Call): boolean {
  const failure = func.params[func.params.length - 1];
  return failure === undefined || func.params.length === 1 || [...call.args, ...(call.receiver ? [call.receiver] : [])].some(a => { let found = false; const visit = (e: Expr): void => { if (e.kind === 'name' && e.symbol === failure) found = true; if (e.kind === 'call') { const inner = unit.calls[e.call]; if (inner.receiver) visit(inner.receiver); inner.args.forEach(visit); } if (e.kind === 'member') visit(e.object); if (e.kind === 'template' || e.kind === 'other') e.parts.forEach(visit); if (e.kind === 'binary') { visit(e.left); visit(e.right); } }; visit(a); return found; });
}
