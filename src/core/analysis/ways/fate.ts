import type { Call, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { contains } from '../../text/span';
import { givesNothing, isCallback, isProgram } from '../outcomes/call-facts';
import type { Outcome } from '../outcomes/outcome';
import { callbackFunctions, isLogCallback } from '../calls/failure-callback';
import { type Ending, type Fault, noteOf } from '../calls/loss';
import { ELSEWHERE_NOTE, RACED, UNHEARD } from '../calls/surface';
import { deafTo } from './hearing';
import { choiceIn, storyOf } from './story';
import { type End, endsOfCall } from './summary';
import { openingOf, treatmentOf } from './treatment';
import type { Ways } from './ways';

/** Functions that are given to calls, inside one another. */
const NESTED = 12;

/** What becomes of the failure of a call, over all ways: the worst of them. */
export function fateOf(ways: Ways, unit: Unit, call: Call, kind?: Fault['kind']): Outcome {
  const known = ways.fates.of(call, kind ?? '');
  if (known) return known.value;
  ways.fates.open(unit);
  return ways.fates.close(call, kind ?? '', fateWithin(ways, unit, call, kind, 0));
}

/** The same inside other calls; `given`: of what failed in a function that it is given. */
function fateWithin(ways: Ways, unit: Unit, call: Call, kind: Fault['kind'] | undefined, depth: number, given?: readonly Fault[]): Outcome {
  const func = unit.funcs[call.func];
  const all = ways.summary({ unit, func }).ends;
  const ends = endsOfCall(all, call).filter(({ fault }) => (kind === undefined || fault.kind === kind)
    && (given === undefined ? !fault.endedInside : given.some(one => one.kind === fault.kind && !one.second === !fault.second && (!fault.endedInside || isInside(fault, one.call)))));
  // A function of the workspace that is given another one, and was not seen to run it, hands it on.
  if (ends.length === 0 && given !== undefined && ways.callFacts.types.callables.targets(unit, call).length > 0) return { fate: 'kept' };
  // A plain method of Java from which no way leaves, as in a loop without end, leaves no future behind.
  if (ends.length === 0 && ways.callFacts.types.callables.targets(unit, call).length > 0 && !ways.givesFuture(unit, call)) return { fate: 'handled' };
  if (ends.length === 0) return fateOfPromise(ways, unit, call);
  const [later, atOnce] = [ends.filter(end => !end.fault.atOnce), ends.filter(end => end.fault.atOnce)];
  const outcome = worstOf(ways, unit, func, later.length > 0 ? later : atOnce, all, depth);
  // The callback is told of what comes later; what the call itself throws is another's.
  const thrown = later.length > 0 && atOnce.length > 0 && outcome.fate === 'handled' ? worstOf(ways, unit, func, atOnce, all, depth) : undefined;
  return thrown?.fate === 'swallowed' ? thrown : outcome;
}

function worstOf(ways: Ways, unit: Unit, func: Func, ends: readonly End[], all: readonly End[], depth: number): Outcome {
  // What nobody holds is lost when the process stops, too.
  const ended = ends.filter(end => end.loss.kind === 'ended' && (end.how !== 'stops' || end.loss.at.what === 'dropped'));
  const deaf = new Map(ended.map(end => [end, end.how === 'returns' ? deafTo(ways, unit, func, end, all) : 'itself']));
  const lost = ended.filter(end => deaf.get(end) === 'itself');
  const worst = lost.find(end => /^(callback|ignored)$/.test(atOf(end).what)) ?? lost.find(end => atOf(end).what !== 'dropped') ?? lost[0];
  const told = worst && toldOutside(ways, unit, func, lost, depth);
  if (told) return told;
  const answered = ends.find(({ fault, loss }) => fault!.answered && (loss.kind === 'live' || (loss.kind === 'ended' && loss.at.what === 'catch')))?.fault!.answered;
  if (answered) return { fate: 'swallowed', at: { unit: answered.unit, span: answered.call.nameSpan, note: 'whoever asked is told here that all is well' }, answered: true };
  if (worst?.loss.kind === 'ended') return endsScript(unit, func, worst.loss) ? { fate: 'handled' } : { ...lostOutcome(worst.loss.at, worst.loss.logged), story: storyOf(ways, worst.fault!, worst.loss.at, ends.map(({ loss }) => loss)) };
  const [deafest] = [...deaf.values()].filter(one => one !== undefined && one !== 'itself');
  if (deafest && 'kind' in deafest) return { fate: 'swallowed', at: placeOf(deafest.at, deafest.logged) };
  if (deafest) return { fate: 'swallowed', at: { unit: deafest.unit, span: deafest.call.nameSpan, note: 'what this gives tells of the failure, and nothing comes of it here' } };
  const unseen = ends.find(end => end.loss.kind === 'unknown');
  const live = ends.filter(end => end.loss.kind === 'live' && end.how !== 'stops');
  if (unseen?.loss.kind === 'unknown' && live.length === 0) return unseen.loss.by.note === ELSEWHERE_NOTE ? { fate: 'kept' } : { fate: 'handled', unseen: unseen.loss.by };
  if (live.length > 0) return leaving(ways, unit, func, live, depth);
  if (ends.some(end => end.loss.kind === 'pending')) return heldOutside(ways, unit, func, depth);
  return toldByPromise(ways, unit, ends, depth) ?? { fate: 'handled' };
}

/** It rejects a promise that is made around it: what becomes of that. */
function toldByPromise(ways: Ways, unit: Unit, ends: readonly End[], depth: number): Outcome | undefined {
  const rejecting = ends.filter(({ loss }) => loss.kind === 'kept' && loss.promise !== undefined), [first] = rejecting;
  const made = first?.loss.kind === 'kept' ? first.loss.promise : undefined;
  if (!made || unit.calls[made.id] !== made || depth > NESTED) return undefined;
  const outer = fateWithin(ways, unit, made, undefined, depth + 1, rejecting.flatMap(({ fault }) => fault ?? []));
  return outer.fate === 'unknown' || outer.fate === 'kept' ? undefined : outer;
}

/** A callback has set a variable of the function around it, which asks that later: `failed = true`, `failures.push(error)`. */
function toldOutside(ways: Ways, unit: Unit, func: Func, lost: readonly End[], depth: number): Outcome | undefined {
  const taker = isCallback(func) && func.use?.kind === 'argument' ? unit.calls[func.use.call] : undefined;
  const isTold = ({ loss }: End): boolean => loss.kind === 'ended' && ((loss.noted?.some(symbol => unit.symbols[symbol].func !== func.id) ?? false) || isListed(unit, func, loss.at));
  if (!taker || depth > NESTED || !lost.every(isTold)) return undefined;
  // Who asks before the callback is through is told nothing.
  if (func.async && (ways.callFacts.callbackOf(unit, taker)?.value === 'dropped' || ways.surfaces.isLeft(unit, taker))) return undefined;
  const outer = fateWithin(ways, unit, taker, undefined, depth + 1, lost.flatMap(({ fault }) => fault ?? []));
  return outer.leaves || outer.fate === 'awaited' ? outer : undefined;
}

/** `failures.push(error)`, of a list of the function around. */
function isListed(unit: Unit, func: Func, { catch: handler }: Ending): boolean {
  return handler !== undefined && unit.calls.some(({ name, receiver, span }) => {
    const owner = /^(push|add)$/.test(name) && receiver && contains(handler.span, span) ? peel(receiver) : undefined, variable = owner?.kind === 'name' && owner.symbol !== undefined ? unit.symbols[owner.symbol] : undefined;
    return variable?.kind === 'local' && variable.func !== func.id && variable.func !== undefined && unit.funcs[variable.func].kind !== 'module';
  });
}

/** The future is in a list of the function around this one, which may ask it. */
function heldOutside(ways: Ways, unit: Unit, func: Func, depth: number): Outcome {
  const taker = func.use?.kind === 'argument' ? unit.calls[func.use.call] : undefined;
  if (!taker || depth > NESTED) return { fate: 'kept' };
  const outer = fateWithin(ways, unit, taker, undefined, depth + 1);
  return outer.fate === 'unknown' ? { fate: 'kept' } : outer;
}

/** Where the promise of a call that does not fail on its own comes to light. */
export function fateOfPromise(ways: Ways, unit: Unit, call: Call): Outcome {
  const surface = ways.surfaces.of(unit, call);
  if (surface.kind === 'lost') return lostOutcome(surface.at, false);
  return surface.kind === 'thrown' || surface.kind === 'asked' ? { fate: 'awaited' } : { fate: 'unknown' };
}

/** `main().catch(console.error)` as the last word of a script: its user sees the failure, and nothing goes on as if all were well. */
function endsScript(unit: Unit, func: Func, { at, logged }: End['loss'] & { kind: 'ended' }): boolean {
  return isProgram(unit, func) && logged && at.link?.use.kind === 'dropped';
}

function atOf(end: End): Ending {
  return (end.loss as { at: Ending }).at;
}

function placeOf(at: Ending, logged: boolean): NonNullable<Outcome['at']> {
  return { unit: at.unit, span: at.span, note: noteOf(at, logged), catch: at.catch, callback: at.callback, link: at.link };
}

function lostOutcome(at: Ending, logged: boolean): Outcome {
  const place = placeOf(at, logged);
  switch (at.what) {
    case 'dropped': return at.note === UNHEARD ? { fate: 'dropped' } : { fate: 'dropped', at: place, ...(at.note === RACED ? { raced: true } : {}) };
    case 'ignored': return { fate: 'ignored', at: place };
    default: return { fate: 'swallowed', at: place };
  }
}

/** A fault that is, or lies behind, a call. */
function isInside(fault: Fault, call: Call): boolean {
  return fault.call === call || (fault.inner !== undefined && isInside(fault.inner, call));
}

/** The failure goes to whoever runs the function. */
function leaving(ways: Ways, unit: Unit, func: Func, live: readonly End[], depth: number): Outcome {
  const as = live.some(end => end.how === 'rejects') ? 'promise' : 'throws';
  const logged = live.map(end => (end.loss.kind === 'live' ? end.loss.logged : undefined)).find(one => one);
  const left: Outcome = { fate: live.some(end => end.loss.kind === 'live' && end.loss.returned) ? 'returned' : 'awaited', leaves: { unit, func, as }, ...(logged ? { logged: { unit: logged.unit, span: logged.span, note: noteOf(logged, true), callback: logged.callback, link: logged.link } } : {}) };
  if (!isCallback(func)) return left;
  const use = func.use;
  if (isExported(unit, func)) return left;
  if (use?.kind === 'returned') return { fate: as === 'promise' && givesNothing(unit, func) ? 'dropped' : 'kept' };
  if (!use || depth > NESTED) return { fate: 'kept' };
  if (use.kind === 'stored') return left;
  if (use.kind !== 'argument') return { fate: 'kept' };
  const taker = unit.calls[use.call];
  if (ways.callFacts.types.meanings.of(unit, taker)?.meaning.role === 'handle') return { fate: 'awaited' };
  const treatment = ways.callFacts.callbackOf(unit, taker);
  const beside = treatment?.failures === undefined ? undefined : toldBeside(ways, unit, taker, treatment.failures, use.index);
  if (beside) return beside;
  // The body of a script: a rejection that nobody handles ends its process, as that of `main()` does.
  if (treatment?.how === 'timer' && func.async && isProgram(unit, unit.funcs[taker.func])) return { fate: 'awaited' };
  if (treatment?.failure === 'lost') return { fate: treatment.how === 'emitter' && func.async ? 'kept' : 'dropped' };
  const outer = fateWithin(ways, unit, taker, undefined, depth + 1, live.flatMap(({ fault }) => fault ?? []));
  return outer.fate === 'unknown' ? { fate: 'kept' } : outer;
}

/** `exports.publish = async order => …`: a function with a name for its callers. */
function isExported(unit: Unit, func: Func): boolean {
  return unit.exports.some(({ value }) => {
    const given = value && peel(value);
    return given?.kind === 'function' && given.func === func.id;
  });
}

/** `subscribe(onNext, onError)`: the second is told what the first throws; what it throws itself is only logged. */
function toldBeside(ways: Ways, unit: Unit, taker: Call, failures: number, own: number): Outcome | undefined {
  const callback = taker.args[failures];
  if (!callback) return undefined;
  if (own === failures) return { fate: 'swallowed', at: { unit, span: callback.span, note: 'what is thrown here is only logged' } };
  const [at] = callbackFunctions(ways.callFacts, unit, callback, '');
  if (!at) return isLogCallback(ways.callFacts, unit, callback) ? { fate: 'swallowed', at: { unit, span: callback.span, note: 'the failure is only logged' } } : { fate: 'kept' };
  const { lost, kept, passes, unseen } = treatmentOf(ways, at, 0);
  if (lost.length > 0) {
    const logged = lost.every(one => one.logged);
    const chosen = choiceIn(ways, at.unit, { body: at.func.body, failure: at.func.params[0] }, kept);
    return { fate: 'swallowed', at: { unit: at.unit, span: openingOf(at.func), note: `the failure is ${logged ? 'only logged' : 'dropped'} here`, callback: at.func }, ...(chosen ? { story: [{ rests: chosen }] } : {}) };
  }
  return passes ? { fate: 'dropped' } : { fate: 'handled', ...(unseen ? { unseen } : {}) };
}
