import type { Call, Expr, Func, Step, Unit } from '../../flow/unit';
import { eachExpr, eachStep, innerSteps, isNothing, leaves, peel } from '../../flow/walk';
import { MARKS_SENT, STORE } from '../../libraries/conventions';
import { INSTRUMENT, LOG_FUNCTION, LOG_FUNCTION_START, LOG_LEVEL, LOG_METHOD, LOG_RECEIVER } from '../../libraries/runtimes/logging';
import { ENDS_PROCESS, NEUTRAL, PROCESS } from '../../libraries/runtimes/plain-calls';
import { contains, type Span } from '../../text/span';
import type { Types } from '../values/types';
import { answersFor, isAnswer, isEmptyCollection } from './answers';
import { usualArm } from './foreseen';
import { seeksPast } from './seeks';
import { throwsOn } from './throwing';

/** What code does with a failure it was given, from least to most; `unseen`: a call that cannot be seen may keep the record. */
export type Treatment = 'nothing' | 'logs' | 'signals' | 'unseen' | 'keeps' | 'passes-on';

const ORDER: Treatment[] = ['nothing', 'logs', 'signals', 'unseen', 'keeps', 'passes-on'];

/** A call that cannot be seen: imported from out of view, injected, or reached through more functions than are followed. */
export interface UnseenCall { unit: Unit; span: Span; note: string }

/** Functions within functions that a failure is followed into. */
const DEPTH = 3;

/** Judges what catches and failure callbacks do with a failure. */
export class Failures {
  constructor(private readonly types: Types) {}

  /**
   * The treatment of a failure by the steps of a catch; `param` is the caught failure. A `throw` for failures of one kind
   * does not pass on the others. `scope` is what the steps are part of: variables declared in it end with it.
   */
  treat(unit: Unit, steps: readonly Step[], param: number | undefined, depth = 0, scope = steps): Treatment {
    let best: Treatment = 'nothing';
    let aside = false;
    const consider = (treatment: Treatment) => { if (ORDER.indexOf(treatment) > ORDER.indexOf(best) && !(aside && treatment === 'passes-on')) best = treatment; };
    const visit = (list: readonly Step[]): void => {
      const before = aside;
      for (const step of list) {
        const usual = step.kind === 'branch' && step.arms.length === 2 ? usualArm(unit, step.condition, param) : undefined;
        if (step.kind === 'branch' && usual !== undefined) {
          visit(step.arms[usual]);
          const left = aside || leaves(step.arms[usual]);
          aside = true;
          visit(step.arms[1 - usual]);
          aside = left;
          continue;
        }
        if (step.kind === 'call' && !this.#seeksPast(unit, unit.calls[step.call], param, scope)) consider(this.#call(unit, unit.calls[step.call], depth, param));
        if (step.kind === 'exit') consider(this.#exit(unit, step, param));
        if (step.kind === 'assign') consider(this.#assign(unit, step, scope, param));
        // `try { throw ex } catch (Throwable t) { log }`: a throw that is caught at once passes nothing on.
        if (step.kind === 'try' && step.catches.length > 0) {
          const inner = this.treat(unit, step.body, param, depth, scope);
          consider(inner === 'passes-on' ? this.#innerCatch(unit, step, depth, scope) : inner);
          if (step.finally) visit(step.finally);
          continue;
        }
        for (const inner of innerSteps(step)) visit(inner);
      }
      aside = before;
    };
    visit(steps);
    return best;
  }

  #seeksPast(unit: Unit, call: Call, param: number | undefined, scope: readonly Step[]): boolean {
    return call.name === 'seek' && this.types.meanings.of(unit, call)?.meaning.role === 'seek' && seeksPast(unit, call, param, startOf(scope));
  }

  /** True when the steps put what failed into a store for another try, whatever they do besides. */
  stores(unit: Unit, steps: readonly Step[]): boolean {
    let found = false;
    eachStep(steps, step => {
      const call = step.kind === 'call' ? unit.calls[step.call] : undefined;
      const name = call ? `${call.receiver ? lastName(call.receiver, unit) : ''}.${call.name}` : '';
      if (call && !this.isLog(unit, call) && /^(add|push|put|save|store|enqueue|requeue|queue|persist|insert|write|append|set)/i.test(call.name) && STORE.test(name)) found = true;
    });
    return found;
  }

  /** The first call among some steps that may keep the record and cannot be seen. */
  unseenIn(unit: Unit, steps: readonly Step[], param: number | undefined, depth = 0): UnseenCall | undefined {
    let found: UnseenCall | undefined;
    eachStep(steps, step => {
      if (found || step.kind !== 'call') return;
      const call = unit.calls[step.call];
      if (this.#call(unit, call, depth, param) !== 'unseen') return;
      const inner = depth < DEPTH ? this.types.callables.targets(unit, call).filter(t => t.func.body.length > 0) : [];
      found = inner.map(t => this.unseenIn(t.unit, t.func.body, t.func.params[0], depth + 1)).find(one => one) ?? { unit, span: call.nameSpan, note: 'what this call does cannot be seen' };
    });
    return found;
  }

  #innerCatch(unit: Unit, step: Step & { kind: 'try' }, depth: number, scope: readonly Step[]): Treatment {
    return step.catches.map(c => this.treat(unit, c.body, c.param, depth, scope))
      .reduce((a, b) => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b), 'nothing' as Treatment);
  }

  /**
   * The treatment by a function used as failure callback. `undefined`: the failure parameter is never looked at.
   * A body that only acts when there was no failure counts as not looking.
   */
  callback(unit: Unit, func: Func, failure: number, always = false): Treatment | undefined {
    const param = func.params[failure];
    if (param === undefined) return always ? this.treat(unit, func.body, undefined) : undefined;
    const variable = unit.symbols[param];
    if (variable.reads.length === 0 && !always) return undefined;
    const failing = this.#whenFailed(unit, func.body, param);
    if (failing === undefined) return undefined;
    return this.treat(unit, failing, param);
  }

  /** The steps that run when `param` holds a failure; `undefined` when all of them ask for its absence. */
  #whenFailed(unit: Unit, steps: readonly Step[], param: number): Step[] | undefined {
    const kept: Step[] = [];
    let tested = false, read = false;
    for (const step of steps) {
      if (step.kind === 'branch' && mentions(step.condition, param) && usualArm(unit, step.condition, param) === undefined) {
        tested = true;
        const whenFailed = asksForFailure(step.condition, param) ? step.arms[0] : step.arms[1] ?? [];
        if (whenFailed.length) { kept.push(...whenFailed); read = true; }
        else if (asksForFailure(step.condition, param) || leaves(step.arms[0])) read = true;
        // After `if (e == null) { …; return }` only failures go on.
        continue;
      }
      if (tested && step.kind === 'exit') { kept.push(step); continue; }
      kept.push(step);
    }
    if (!tested) return kept;
    const looks = read || kept.some(step => stepMentions(unit, step, param));
    return looks ? kept : undefined;
  }

  #call(unit: Unit, call: Call, depth: number, param: number | undefined): Treatment {
    if (this.isLog(unit, call)) return 'logs';
    if (call.use.kind === 'argument' && this.isLog(unit, unit.calls[call.use.call])) return 'nothing';
    if (call.kind === 'new') return 'nothing';
    if (ENDS_PROCESS.test(call.name) && call.receiver && PROCESS.test(lastName(call.receiver, unit))) return 'keeps';
    const targets = this.types.callables.targets(unit, call).filter(t => t.func.body.length > 0);
    if (targets.length > 0 && depth < DEPTH) {
      if (targets.some(target => answersFor(call, target))) return 'signals';
      return targets.map(t => this.treat(t.unit, t.func.body, t.func.params[0], depth + 1))
        .map(t => (t === 'signals' ? 'logs' : t))
        .reduce((a, b) => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b), 'nothing' as Treatment);
    }
    if (LOG_FUNCTION_START.test(call.name)) return 'logs';
    if (call.name === 'resolve' && call.receiver && lastName(call.receiver, unit) === 'Promise') return 'nothing';
    // What failed counts as done.
    if (MARKS_SENT.test(call.name) || this.#isNeutral(unit, call)) return 'nothing';
    if (isAnswer(unit, call)) return 'signals';
    if (call.use.kind === 'argument') {
      const outer = unit.calls[call.use.call];
      if (outer.kind === 'new' || MARKS_SENT.test(outer.name) || this.#isNeutral(unit, outer)) return 'nothing';
    }
    return this.#isKeeper(unit, call, param) ? 'keeps' : 'unseen';
  }

  /** A call that is known without its body: of a library, of the runtime, of a collection, or of whoever gave the function and is told. */
  #isKeeper(unit: Unit, call: Call, param: number | undefined): boolean {
    if (this.types.meanings.of(unit, call) !== undefined || throwsOn(this.types, unit, call)) return true;
    if (call.receiver) return false;
    const callee = call.callee && peel(call.callee);
    const variable = callee?.kind === 'name' && callee.symbol !== undefined ? unit.symbols[callee.symbol] : undefined;
    // `callback(error)`: whoever gave the function gets the failure.
    return variable?.kind === 'param' && param !== undefined && call.args.some(arg => mentions(arg, param));
  }

  /** True for calls that only read, compute and wait. */
  #isNeutral(unit: Unit, call: Call): boolean {
    const known = this.types.runtimes.of(unit, call);
    return known === 'pure' || known === 'parse' || NEUTRAL.test(call.name) || (!known && this.types.runtimes.byName(unit, call) === 'pure');
  }

  #exit(unit: Unit, step: Step & { kind: 'exit' }, param: number | undefined): Treatment {
    if (step.how === 'throw') return 'passes-on';
    if (step.how !== 'return' || !step.value) return 'nothing';
    const value = peel(step.value);
    if (isNothing(value)) return 'nothing';
    if (value.kind === 'unary' && value.op === 'void') return 'nothing';
    if (value.kind === 'call') {
      const call = unit.calls[value.call];
      if (/^(reject|failedFuture|throwError|error)$/.test(call.name) && this.types.callables.targets(unit, call).length === 0) return this.isLog(unit, call) ? 'logs' : 'passes-on';
      // `return failed(error)`: a function of the workspace makes the value that tells the caller.
      if (param !== undefined && stepMentions(unit, call, param) && this.#gives(unit, call)) return 'signals';
      if (isEmptyCollection(call)) return 'signals';
      // `return value.toString()`: the caller goes on with something else.
      return unit.language === 'typescript' && call.name !== 'resolve' && !this.isLog(unit, call) && this.#isNeutral(unit, call) ? 'signals' : 'nothing';
    }
    return 'signals';
  }

  /** A function of the workspace that returns something. */
  #gives(unit: Unit, call: Call): boolean {
    return this.types.callables.targets(unit, call).some(target => this.types.values.returned(target).some(value => !isNothing(value)));
  }

  #assign(unit: Unit, step: Step & { kind: 'assign' }, scope: readonly Step[], param: number | undefined): Treatment {
    const target = peel(step.target);
    if (target.kind === 'name') {
      const variable = target.symbol === undefined ? undefined : unit.symbols[target.symbol];
      if (variable && startOf(scope) <= variable.span.start && variable.span.end <= scope[scope.length - 1].span.end) return 'nothing';
      return 'keeps';
    }
    if (param !== undefined && mentions(step.value, param)) return 'keeps';
    // `this.pending = batch.concat(this.pending)`: what was to be sent is put back.
    return holdsLocal(unit, step.value) ? 'keeps' : 'nothing';
  }

  /** True for calls of metrics and traces, by their type: `trace.done()`. */
  isInstrument(unit: Unit, { receiver, use }: Call): boolean {
    if (!receiver || use.kind !== 'dropped') return false;
    const type = this.types.of(unit, receiver);
    return type !== undefined && INSTRUMENT.test(type);
  }

  /** True for calls of loggers, metrics and traces. */
  isLog(unit: Unit, call: Call): boolean {
    if (this.types.runtimes.of(unit, call) === 'log') return true;
    if (call.receiver) {
      const name = lastName(call.receiver, unit);
      if (call.name === 'printStackTrace' || (call.name === 'inc' && call.args.length < 3)) return true;
      return LOG_METHOD.test(call.name) && LOG_RECEIVER.test(name) || LOG_LEVEL.test(call.name) && call.args.length > 0 && call.use.kind === 'dropped';
    }
    return call.callee?.kind === 'name' && LOG_FUNCTION.test(call.name) && this.types.callables.targets(unit, call).length === 0;
  }
}

/** Where steps begin; the first may be a call in the value of a variable, which stands behind the variable's name. */
function startOf(steps: readonly Step[]): number {
  return Math.min(...steps.map(step => step.span.start));
}

/** The last name of a value: `logger` of `this.logger`, `error` of `log.error(…)`, for judgements by name. */
export function lastName(expr: Expr, unit?: Unit): string {
  expr = peel(expr);
  switch (expr.kind) {
    case 'name': return expr.name;
    case 'member': return expr.name;
    case 'call': {
      const call = unit?.calls[expr.call];
      if (!call) return '';
      // `log.atError().setCause(e).log("…")`, `Logger.getLogger(…).info("…")`: the logger stands at the start of the chain.
      const inner = call.receiver ? lastName(call.receiver, unit) : '';
      return LOG_RECEIVER.test(inner) ? inner : call.name;
    }
    default: return '';
  }
}

/** True when an expression reads the variable. */
export function mentions(expr: Expr, symbol: number): boolean {
  let found = false;
  eachExpr(expr, e => { if (e.kind === 'name' && e.symbol === symbol) found = true; });
  return found;
}

/** True when a value is made of a local variable or a parameter, directly or by joining lists. */
function holdsLocal(unit: Unit, expr: Expr): boolean {
  const value = peel(expr);
  switch (value.kind) {
    case 'name': return value.symbol !== undefined && /^(local|param)$/.test(unit.symbols[value.symbol].kind);
    case 'array': return value.items.some(item => holdsLocal(unit, item));
    case 'call': {
      const call = unit.calls[value.call];
      return call.name === 'concat' && [...call.args, ...(call.receiver ? [call.receiver] : [])].some(arg => holdsLocal(unit, arg));
    }
    default: return false;
  }
}

function stepMentions(unit: Unit, step: Step | Call, symbol: number): boolean {
  return unit.symbols[symbol].reads.some(read => contains(step.span, read.span));
}

/** True for `e`, `e != null`, `!!e`, `Objects.nonNull(e)`; false for `e == null`, `!e`. */
export function asksForFailure(condition: Expr, symbol: number): boolean {
  const expr = peel(condition);
  if (expr.kind === 'binary') {
    if (expr.op === '==' || expr.op === '===') return !isNothing(expr.left) && !isNothing(expr.right);
    if (expr.op === '&&' || expr.op === '||') return mentions(expr.left, symbol) ? asksForFailure(expr.left, symbol) : asksForFailure(expr.right, symbol);
    return true;
  }
  if (expr.kind === 'unary' && expr.op === '!') return !asksForFailure(expr.value, symbol);
  if (expr.kind === 'other' || expr.kind === 'call') return true;
  return true;
}
