import type { Call, Expr, Func, Step, Unit, Variable } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { CACHE, CACHE_METHOD } from '../../libraries/conventions';
import type { CallKind } from '../../libraries/runtimes';
import { PRINT } from '../../libraries/runtimes/logging';
import { PLAIN, READS } from '../../libraries/runtimes/plain-calls';
import type { CallFacts } from '../outcomes/call-facts';
import { answers, givesPromise, isRequest, outerLink, promised, settles } from '../outcomes/promises';
import { rejectsLater, throwsOn } from '../outcomes/throwing';
import { lastName } from '../outcomes/last-name';
import type { FuncAt } from '../program/program';
import { calledByValue, functionsGiven } from '../values/arguments';
import { handedMeaning, handedOn, NOTHING_HANDED, type Handed } from '../values/handler-methods';
import { type Node, type Act, type Weight, weigh, heaviest, hasWork, someAct } from './effect';
import { handedOver, isCountedDown, isPosition } from './hand-over';

const WEIGHTS: Readonly<Record<CallKind, Weight>> = { pure: 'none', memory: 'none', cache: 'none', parse: 'read', log: 'talk' };

/** Calls laid out for one function, and calls within calls: enough for handlers, and a bound for deep programs. */
const BUDGET = 1500;
const DEPTH = 5;
/** Steps inside one another that the stack is good for; what people write has a tenth of it. */
const DEEPEST = 500;

/** Lays out behaviour: follows calls into the workspace, and functions into the calls that run them. */
export class Behaviours {
  /** `isHeard`: whether the result of a call is waited for, or may be. */
  constructor(readonly callFacts: CallFacts, private readonly isHeard: (unit: Unit, call: Call) => boolean) {}

  #depth = 0;
  #budget = 0;
  #stack: Func[] = [];
  /** Calls of functions that are under way. */
  #again: { func: Func; act: Act }[] = [];
  /** The functions that calls on the way gave to parameters. */
  #lent: { param: Variable; funcs: readonly FuncAt[] }[] = [];

  /** Steps inside one another, of all functions that are laid out in one another. */
  #nesting = 0;

  /** What the steps of a function do. `handed` is what a library gave to the function besides the records. */
  of(unit: Unit, steps: readonly Step[], handed: Handed = NOTHING_HANDED): Node[] {
    if (this.#depth > 0) return this.#steps(unit, steps, handed);
    this.#budget = BUDGET;
    this.#depth++;
    const nodes = this.#steps(unit, steps, handed);
    this.#depth--;
    return nodes;
  }

  #steps(unit: Unit, steps: readonly Step[], handed: Handed): Node[] {
    if (this.#nesting >= DEEPEST) throw new RangeError('it is nested too deeply');
    this.#nesting++;
    const nodes = steps.flatMap(step => this.#step(unit, step, handed));
    this.#nesting--;
    return nodes;
  }

  ofFunction(unit: Unit, func: Func, handed?: Handed): Node[] {
    if (this.#depth === 0) this.#budget = BUDGET;
    this.#stack.push(func);
    this.#depth++;
    const nodes = this.of(unit, func.body, handed);
    this.#depth--;
    this.#stack.pop();
    // A call of the function within itself does what the function does.
    if (this.#again.some(again => again.func === func)) {
      if (hasWork(nodes)) for (const again of this.#again) if (again.func === func) again.act.weight = 'work';
      this.#again = this.#again.filter(again => again.func !== func);
    }
    return nodes;
  }

  /** Lays out a function inside an act; one that is under way or beyond a bound counts as work that cannot be seen. */
  #into(act: Act, { unit, func }: FuncAt, handed?: Handed): Node[] {
    if (this.#stack.includes(func)) {
      this.#again.push({ func, act });
      return [];
    }
    if (func.body.length > 0 && (this.#depth > DEPTH || this.#budget <= 0)) {
      act.unseen = 'depth';
      return [];
    }
    return this.ofFunction(unit, func, handed);
  }

  #step(unit: Unit, step: Step, handed: Handed): Node[] {
    switch (step.kind) {
      case 'call': return [this.#act(unit, unit.calls[step.call], handed)];
      case 'try': return [{
        kind: 'try', unit, step, body: this.of(unit, step.body, handed),
        catches: step.catches.map(handler => ({ handler, body: this.of(unit, handler.body, handed) })),
        finally: step.finally && this.of(unit, step.finally, handed),
      }];
      case 'loop': return [{ kind: 'loop', unit, step, body: this.of(unit, step.body, handed), each: step.style === 'each' || /\b(hasNext|length|size)\b/.test(conditionNames(unit, step.condition)) }];
      case 'branch': return [{ kind: 'branch', unit, step, arms: step.arms.map(arm => this.of(unit, arm, handed)) }];
      case 'exit': return [{ kind: 'exit', unit, step }];
      default: return [];
    }
  }

  #act(unit: Unit, call: Call, handed: Handed): Act {
    const { types } = this.callFacts;
    this.#budget--;
    const found = handedMeaning(call, handed) ?? types.meanings.of(unit, call);
    const act: Act = { kind: 'act', unit, call, meaning: found?.meaning, library: found?.library, body: [], weight: 'none' };
    const instrument = !found && this.callFacts.isInstrument(unit, call);
    const targets = found || instrument ? [] : types.callables.targets(unit, call);
    const target = targets.find(t => t.func.body.length > 0);
    if (target) {
      act.target = target.func;
      const before = this.#lent;
      this.#lent = [...before, ...this.#lentTo(unit, call, target)];
      act.body = this.#into(act, target, handedOn(call, target, handed));
      this.#lent = before;
    }
    const byValue = found || targets.length > 0 ? [] : calledByValue(this.callFacts.callers, unit, call, this.#stack);
    if (byValue.length > 1) act.oneOf = true;
    for (const at of byValue) act.body.push(...this.#into(act, at));
    // `harmless`: what a pool or the like is given cannot be lost, as it only prints or is waited for.
    let answered = false, harmless = false;
    const given = call.args.flatMap((arg, index) => functionsGiven(this.callFacts.types, unit, arg).map(at => ({ ...at, index })));
    const treatment = this.callFacts.callbackOf(unit, call);
    for (const { unit: home, func } of given) {
      const body = this.#into(act, { unit: home, func }, home === unit ? handed : undefined);
      if (treatment?.how && treatment.failure !== 'through' && !promised(unit, call)) {
        const works = hasWork(body);
        if (works) act.body.push(...body);
        if (works && !isCountedDown(home, func, unit, call)) act.detached = treatment.how;
        else if (act.unseen === undefined) harmless = true;
        continue;
      }
      // `forEach(async …)` starts each piece of work and waits for none.
      if (treatment?.value === 'dropped' && func.async && hasWork(body) && !settles(unit, call)) act.detached = 'promise';
      if (treatment === undefined && targets.length === 0 && !found && answers(unit, call, func)) answered = true;
      const list = treatment !== undefined && /^(forEach|map|flatMap|filter|peek)$/.test(call.name);
      act.body.push(...(list ? [{ kind: 'loop' as const, unit, body, each: true }] : body));
    }
    if (answered && !promised(unit, call)) act.detached = 'callback';
    if (act.detached && treatment?.failure === 'result' && this.isHeard(unit, call)) act.detached = undefined;
    if (!found && this.#fillsCache(act)) return { ...act, body: [], detached: undefined };
    act.weight = instrument || this.callFacts.isLog(unit, call) ? 'talk' : answered ? 'work' : this.#weight(act);
    if (!act.detached && !harmless) act.detached = this.#startedOnly(act, [...targets, ...byValue]);
    return act;
  }

  /** A value is kept that may be missing: a cache that cannot be read or filled loses no record. */
  #fillsCache({ unit, call, target, body }: Act): boolean {
    const home = target?.class === undefined ? undefined : this.callFacts.types.callables.targets(unit, call).find(t => t.func === target);
    const named = home ? CACHE.test(home.unit.classes[target!.class!].name) : call.receiver !== undefined && !target && CACHE.test(lastName(call.receiver, unit));
    const kept = named || (!target && (CACHE_METHOD.test(call.name) || (call.name === 'set' && call.args.length > 2 && call.args.slice(2).some(hasLifetime))));
    return kept && !someAct(body, act => act.meaning !== undefined && /^(send|database-write|database-statement|commit|acknowledge)$/.test(act.meaning.role));
  }

  /** The functions that a call gives to parameters of the function that it runs. */
  #lentTo(unit: Unit, call: Call, target: FuncAt) {
    return call.args.flatMap((arg, index) => {
      const param = target.func.params[index], funcs = param === undefined ? [] : functionsGiven(this.callFacts.types, unit, arg);
      return funcs.length > 0 ? [{ param: target.unit.symbols[param], funcs }] : [];
    });
  }

  /** What a parameter that is called does, when a call on the way gave it a function; that function is laid out there. */
  #lentWeight({ unit, call }: Act): Weight | undefined {
    const callee = call.receiver ? undefined : call.callee;
    const param = callee?.kind === 'name' && callee.symbol !== undefined ? unit.symbols[callee.symbol] : undefined;
    const lent = param && this.#lent.findLast(one => one.param === param);
    if (!lent || this.#depth > DEPTH || this.#budget <= 0 || lent.funcs.some(({ func }) => this.#stack.includes(func))) return undefined;
    return heaviest(lent.funcs.flatMap(({ unit: home, func }) => this.ofFunction(home, func)).map(weigh));
  }

  #weight(act: Act): Weight {
    const { call, meaning } = act;
    if (meaning) {
      switch (meaning.role) {
        case 'send': case 'database-write': case 'database-statement': case 'prepare': case 'in-transaction': return 'work';
        case 'retry': return hasWork(act.body) ? 'work' : 'none';
        default: return 'none';
      }
    }
    if (act.unseen || hasWork(act.body)) return 'work';
    if (act.target || act.body.length) return act.body.some(node => weigh(node) === 'read') ? 'read' : act.body.some(node => weigh(node) === 'talk') ? 'talk' : 'none';
    const lent = this.#lentWeight(act);
    if (lent) return lent;
    const known = this.callFacts.types.runtimes.of(act.unit, call);
    if (known) return WEIGHTS[known];
    if (READS.test(call.name)) return 'read';
    if (call.kind === 'new' || (call.name === 'start' && call.receiver && lastName(call.receiver, act.unit) === 'Thread')) return 'none';
    if (PRINT.test(call.name)) return 'talk';
    if (PLAIN.test(call.name) || this.callFacts.types.runtimes.byName(act.unit, call)) return 'none';
    if (call.use.kind === 'argument' && this.callFacts.isLog(act.unit, act.unit.calls[call.use.call])) return 'none';
    if (comparesPosition(act)) return 'none';
    if (!throwsOn(this.callFacts.types, act.unit, call)) act.unseen = 'body';
    return 'work';
  }

  /** Work whose promise nobody holds: the handler goes on, and is done, before it is. */
  #startedOnly(act: Act, targets: readonly FuncAt[]): Act['detached'] {
    const { unit, call } = act;
    if (call.kind === 'new') return undefined;
    if (unit.language === 'java') return this.#javaStarted(act, targets);
    const chain = outerLink(unit, call);
    if (chain.use.kind !== 'dropped' || settles(unit, chain)) return undefined;
    if (/^(catch|then|finally)$/.test(call.name) && call.receiver) return undefined;
    const gives = targets.some(target => givesPromise(this.callFacts.types, target))
      || (act.meaning?.role === 'send' && act.meaning.outcome === 'promise')
      || act.meaning?.role === 'database-write'
      || (chain !== call && chain.name !== 'subscribe')
      || (!act.target && !act.meaning && (isRequest(call) || rejectsLater(this.callFacts.types, unit, call)));
    // What lies beyond a bound may be no work at all.
    if (gives && act.weight === 'work' && act.unseen !== 'depth') return 'promise';
    return act.target ? undefined : handedOver(this.callFacts.types.members, unit, call);
  }

  #javaStarted(act: Act, targets: readonly FuncAt[]): Act['detached'] {
    const { unit, call } = act, { marks } = this.callFacts.types;
    if (call.name === 'subscribe' && act.meaning?.role !== 'subscribe' && call.use.kind === 'dropped' && !call.args.some(a => peel(a).kind === 'literal') && !/consumer/i.test(lastName(call.receiver ?? { kind: 'this', span: call.span }))) return 'reactive';
    if (call.use.kind === 'dropped' && targets.some(target => marks.find(target.unit, target.func.annotations, 'async'))) return 'executor';
    if (call.name === 'start' && call.receiver && call.use.kind === 'dropped') {
      const made = peel(call.receiver);
      if (made.kind === 'call' && unit.calls[made.call].name === 'Thread' && !unit.calls[made.call].args.some(arg => peel(arg).kind === 'function')) return 'thread';
    }
    // Where the body is in view, it tells itself whether it hands anything over, whatever its class is called.
    return act.target ? undefined : handedOver(this.callFacts.types.members, unit, call);
  }
}

/** `age(message.timestamp) > limit`: a function given nothing but numbers of the record, whose answer is only compared, cannot lose it. */
function comparesPosition({ unit, call }: Act): boolean {
  return unit.language === 'typescript' && call.receiver === undefined && call.use.kind === 'tested'
    && call.args.every(arg => isPosition(unit, arg)) && call.args.some(arg => peel(arg).kind !== 'literal');
}

/** `'EX'`, `{ EX: 60 }`, `{ ttl: 60 }`, `Duration.ofMinutes(1)`: a value that is forgotten by itself. */
function hasLifetime(arg: Expr): boolean {
  const value = peel(arg);
  if (value.kind === 'literal') return /^p?x$|^ex$/i.test(String(value.value));
  return value.kind === 'object' && value.properties.some(property => /^(ex|px|exat|pxat|ttl|expiry?|expir\w*)$/i.test(property.name));
}

function conditionNames(unit: Unit, expr: Expr | undefined): string {
  if (!expr) return '';
  const names: string[] = [];
  const visit = (e: Expr): void => {
    if (e.kind === 'call') { const call = unit.calls[e.call]; names.push(call.name); if (call.receiver) visit(call.receiver); }
    if (e.kind === 'member') { names.push(e.name); visit(e.object); }
    if (e.kind === 'binary') { visit(e.left); visit(e.right); }
    if (e.kind === 'unary') visit(e.value);
    if (e.kind === 'other') e.parts.forEach(visit);
  };
  visit(expr);
  return names.join(' ');
}
