import type { Call, Expr, Func, Unit, Use, Variable } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import { contains } from '../../text/span';
import { code } from '../../text/visible';
import { lastName } from '../outcomes/last-name';
import type { CallFacts } from '../outcomes/call-facts';
import { Memo, PairMemo } from '../program/memory';
import { idOf } from './loss';
import { Observables, PIPES } from './observables';
import { pauseIn } from './races';
import { askedBy, awaitKey, bestOf, ELSEWHERE, RACED, type Surface, THROWN, UNHEARD } from './surface';

/** What an observable shows that is awaited like a promise. */
const UNOBSERVED = '`await` does not wait for an observable';
/** What an observable shows to which somebody subscribes for its values alone. */
const UNHANDLED = 'nothing is subscribed to its failure';
/** Links of a chain, variables and functions, on the way of one promise. */
const LONGEST = 24;

/** Follows promises and futures from the call that gives one to the places that ask it. */
export class Surfaces {
  readonly #known: Memo<Call, Surface>;
  readonly #observables: Observables;

  constructor(private readonly callFacts: CallFacts) {
    this.#observables = new Observables(callFacts);
    this.#known = new Memo(callFacts.types.program.memory, 'surfaces');
    this.#ofVariable = new PairMemo(callFacts.types.program.memory, undefined);
  }

  /** Where the promise or future comes to light that a call gives. */
  of(unit: Unit, call: Call): Surface {
    const surface = this.#known.of(call);
    if (surface) return surface.value;
    this.#known.open(unit);
    return this.#known.close(call, this.#observables.of(unit, call) ? this.#observed(unit, call.use, call, 0) : this.#use(unit, call.use, call, 0));
  }

  /** Whether somebody waits for what a call gives, here or where it is handed on to. */
  isWaitedFor(unit: Unit, call: Call): boolean {
    let surface = this.of(unit, call);
    while (surface.kind === 'callback') surface = surface.onward;
    if (surface.kind === 'asked' && surface.until.length === 0) return this.#isReturned(unit, unit.funcs[call.func]);
    return surface.kind === 'thrown' || surface.kind === 'asked' || (surface.kind === 'lost' && surface.at.what === 'settled');
  }

  /** Whether nobody waits for what a call gives, as far as it can be followed. */
  isLeft(unit: Unit, call: Call): boolean {
    let surface = this.of(unit, call);
    while (surface.kind === 'callback') surface = surface.onward;
    if (surface.kind !== 'asked' || surface.until.length > 0) return surface.kind === 'lost' && surface.at.what !== 'settled';
    // What a callback returns goes to whoever runs it.
    const func = unit.funcs[call.func], taker = func.kind === 'lambda' && func.use?.kind === 'argument' ? unit.calls[func.use.call] : undefined;
    const treatment = taker && this.callFacts.callbackOf(unit, taker);
    return treatment !== undefined && (treatment.value === 'dropped' || this.isLeft(unit, taker!));
  }

  /** Whether a call gives an observable, for which nobody waits by `await`. */
  isObservable(unit: Unit, call: Call): boolean {
    return this.#observables.of(unit, call);
  }

  /** Somebody may wait for what a function returns. */
  #isReturned(unit: Unit, func: Func): boolean {
    if (func.kind !== 'lambda' || func.use?.kind !== 'argument') return true;
    const taker = unit.calls[func.use.call], treatment = this.callFacts.callbackOf(unit, taker);
    return treatment ? treatment.value === 'result' && this.isWaitedFor(unit, taker) : true;
  }

  #use(unit: Unit, use: Use, from: Call, depth: number): Surface {
    if (depth > LONGEST) return ELSEWHERE;
    switch (use.kind) {
      case 'dropped': return { kind: 'lost', at: { unit, span: from.nameSpan, note: UNHEARD, what: 'dropped' } };
      case 'awaited': return THROWN;
      case 'returned': return { kind: 'asked', until: [], returned: true };
      case 'receiver': return this.#link(unit, unit.calls[use.call], depth);
      case 'argument': return this.#argument(unit, use, from, depth);
      case 'stored': return this.#stored(unit, use.symbol, from, depth);
      default: return ELSEWHERE;
    }
  }

  /** Where the failure of an observable comes to light: to wait for it, it is made a promise first. */
  #observed(unit: Unit, use: Use, from: Call, depth: number): Surface {
    if (depth > LONGEST) return ELSEWHERE;
    switch (use.kind) {
      case 'awaited': return { kind: 'lost', at: { unit, span: from.nameSpan, note: UNOBSERVED, what: 'dropped' } };
      case 'receiver': {
        const link = unit.calls[use.call];
        if (link.name === PIPES) return this.#observed(unit, link.use, link, depth + 1);
        if (link.name === 'toPromise') return this.#use(unit, link.use, link, depth + 1);
        return link.name === 'subscribe' && !this.#asks(unit, from) ? subscribed(unit, link) : ELSEWHERE;
      }
      case 'stored': {
        const { kind, reads, span, name } = unit.symbols[use.symbol];
        if (kind === 'field') return ELSEWHERE;
        return bestOf(reads.map(read => askedBy(read.use, this.#observed(unit, read.use, from, depth + 1))))
          ?? { kind: 'lost', at: { unit, span, note: `${code(name)} is never read`, what: 'dropped' } };
      }
      default: return this.#use(unit, use, from, depth);
    }
  }

  #asks(unit: Unit, call: Call): boolean {
    const made = call.name === PIPES && call.receiver?.kind === 'call' ? unit.calls[call.receiver.call] : call;
    const meaning = this.callFacts.types.meanings.of(unit, made)?.meaning;
    return meaning?.role === 'send' && meaning.asks === true;
  }

  /** A link of a chain: `.then(…)`, `.get()`, `.whenComplete(…)`. */
  #link(unit: Unit, link: Call, depth: number): Surface {
    const idioms = this.callFacts.idioms(unit), onward = (): Surface => this.#use(unit, link.use, link, depth + 1);
    const name = this.callFacts.linkName(unit, link), next = link.use.kind === 'receiver' ? unit.calls[link.use.call] : undefined;
    // It only says of what the next one speaks.
    if (next && this.callFacts.linkName(unit, next) === `${link.name}.${next.name}`) return onward();
    if (idioms.waits.has(name)) return this.#at(link);
    if (idioms.passes.has(name)) return onward();
    if (idioms.recovers.has(name)) return isForeseen(unit, link) ? onward() : replaced(unit, link);
    if (idioms.successOnly.has(link.name)) {
      const rest = onward();
      return rest.kind === 'lost' && rest.at.what === 'dropped'
        ? { kind: 'lost', at: { unit, span: link.nameSpan, note: `${code(link.name)} sees only successes`, what: 'ignored', link } } : rest;
    }
    const taker = this.callFacts.failureCallbackOf(unit, link);
    if (!taker) return ELSEWHERE;
    if (isForeseen(unit, link)) return onward();
    const single = link.name === 'addCallback' && link.args.length === 1, callback = link.args[single ? 0 : taker.argument];
    if (!callback && taker.last) return { kind: 'lost', at: { unit, span: link.nameSpan, note: `${code(link.name)} is given nothing for failures`, what: link.args.length > 0 ? 'ignored' : 'dropped', link } };
    if (!callback || (!taker.value && callback.kind === 'literal' && callback.value === null)) return onward();
    if (taker.value && peel(callback).kind !== 'function') return replaced(unit, link);
    return {
      kind: 'callback', callback, failure: link.name === 'addCallback' ? 0 : taker.failure, method: taker.method ?? '',
      always: link.name === 'addCallback' || taker.failure === 0, passes: taker.passes === true, link, onward: onward(),
    };
  }

  /** Thrown where a call waits: it is part of the same statement, or it stands further on. */
  #at(link: Call): Surface {
    return { kind: 'asked', until: [link.id], returned: false };
  }

  #argument(unit: Unit, use: Use & { kind: 'argument' }, from: Call, depth: number): Surface {
    const idioms = this.callFacts.idioms(unit), taker = unit.calls[use.call];
    const qualified = taker.receiver ? `${lastName(taker.receiver)}.${taker.name}` : taker.name;
    const onward = (): Surface => this.#later(taker, this.#use(unit, taker.use, taker, depth + 1));
    if (taker.kind === 'new') return ELSEWHERE;
    if (this.callFacts.isLog(unit, taker)) return { kind: 'lost', at: { unit, span: from.nameSpan, note: UNHEARD, what: 'dropped' } };
    const pause = idioms.races.has(qualified) && !this.callFacts.callers.usesResult(unit, taker) ? pauseIn(this.callFacts, unit, taker) : undefined;
    if (pause) return { kind: 'lost', at: { unit, span: pause.nameSpan, note: RACED, what: 'dropped' }, first: onward() };
    if (idioms.combines.has(qualified) || idioms.combines.has(taker.name)) return onward();
    if (idioms.settles.has(qualified)) {
      if (this.callFacts.callers.read(unit, taker)) return ELSEWHERE;
      return { kind: 'lost', at: { unit, span: taker.nameSpan, note: '`allSettled` turns failures into results that nobody reads', what: 'settled' } };
    }
    if (idioms.collects.has(taker.name) && taker.receiver) return this.#collected(unit, taker, depth);
    for (const target of this.callFacts.types.callables.targets(unit, taker)) {
      const param = target.func.params[use.index];
      if (param === undefined || use.path) continue;
      const inner = this.#stored(target.unit, param, taker, depth + 1);
      if (inner.kind === 'asked' && inner.returned) return onward();
      return inner.kind === 'thrown' || inner.kind === 'asked' ? this.#at(taker) : inner.kind === 'lost' ? inner : ELSEWHERE;
    }
    return ELSEWHERE;
  }

  /** What is thrown by a call further on is thrown there, and not where its argument was made. */
  #later(taker: Call, surface: Surface): Surface {
    return surface.kind === 'thrown' ? this.#at(taker) : surface;
  }

  /** `promises.push(send())`: what becomes of the collection. */
  #collected(unit: Unit, taker: Call, depth: number): Surface {
    const list = peel(taker.receiver!);
    if (list.kind !== 'name' || list.symbol === undefined) return ELSEWHERE;
    const variable = unit.symbols[list.symbol], { collects } = this.callFacts.idioms(unit);
    if (variable.kind !== 'local' || !variable.values.every(value => isNew(unit, value))) return ELSEWHERE;
    const reads = variable.reads.filter(({ use }) => use.kind !== 'receiver' || !collects.has(unit.calls[use.call].name));
    const surfaces = reads.map(({ use, span }): Surface => {
      if (use.kind === 'iterated') return this.#items(unit, unit.funcs[taker.func], span.start, depth);
      if (use.kind !== 'receiver') return this.#use(unit, use, taker, depth + 1);
      const call = unit.calls[use.call];
      // `allOf(futures.toArray(…))`: the list by another name.
      if (/^(toArray|stream)$/.test(call.name)) return this.#use(unit, call.use, call, depth + 1);
      return /^(size|isEmpty|length)$/.test(call.name) ? { kind: 'lost', at: { unit, span: call.nameSpan, note: UNHEARD, what: 'dropped' } } : ELSEWHERE;
    });
    return bestOf(surfaces) ?? { kind: 'lost', at: { unit, span: variable.span, note: `${code(variable.name)} is never read`, what: 'dropped' } };
  }

  /** `for (Future<?> f : futures) f.get()` */
  #items(unit: Unit, func: Func, start: number, depth: number): Surface {
    let surface: Surface = ELSEWHERE;
    eachStep(func.body, step => {
      if (step.kind !== 'loop' || step.item === undefined || !step.over || !contains(step.over.span, { start, end: start })) return;
      const { reads } = unit.symbols[step.item];
      surface = bestOf(reads.map(({ use }) => this.#use(unit, use, unit.calls[0], depth + 1))) ?? ELSEWHERE;
    });
    return surface;
  }

  // A variable may be handed on by many ways that all lead to the same places.
  readonly #ofVariable: PairMemo<Variable, Surface>;

  #stored(unit: Unit, symbol: number, from: Call, depth: number): Surface {
    const variable = unit.symbols[symbol], key = `${idOf(from)} ${depth}`, known = this.#ofVariable.of(variable, key);
    if (known) return known.value;
    this.#ofVariable.open(unit);
    return this.#ofVariable.close(variable, key, this.#readOf(unit, variable, from, depth));
  }

  #readOf(unit: Unit, variable: Variable, from: Call, depth: number): Surface {
    if (variable.kind === 'field') return ELSEWHERE;
    const surfaces = variable.reads.map(({ use, span, func }): Surface => {
      if (func !== from.func && variable.func !== func) return ELSEWHERE;
      return use.kind === 'awaited' ? { kind: 'asked', until: [awaitKey(span.start)], returned: false } : askedBy(use, this.#use(unit, use, from, depth + 1));
    });
    return bestOf(surfaces) ?? { kind: 'lost', at: { unit, span: variable.span, note: `${code(variable.name)} is never read`, what: 'dropped' } };
  }
}

/** `subscribe({ error: … })`, `subscribe(next, error)`: without such a function, rxjs throws the failure where nobody catches it. */
function subscribed(unit: Unit, link: Call): Surface {
  const observer = link.args[0] && peel(link.args[0]);
  if (observer && !/^(object|function|literal|name|member)$/.test(observer.kind)) return ELSEWHERE;
  const callback = observer?.kind === 'object' ? observer.properties.find(({ name }) => name === 'error')?.value : link.args[1];
  if (callback) return { kind: 'callback', callback, failure: 0, method: '', always: true, passes: false, link, onward: ELSEWHERE };
  const isOpen = observer?.kind === 'object' ? observer.properties.some(({ name }) => name === '') : observer !== undefined && observer.kind !== 'function';
  return isOpen ? ELSEWHERE : { kind: 'lost', at: { unit, span: link.nameSpan, note: UNHANDLED, what: 'dropped' } };
}

/** `onFailure(NotFound.class)`, `onErrorResume(NotFound.class, …)`: all other failures go on. */
function isForeseen(unit: Unit, { receiver, args }: Call): boolean {
  const before = receiver && peel(receiver), step = before?.kind === 'call' ? unit.calls[before.call] : undefined;
  const [kind] = step?.name === 'onFailure' ? step.args : args.length > 1 ? args : [], of = kind && peel(kind);
  return of?.kind === 'member' && of.name === 'class' && !(of.object.kind === 'name' && /^(Throwable|Exception)$/.test(of.object.name));
}

/** Something else takes the place of what failed, and nobody hears of that. */
function replaced(unit: Unit, link: Call): Surface {
  return { kind: 'lost', at: { unit, span: link.nameSpan, note: `${code(link.name)} takes the place of what failed`, what: 'callback', link } };
}

function isNew(unit: Unit, expr: Expr): boolean {
  const value = peel(expr);
  return value.kind === 'array' || (value.kind === 'call' && unit.calls[value.call].kind === 'new');
}
