import type { Expr, Func, Unit } from '../../flow/unit';
import type { Span } from '../../text/span';
import type { FuncAt } from '../program/program';
import { UNBOUND } from '../calls/effect';
import { callbackFunctions, isLooked } from '../calls/failure-callback';
import { endedAt, type Ending, type Stop } from '../calls/loss';
import { FAILURE, NULL, type Value } from './value';
import type { Ways } from './ways';

/** What a function does with a failure that it is given, over every way through it. */
export interface Treatment {
  /** On some way it throws on, also inside the promise that it returns. */
  passes: boolean;
  /** The ways on which it returns and nobody has kept what failed: whether something was done about it at all, and what it returns. */
  lost: readonly { logged: boolean; heeded: boolean; value: Value }[];
  /** Where it is kept, or may be, on other ways. */
  kept: readonly Stop[];
  /** What cannot be seen, and may keep it. */
  unseen?: Stop;
}

/** What a function does with the failure that it is given as a parameter; `beside`: its other parameters hold nothing then. */
export function treatmentOf(ways: Ways, { unit, func }: FuncAt, failure: number, beside = false): Treatment {
  const param = func.params[failure];
  const at: Ending = { unit, span: openingOf(func), note: '', what: 'callback', callback: func };
  const values = new Map<number, Value>(beside && func.params.length > 1 ? func.params.map(other => [other, NULL]) : []);
  if (param !== undefined) values.set(param, FAILURE);
  const { ends, cut } = ways.summary({ unit, func }, UNBOUND, { loss: endedAt(at, true), values });
  const unseen = ends.map(({ loss }) => loss).find(loss => loss.kind === 'unknown');
  return {
    passes: ends.some(({ how, loss }) => (how === 'throws' || how === 'rejects') && loss.kind === 'live'),
    kept: ends.flatMap(({ loss }) => (loss.kind === 'kept' || loss.kind === 'unknown' ? [loss.by] : [])),
    lost: ends.flatMap(({ how, loss, value }) => (how === 'returns' && loss.kind === 'ended' ? [{ logged: loss.logged, heeded: loss.heeded, value }] : [])),
    ...(unseen?.kind === 'unknown' ? { unseen: unseen.by } : cut ? { unseen: cut } : {}),
  };
}

/** True where nobody looks at the failure that a callback is given beside a result. */
export function ignoresFailure(ways: Ways, unit: Unit, callback: Expr, failure: number, method: string): boolean {
  const [at] = callbackFunctions(ways.callFacts, unit, callback, method);
  if (!at) return false;
  return !isLooked(at.unit, at.func, failure) || treatmentOf(ways, at, failure, true).lost.some(({ heeded, logged }) => !heeded && !logged);
}

/** Where a function that is given as a value opens, or the name of a method. */
export function openingOf({ kind, bodySpan, nameSpan }: Func): Span {
  return kind === 'lambda' ? { start: bodySpan.start, end: Math.min(bodySpan.end, bodySpan.start + 1) } : nameSpan;
}
