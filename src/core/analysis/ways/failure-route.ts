import type { Call, Expr, Func, Unit } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { type Effect, UNBOUND } from '../calls/effect';
import { callbackFunctions, isLogCallback, isLooked, logPlace } from '../calls/failure-callback';
import { endedAt, type Ending, isSamePlace, type Loss } from '../calls/loss';
import { toldByMessage } from '../calls/messages';
import { ELSEWHERE_NOTE, type Surface, UNHEARD } from '../calls/surface';
import { givesPromise, isRequest, promiseAround } from '../outcomes/promises';
import { rejectsLater } from '../outcomes/throwing';
import type { FuncAt } from '../program/program';
import type { FunctionWalk } from './engine';
import { endElsewhere, valuesAfter } from './summary';
import { FAILURE, NULL, resultKey } from './value';
import { type Flow, gathered, type Way, withLoss, withValue } from './way';

/** As what a send of the Java client fails at once (`KafkaProducer.send`: serialising, no metadata, no memory). */
const AT_ONCE: readonly string[] = ['KafkaException'];

/** How the failures of the calls of one function come to where they are heard. */
export class FailureRoute {
  constructor(private readonly walk: FunctionWalk) {}

  get #engine() { return this.walk.engine; }
  get #unit() { return this.walk.unit; }

  /** Where the failure of a call itself comes to light. */
  surface(call: Call, effect: Effect): Surface {
    const surface = this.#engine.surfaces.of(this.#unit, call), role = effect.meaning?.role;
    const meaning = effect.meaning;
    if (meaning?.role === 'send') return meaning.outcome === 'throws' ? { kind: 'thrown' } : surface;
    if (meaning?.role === 'commit') return meaning.way === 'sync' ? { kind: 'thrown' } : surface;
    // What a plain Java call throws is thrown before anything is returned.
    if (surface.kind === 'asked' && surface.returned && surface.until.length === 0 && !this.#engine.givesFuture(this.#unit, call)) return { kind: 'thrown' };
    if (surface.kind === 'callback' || surface.kind === 'asked' || (surface.kind === 'lost' && surface.at.what === 'callback')) return surface;
    const { types } = this.#engine.callFacts, targets = effect.kind === 'work' ? types.callables.targets(this.#unit, call) : effect.runs;
    const promises = targets.some(target => givesPromise(types, target)) || (traitsOf(this.#unit).waiting === 'promises'
      && (/^(database-write|database-statement|connect|commit-transaction|send-offsets)$/.test(role ?? '') || isRequest(call) || (effect.kind === 'work' && rejectsLater(types, this.#unit, call))));
    return promises || surface.kind === 'thrown' ? surface : { kind: 'thrown' };
  }

  fail(call: Call, effect: Effect, way: Way, surface: Surface): Flow {
    const live = withLoss(way, { kind: 'live' });
    const meaning = effect.meaning;
    if (meaning?.role === 'send' && meaning.outcome === 'report') return this.#reported(call, live);
    if (meaning?.role === 'send' && meaning.outcome === 'message') return gathered([this.#toldByMessage(call, live), thrownAtOnce(live)]);
    if (meaning?.role === 'send' && meaning.outcome === 'logged') return this.#onlyLogged(call, live);
    const told = meaning?.role === 'send' || meaning?.role === 'commit-transaction' ? meaning.callback : undefined;
    const callback = told && call.args[Number(told.at)];
    if (!callback || (callback.kind === 'literal' && callback.value === null)) {
      const nobody: Surface = { kind: 'lost', at: { unit: this.#unit, span: call.nameSpan, note: UNHEARD, what: 'dropped' } };
      return this.to(call, live, meaning?.role === 'send' && meaning.outcome === 'callback' ? nobody : surface);
    }
    const calls = { ...told, kind: 'callback', callback, always: false, link: call } as const;
    if (traitsOf(this.#unit).waiting === 'promises') return this.to(call, live, { ...calls, passes: false, onward: { kind: 'ends-process' } });
    // The client calls back; who also waits for the future hears of it there.
    const onward: Surface = surface.kind === 'lost' ? { kind: 'lost', at: { unit: this.#unit, span: call.nameSpan, note: 'only the client sees what its callback throws', what: 'callback' } } : surface;
    const later = this.to(call, live, { ...calls, passes: surface.kind !== 'lost', onward });
    return gathered([later, thrownAtOnce(withLoss(live, { kind: 'live', as: AT_ONCE }))]);
  }

  /** A send that only puts the record into a queue: what fails then is thrown; of what fails later whoever hears the reports is told. */
  #reported(call: Call, way: Way): Flow {
    const reports = this.#engine.reports.of(this.#unit, call), spot = { unit: this.#unit, span: call.nameSpan };
    if (reports.kind === 'thrown') return this.to(call, way, { kind: 'thrown' });
    if (reports.kind === 'heard') {
      const told = { kind: 'callback', method: '', always: false, passes: false, link: call, onward: { kind: 'ends-process' } } as const;
      const later = reports.listeners.map(({ unit, expr, failure }) => this.to(call, way, { ...told, home: unit, callback: expr, failure }));
      return gathered([...later, thrownAtOnce(way)]);
    }
    const later = reports.kind === 'none' ? this.to(call, way, { kind: 'lost', at: { ...spot, note: reports.why, what: 'dropped' } })
      : { next: [withLoss(way, { kind: 'unknown', by: { ...spot, note: 'who hears of its delivery cannot be seen' } })], exits: [] };
    return gathered([later, thrownAtOnce(way)]);
  }

  /** A send of a message: the message is told, and whom that was given. */
  #toldByMessage(call: Call, way: Way): Flow {
    const told = toldByMessage(this.#engine.callFacts.types, this.#unit, call), spot = { unit: this.#unit, span: call.nameSpan };
    if (told.kind === 'none') return this.to(call, way, { kind: 'lost', at: { ...spot, note: UNHEARD, what: 'dropped' } });
    if (told.kind === 'unknown') return { next: [withLoss(way, { kind: 'unknown', by: { ...spot, note: 'whom its message tells of a failure cannot be seen' } })], exits: [] };
    return this.to(call, way, { kind: 'callback', method: '', always: true, failure: 0, passes: false, link: call, onward: { kind: 'lost', at: { ...spot, note: UNHEARD, what: 'dropped' } }, callback: told.by.expr });
  }

  /** A send of whose failure the library writes a line into the log, and tells nobody. */
  #onlyLogged(call: Call, way: Way): Flow {
    return { next: [withLoss(way, endedAt({ unit: this.#unit, span: call.nameSpan, note: 'what fails behind this call is only logged', what: 'callback' }, false, true))], exits: [] };
  }

  /** Brings a failure to where it comes to light. */
  to(call: Call, way: Way, surface: Surface): Flow {
    const next = (loss: Way['loss']): Flow => ({ next: [withLoss(way, loss)], exits: [] });
    switch (surface.kind) {
      case 'thrown': return { next: [], exits: [{ how: 'throw', way }] };
      case 'asked': return next({ kind: 'pending', until: surface.until, returned: surface.returned, at: { unit: this.#unit, span: call.nameSpan, note: 'nobody waits for it on this way', what: 'dropped' }, ...(way.loss.kind === 'live' && way.loss.logged ? { logged: way.loss.logged } : {}) });
      case 'lost': return gathered([next(endedAt(surface.at, false)), ...(surface.first ? [this.to(call, way, surface.first)] : [])]);
      case 'ends-process': return { next: [], exits: [{ how: 'stop', way }] };
      case 'unknown': return next({ kind: 'unknown', by: { unit: this.#unit, span: call.nameSpan, note: ELSEWHERE_NOTE } });
      case 'callback': return this.#callBack(call, way, surface);
    }
  }

  #callBack(call: Call, way: Way, surface: Surface & { kind: 'callback' }): Flow {
    const { callFacts } = this.#engine, { link, home = this.#unit } = surface;
    const end = (at: Omit<Ending, 'unit' | 'link'>, logged: boolean): Flow => this.#passedOn(call, way, surface, { unit: home, link: surface.link === call ? undefined : link, ...at }, logged);
    if (isLogCallback(callFacts, home, surface.callback)) return end({ span: peel(surface.callback).span, note: 'the failure is only logged', what: 'callback' }, true);
    const functions = callbackFunctions(callFacts, home, surface.callback, surface.method);
    if (functions.length === 0 && this.#isTaken(surface.callback, home)) return { next: [withLoss(way, this.#told(call, surface.callback, home))], exits: [] };
    if (functions.length === 0) return { next: [withLoss(way, { kind: 'unknown', by: { unit: home, span: surface.callback.span, note: 'what is done with the failure here cannot be seen' } })], exits: [] };
    return gathered(functions.map(({ unit, func }) => {
      const start = func.body[0]?.span ?? func.bodySpan, opening = { start: start.start, end: Math.min(start.end, start.start + 1) };
      if (!surface.always && !isLooked(unit, func, surface.failure)) {
        const at: Ending = { unit, span: opening, note: 'the callback never looks at the failure', what: 'ignored', callback: func, link: link === call ? undefined : link };
        return this.#passedOn(call, way, surface, at, false);
      }
      return this.#runCallback(call, way, surface, { unit, func });
    }));
  }

  /** Whoever gave a function is told; of the `reject` of a promise that is whoever waits for that. */
  #told(call: Call, callback: Expr, home: Unit): Loss {
    const value = peel(callback), promise = home === this.#unit ? promiseAround(home, call) : undefined, by = { unit: home, span: callback.span };
    return promise && value.kind === 'name' && value.symbol === promise.maker.params[1]
      ? { kind: 'kept', by: { ...by, note: 'whoever waits for the promise is told' }, promise: promise.made }
      : { kind: 'kept', by: { ...by, note: 'whoever gave this function is told' } };
  }

  /** A function that was given to this one as its own callback. */
  #isTaken(callback: Expr, unit: Unit): boolean {
    const value = peel(callback);
    return traitsOf(unit).values === 'shaped' && value.kind === 'name' && value.symbol !== undefined && unit.symbols[value.symbol].kind === 'param';
  }

  #runCallback(call: Call, way: Way, surface: Surface & { kind: 'callback' }, { unit, func }: FuncAt): Flow {
    const link = surface.link === call ? undefined : surface.link;
    const start = func.body[0]?.span ?? func.bodySpan, opening = { start: start.start, end: Math.min(start.end, start.start + 1) };
    const at: Ending = { unit, span: logPlace(this.#engine.callFacts, unit, func) ?? func.body[0]?.span ?? func.bodySpan, note: '', what: 'callback', callback: func, link };
    const param = func.params[surface.failure];
    const values = new Map(this.#engine.capturedIn(unit, func, way.values, this.#unit));
    if (param !== undefined) values.set(param, FAILURE);
    func.params.forEach((other, index) => { if (index !== surface.failure && func.params.length > 1) values.set(other, NULL); });
    const summary = this.#engine.summary({ unit, func }, UNBOUND, { fault: way.fault, loss: endedAt(at, true), values });
    return gathered(summary.ends.map(one => (unit === this.#unit ? one : endElsewhere(one))).map((end): Flow => {
      const after: Way = { ...withLoss(way, end.loss), values: valuesAfter(way, end, symbol => this.#engine.tracks(this.#unit, symbol)) };
      if (end.how === 'stops') return { next: [], exits: [{ how: 'stop', way: after }] };
      // What it throws for nobody adds nothing to what it has logged; in a script it would end the process.
      const loggedOnly = end.loss.kind === 'live' && traitsOf(unit).unheard === 'is-lost' && surface.onward.kind === 'lost' && surface.onward.at.what === 'dropped' && logPlace(this.#engine.callFacts, unit, func) !== undefined;
      if (loggedOnly) return { next: [withLoss(after, endedAt(at, false, true))], exits: [] };
      if (end.how === 'throws' || end.how === 'rejects') return end.loss.kind === 'live' ? this.to(call, after, thrownIn(unit, func, surface.onward)) : { next: [after], exits: [] };
      if (end.loss.kind === 'ended' && !end.loss.heeded && !surface.always && isSamePlace(end.loss.at, at)) {
        return this.#passedOn(call, after, surface, { ...at, span: opening, note: 'the callback never looks at the failure', what: 'ignored' }, false);
      }
      if (end.loss.kind === 'ended') return this.#passedOn(call, withValue(after, resultKey(surface.link.id), end.value), surface, end.loss.at, end.loss.logged);
      return { next: [after], exits: [] };
    }));
  }

  /** A callback ended the failure; where the promise goes on with it all the same, whoever waits for that hears of it. */
  #passedOn(call: Call, way: Way, surface: Surface & { kind: 'callback' }, at: Ending, logged: boolean): Flow {
    if (surface.passes && surface.onward.kind !== 'lost') return this.to(call, withLoss(way, { kind: 'live', ...(logged ? { logged: at } : {}) }), surface.onward);
    return { next: [withLoss(way, endedAt(at, false, logged))], exits: [] };
  }
}

/** What fails at once (serialising, no metadata, a full queue) is thrown by the call itself. */
function thrownAtOnce(way: Way): Flow {
  return { next: [], exits: [{ how: 'throw', way: { ...way, fault: { ...way.fault!, atOnce: true } } }] };
}

/** What a callback throws and nobody hears is shown where it is thrown. */
function thrownIn(unit: Unit, func: Func, onward: Surface): Surface {
  if (onward.kind !== 'lost' || onward.at.what !== 'callback') return onward;
  let at = onward.at;
  eachStep(func.body, step => { if (step.kind === 'exit' && step.how === 'throw' && at === onward.at) at = { ...at, unit, span: step.span, callback: func }; });
  return { kind: 'lost', at };
}
