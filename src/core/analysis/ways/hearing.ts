import type { Call, Func, Unit } from '../../flow/unit';
import { eachExpr, eachStep, peel } from '../../flow/walk';
import { contains } from '../../text/span';
import { UNBOUND } from '../calls/effect';
import { type CallAt, deepest, endedAt, type Loss } from '../calls/loss';
import { UNHEARD } from '../calls/surface';
import { isCallback } from '../outcomes/call-facts';
import type { End } from './summary';
import { keyOf, type Value } from './value';
import type { Ways } from './ways';

/** Functions that hand on to one another, as a value, that something has failed. */
const HANDED_ON = 6;

type Ended = Loss & { kind: 'ended' };

/**
 * Who was told of a failure by the value that a function gives, and is deaf to it: the function itself, where it gives none,
 * a call of it, or a place at which the failure ends that was thrown again because of the value.
 */
export type Deaf = 'itself' | CallAt | Ended;

/** Whether the value that a function gives where something has failed reaches somebody who looks at it; nothing where it does. */
export function deafTo(ways: Ways, unit: Unit, func: Func, end: End, all: readonly End[], depth = HANDED_ON): Deaf | undefined {
  const { value } = end;
  if (!tells(value, all)) return 'itself';
  const callers = ways.callFacts.callers.of(unit, func);
  // Whoever runs it out of view may look.
  if (callers.length === 0) return undefined;
  const heard = callers.some(caller => use(ways, caller) !== 'none');
  for (const caller of callers) {
    const looks = use(ways, caller);
    // The other callers show that the value is meant to be looked at.
    if (looks === 'none') return heard ? caller : 'itself';
    if (looks !== 'test' || depth === 0) continue;
    const home = caller.unit.funcs[caller.call.func], ends = ways.summary({ unit: caller.unit, func: home }).ends;
    for (const one of ends) {
      if (one.fault?.call !== caller.call || one.fault.kind !== end.fault?.kind) continue;
      const deaf = isSame(one, end) ? one.how === 'returns' && isPlain(one.value) && deafTo(ways, caller.unit, home, one, ends, depth - 1)
        : one.fault.endedInside && deepest(one.fault).call === deepest(end.fault).call && deafAfter(ways, caller.unit, home, one, ends, depth - 1);
      if (deaf) return deaf === 'itself' ? caller : deaf;
    }
  }
  return undefined;
}

/** Where a failure ends that is thrown again: in the function that throws it, or above it. */
function deafAfter(ways: Ways, unit: Unit, func: Func, end: End, all: readonly End[], depth: number): Deaf | undefined {
  if (depth === 0 || func.kind === 'module') return undefined;
  if (end.loss.kind === 'ended' && end.how === 'returns') {
    const deaf = deafTo(ways, unit, func, end, all, depth);
    return deaf === 'itself' ? end.loss : deaf;
  }
  if (end.loss.kind !== 'live' || end.how === 'stops') return undefined;
  const taker = isCallback(func) && func.use?.kind === 'argument' ? unit.calls[func.use.call] : undefined;
  if (taker) return isDropped(ways, unit, func, taker) ? endedAt({ unit, span: taker.nameSpan, note: UNHEARD, what: 'dropped' }, false) as Ended : undefined;
  for (const caller of ways.callFacts.callers.of(unit, func)) {
    const home = caller.unit.funcs[caller.call.func], ends = ways.summary({ unit: caller.unit, func: home }).ends;
    for (const one of ends) {
      if (one.fault?.call !== caller.call || one.fault.kind !== end.fault?.kind || one.fault.endedInside) continue;
      const deaf = deafAfter(ways, caller.unit, home, one, ends, depth - 1);
      if (deaf) return deaf;
    }
  }
  return undefined;
}

/** Nobody asks what becomes of a function that a call is given. */
function isDropped({ callFacts, surfaces }: Ways, unit: Unit, func: Func, taker: Call): boolean {
  const treatment = callFacts.callbackOf(unit, taker);
  if (treatment?.value === 'dropped') return func.async || treatment.failure === 'lost';
  return treatment?.value === 'result' && func.async && surfaces.isLeft(unit, taker);
}

/** A value that the function never gives when all is well. */
function tells(value: Value, all: readonly End[]): boolean {
  if (value.kind === 'unknown' || (value.kind === 'constant' && value.value === null)) return false;
  const key = keyOf(value);
  return /^(signal|failure)$/.test(value.kind) || !all.some(end => end.loss.kind === 'none' && !end.refused && end.how === 'returns' && (end.value.kind === 'unknown' || keyOf(end.value) === key));
}

/** Nothing, or yes or no: numbers may count what was done. */
function isPlain(value: Value): boolean {
  return value.kind === 'constant' && (value.value === null || typeof value.value === 'boolean');
}

/** Both speak of a failure that ended at the same place. */
function isSame({ loss: a }: End, { loss: b }: End): boolean {
  return a.kind === 'ended' && b.kind === 'ended' && a.at.unit === b.at.unit && a.at.span.start === b.at.span.start;
}

/** What a caller does with what a call gives: nothing, it is only written into the log, only tested, or something else. */
function use(ways: Ways, { unit, call }: CallAt): 'none' | 'test' | 'other' {
  const uses = call.use.kind === 'dropped' ? [] : [...held(unit, call).flatMap(symbol => unit.symbols[symbol].reads.map(read => read.span)), ...(isHeld(unit, call) ? [] : [call.span])];
  const kinds = uses.map(span => {
    if (isTested(unit, unit.funcs[call.func], span)) return 'test';
    const takers = unit.calls.filter(one => one.func === call.func && one !== call && one.args.some(arg => contains(arg.span, span)));
    if (takers.some(one => ways.effects.of(unit, one, UNBOUND).kind === 'log')) return 'none';
    return takers.length === 0 && call.use.kind === 'awaited' && span === call.span && !ways.callFacts.callers.usesResult(unit, call) ? 'none' : 'other';
  });
  return kinds.includes('other') ? 'other' : kinds.includes('test') ? 'test' : 'none';
}

/** The variables that hold what a call gives. */
function held(unit: Unit, call: Call): number[] {
  const found: number[] = [];
  for (const variable of unit.symbols) if (variable.values.some(value => isOf(value, call))) found.push(variable.id);
  return found;
}

function isHeld(unit: Unit, call: Call): boolean {
  return held(unit, call).length > 0;
}

function isOf(value: Parameters<typeof peel>[0], call: Call): boolean {
  const inner = peel(value), given = inner.kind === 'await' ? peel(inner.value) : inner;
  return given.kind === 'call' && given.call === call.id;
}

/** A place in the condition of a branch or loop, or in what is thrown. */
function isTested(unit: Unit, func: Func, span: { start: number; end: number }): boolean {
  let tested = false;
  eachStep(func.body, step => {
    // What is thrown is followed where it ends.
    const condition = step.kind === 'branch' || step.kind === 'loop' ? step.condition : step.kind === 'exit' && step.how === 'throw' ? step.value : undefined;
    if (!condition || !contains(condition.span, span)) return;
    tested = true;
    // `if (isBad(result))`: who is asked may deal with it.
    eachExpr(condition, one => { if (one.kind === 'call' && unit.calls[one.call].args.some(arg => contains(arg.span, span))) tested = false; });
  });
  return tested;
}
