import type { Call, Expr, Func, Step, Unit } from '../../flow/unit';
import { eachExpr, eachStep, innerSteps, peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { Ground } from '../../kafka/loudness';
import { contains, type Span } from '../../text/span';
import type { CallFacts } from '../outcomes/call-facts';
import { givesPromise } from '../outcomes/promises';
import { UNBOUND } from '../calls/effect';
import { deepest, type Ending, type Fault, type Loss, type Stop } from '../calls/loss';
import type { Engine } from './engine';

/** One link of the story of a loss: a place, and what it rests on that the message is lost by it. */
export interface Link {
  unit: Unit;
  span: Span;
  rests: Ground;
}

/** Functions inside one another, from where a failure ends up to the code that is judged, that are read at a glance. */
const NEAR = 4;

/** The story of a failure that ended: what failed, the calls that lead to it, and the place at which it ended. */
export function storyOf(ways: Engine, fault: Fault, at: Ending, others: readonly Loss[] = []): Link[] {
  return [...pathTo(ways.callFacts, fault), endingLink(ways, callsOf(fault), at, others)];
}

/** What fails, and the calls that lead to it. */
export function pathTo(callFacts: CallFacts, fault: Fault): Link[] {
  return [faultLink(callFacts, fault), ...callsOf(fault).slice(0, -1).map(one => callLink(callFacts, one))];
}

/** What it rests on that a call is work which can fail. */
export function faultLink(callFacts: CallFacts, fault: Fault): Link {
  const { unit, call, assumed } = deepest(fault);
  return { unit, span: call.nameSpan, rests: assumed ? groundOfUnseen(callFacts, unit, call) : 'seen' };
}

/**
 * A call out of view is work by convention where it is made for what it does: it is waited for, nobody uses what it gives or
 * it is only asked how it went, or a service that the class holds does it. What gives a value may as well reckon.
 */
export function groundOfUnseen(callFacts: CallFacts, unit: Unit, call: Call): Ground {
  if (call.use.kind === 'dropped' || call.use.kind === 'tested' || isTask(callFacts, unit, call) || callFacts.idioms(unit).waits.has(call.name)) return 'convention';
  return (traitsOf(unit).waiting === 'promises' ? isAwaited(unit, call) || saysPromise(callFacts, unit, call) : isHeld(call)) ? 'convention' : 'supposed';
}

/** `pool.submit(() -> bank.charge(order))`: all that a function does which runs by itself. */
function isTask(callFacts: CallFacts, unit: Unit, { use, func }: Call): boolean {
  const { expression, use: given } = unit.funcs[func];
  return use.kind === 'returned' && expression === true && given?.kind === 'argument' && callFacts.callbackOf(unit, unit.calls[given.call])?.how !== undefined;
}

function isAwaited(unit: Unit, { use }: Call): boolean {
  if (use.kind === 'receiver') return /^(then|catch|finally)$/.test(unit.calls[use.call].name);
  return use.kind === 'awaited' || use.kind === 'returned' || use.kind === 'argument';
}

/** A function out of view that is declared to give a promise. */
function saysPromise({ types }: CallFacts, unit: Unit, call: Call): boolean {
  return types.callables.targets(unit, call).some(target => givesPromise(types, target));
}

/** `this.bank.charge(order)`: a field of the class. */
function isHeld({ receiver }: Call): boolean {
  const value = receiver && peel(receiver);
  return value?.kind === 'member' && peel(value.object).kind === 'this';
}

function callsOf(fault: Fault): Fault[] {
  return fault.inner ? [fault, ...callsOf(fault.inner)] : [fault];
}

/** A call that may run several functions runs the one of the story by convention. */
function callLink({ types }: CallFacts, { unit, call }: Fault): Link {
  return { unit, span: call.nameSpan, rests: types.callables.targets(unit, call).length > 1 ? 'convention' : 'seen' };
}

function endingLink(ways: Engine, calls: readonly Fault[], { unit, span, catch: handler }: Ending, others: readonly Loss[]): Link {
  const depth = calls.findIndex(one => one.unit === unit && contains(one.unit.funcs[one.call.func].span, span));
  const kept = others.flatMap(loss => (loss.kind === 'kept' || loss.kind === 'unknown' ? [loss.by] : []));
  const chosen = handler && choiceIn(ways, unit, { body: handler.body, failure: handler.param }, kept);
  return { unit, span, rests: chosen ?? (depth > NEAR ? 'convention' : 'seen') };
}

/** Code that is given a failure. */
interface Treating {
  body: readonly Step[];
  /** The variable of the failure. */
  failure?: number;
}

/** Code that keeps what failed in one case, as far as can be seen, and lets it go in another: whether that is meant cannot be told. */
export function choiceIn(ways: Engine, unit: Unit, { body, failure }: Treating, kept: readonly Stop[]): Ground | undefined {
  let chosen: Ground | undefined;
  eachStep(body, step => {
    if (chosen || step.kind !== 'branch' || step.switch) return;
    const keeps = innerSteps(step).map(arm => kept.some(place => place.unit === unit && arm.some(one => contains(one.span, place.span)))
      || callsIn(unit, arm).some(call => ways.effects.of(unit, call, UNBOUND).kind === 'end-process' || kept.some(place => reaches(ways, unit, call, place))));
    if (keeps.includes(true) && keeps.includes(false) && !isOfFailure(unit, step.condition, failure)) chosen = 'supposed';
  });
  return chosen;
}

/** Functions that run one another, up to the one that keeps what failed. */
const DEEPEST_KEEP = 8;

function callsIn({ calls }: Unit, arm: readonly Step[]): Call[] {
  const found: Call[] = [];
  eachStep(arm, step => { if (step.kind === 'call') found.push(calls[step.call]); });
  return found;
}

/** The call is a place, or runs a function with it. */
function reaches(ways: Engine, unit: Unit, call: Call, place: Stop, depth = 0, seen = new Set<Func>()): boolean {
  if (unit === place.unit && contains(call.span, place.span)) return true;
  return depth < DEEPEST_KEEP && ways.effects.of(unit, call, UNBOUND).runs.some(({ unit: home, func }) => {
    if (seen.has(func)) return false;
    seen.add(func);
    return home.calls.some(inner => inner.func === func.id && reaches(ways, home, inner, place, depth + 1, seen));
  });
}

/** The test speaks of the failure, or counts tries. */
function isOfFailure(unit: Unit, condition: Expr, failure: number | undefined): boolean {
  let is = failure !== undefined && unit.symbols[failure].reads.some(read => contains(condition.span, read.span));
  eachExpr(condition, one => { if ((one.kind === 'literal' && typeof one.value === 'number') || (one.kind === 'binary' && /^[<>]=?$/.test(one.op))) is = true; });
  return is;
}
