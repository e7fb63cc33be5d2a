import type { LibraryTable, Meaning } from '../../libraries/table';
import { type CallAt, type Fault, faultKey, idOf, type Loss, lossKey, NO_LOSS } from '../calls/loss';
import { keyOf, type Value, type Values } from './value';

/** How far the record at hand is: whether work for it is done, and the call by which it counts as done already. */
export interface Progress {
  worked: boolean;
  /** That was done in an earlier turn of a loop. */
  earlier?: boolean;
  /** Records have been polled: what failed before that was about none of them. */
  polled?: boolean;
  /** The commit, or the call of the function that is walked that commits; and the commit itself. */
  covered?: Checkpoint;
}

/** A place at which records come to count as done, or at which it shows that they did too early, and the way by which it is passed. */
export interface Checkpoint {
  /** `early`: work that comes after a commit, with none before it; `close`: a consumer is closed. */
  what: 'commit' | 'poll' | 'early' | 'close';
  at: CallAt;
  meaning: Meaning;
  library?: LibraryTable;
  /** The call by which it is reached where its order is decided: the commit itself, or a function that commits. */
  shown: CallAt;
  loss: Loss;
  fault?: Fault;
  worked: boolean;
  /** It stands in a loop over records, or in a function that such a loop runs. */
  each: boolean;
  work?: CallAt;
}

/** One way through a function up to a place: what failed on it, what became of that, and what is known of its variables. */
export interface Way {
  fault?: Fault;
  loss: Loss;
  values: Values;
  progress?: Progress;
  /** The call by which whoever asked was told that all is well. */
  answered?: CallAt;
}

export const FRESH: Way = { loss: NO_LOSS, values: new Map() };

/** A way that goes on with another loss. */
export function withLoss(way: Way, loss: Loss): Way {
  return { ...way, loss };
}

/** A way behind the place where its failure was dealt with. */
export function outside(way: Way): Way {
  return way.loss.kind === 'ended' && way.loss.inside ? withLoss(way, { ...way.loss, inside: false }) : way;
}

/** True for a way on which the fault that is asked about has not come yet. */
export function isFresh({ loss }: Way): boolean {
  return loss.kind === 'none' || loss.kind === 'past';
}

/** A way on a part of the code that only failed ways come to. */
export function inside(way: Way): Way {
  return way.loss.kind === 'ended' && !way.loss.inside && way.loss.at.what !== 'dropped' && way.loss.at.what !== 'ignored' ? withLoss(way, { ...way.loss, inside: true }) : way;
}

/** A way on which a variable or result has a value. */
export function withValue(way: Way, key: number, value: Value): Way {
  const known = way.values.get(key);
  if (known ? keyOf(known) === keyOf(value) : value.kind === 'unknown') return way;
  const values = new Map(way.values);
  if (value.kind === 'unknown') values.delete(key); else values.set(key, value);
  return { ...way, values };
}

/** A progress as text. */
export function progressKey(progress: Progress | undefined): string {
  return progress ? `${progress.worked} ${progress.earlier === true} ${progress.polled === true} ${progress.covered ? idOf(progress.covered.at.call) : ''}` : '';
}

/** A checkpoint as text. */
export function checkpointKey({ what, at, shown, loss, fault, worked, each, work }: Checkpoint): string {
  return [what, idOf(at.call), idOf(shown.call), lossKey(loss), faultKey(fault), worked, each, work ? idOf(work.call) : ''].join();
}

const keys = new WeakMap<Way, string>();

/** A way as text, with its fault, for ways that join. */
export function wayKey(way: Way): string {
  let key = keys.get(way);
  if (key === undefined) keys.set(way, key = `${faultKey(way.fault)}|${lossKey(way.loss)}|${valuesKey(way.values)}|${progressKey(way.progress)}${way.answered ? `|${idOf(way.answered.call)}` : ''}`);
  return key;
}

const known = new WeakMap<Values, string>();

function valuesKey(values: Values): string {
  if (values.size === 0) return '';
  let key = known.get(values);
  if (key === undefined) known.set(values, key = [...values].sort(([a], [b]) => a - b).map(([symbol, value]) => `${symbol}=${keyOf(value)}`).join());
  return key;
}

/** Ways that read alike are one; the first stays. */
export function joined(ways: readonly Way[]): Way[] {
  if (ways.length < 2) return [...ways];
  const seen = new Map<string, Way>();
  for (const way of ways) {
    const key = wayKey(way);
    if (!seen.has(key)) seen.set(key, way);
  }
  return [...seen.values()];
}

/** How a way leaves some steps, other than at their end. */
export interface Exit {
  how: 'return' | 'throw' | 'break' | 'continue' | 'stop';
  way: Way;
  value?: Value;
  /** The future that is returned failed: `return CompletableFuture.failedFuture(e)`. */
  rejects?: boolean;
  /** It stands in a catch, and what came there was thrown by the function itself. */
  refused?: boolean;
}

/** Where ways are after some steps. */
export interface Flow {
  next: Way[];
  exits: Exit[];
}

/** Several flows as one. */
export function gathered(flows: readonly Flow[]): Flow {
  return flows.length === 1 ? flows[0] : { next: flows.flatMap(flow => flow.next), exits: flows.flatMap(flow => flow.exits) };
}

/** The variables that hold the failure at hand. */
export function failuresOf(way: Way): Set<number> {
  return new Set([...way.values].filter(([symbol, value]) => symbol >= 0 && value.kind === 'failure').map(([symbol]) => symbol));
}

/** Those of some ways that were not seen before; they are noted as seen. */
export function unseenIn(known: Set<string>, ways: readonly Way[]): Way[] {
  return ways.filter(way => {
    const key = wayKey(way);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
