import type { Call, Catch, Func, Unit } from '../../flow/unit';
import type { LibraryTable, Meaning } from '../../libraries/table';
import type { Span } from '../../text/span';
import { keyOf, type Value, type Values } from './value';

/** A place that a way passes, and what happens there. */
export interface Stop {
  unit: Unit;
  span: Span;
  note: string;
}

/** The one ordinary thing that goes wrong on a way: a call that fails. */
export interface Fault {
  unit: Unit;
  /** The call of the function that is walked; what fails may lie in a function that it runs. */
  call: Call;
  /** `read`: what is only looked up, of which nothing is lost when it fails; `connect`: what comes before any work. */
  kind: 'work' | 'parse' | 'send' | 'commit' | 'read' | 'connect';
  /** Its failure was assumed: what it does could not be seen. */
  assumed: boolean;
  /** A send that fails before its callback could be told: serialising, no metadata. */
  atOnce?: boolean;
  /** Something else had failed before, and this failed while that was dealt with. */
  second?: boolean;
  /** Whoever asked was told that all is well, before it or in spite of it. */
  answered?: CallAt;
  /** The fault inside the function that the call runs. */
  inner?: Fault;
  /** Its failure ended in that function already, which is not what becomes of the call. */
  endedInside?: boolean;
}

/** Where a failure ends: the catch, callback or dropped value. */
export interface Ending extends Stop {
  what: 'catch' | 'callback' | 'ignored' | 'settled' | 'finally' | 'dropped';
  catch?: Catch;
  callback?: Func;
  link?: Call;
}

/** What has become of the failure, or of what failed, so far. */
export type Loss =
  | { kind: 'none' }
  /** Something else failed before and was caught: what follows is walked, and may fail in its turn. */
  | { kind: 'past' }
  /** It goes up as an exception, or inside the promise that is waited for. */
  | { kind: 'live'; logged?: Ending; returned?: boolean }
  /** It is in a promise or future that was not asked yet; `until` are the places that ask. */
  | { kind: 'pending'; until: readonly number[]; returned: boolean; at: Ending; logged?: Ending }
  /**
   * It ended at a place, and nobody keeps what failed. `inside`: only ways on which it failed come here, so that what is done
   * is done about it; `heeded`: something was done about it; `polled`: other records have come since;
   * `moved`: the code has gone on to another record of the batch; `noted`: the variables that were set because of it.
   */
  | { kind: 'ended'; at: Ending; logged: boolean; inside: boolean; heeded: boolean; polled?: boolean; moved?: boolean; noted?: readonly number[] }
  /** `sent`: it went to another topic; `rereads`: the record is read again. */
  | { kind: 'kept'; by: Stop; sent?: boolean; rereads?: boolean }
  /** Whether it is kept rests on what cannot be seen. */
  | { kind: 'unknown'; by: Stop };

export const NO_LOSS: Loss = { kind: 'none' };

/** A call, with its file. */
export interface CallAt {
  unit: Unit;
  call: Call;
}

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

/** The loss of a failure that has just ended at a place; `inside` a catch or callback, which may still do something about it. */
export function endedAt(at: Ending, inside: boolean, logged = false): Loss {
  return { kind: 'ended', at, logged, inside, heeded: false };
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

const ids = new WeakMap<object, number>();
let next = 0;

/** A number for an object, the same each time within one run. */
export function idOf(object: object): number {
  let id = ids.get(object);
  if (id === undefined) ids.set(object, id = next++);
  return id;
}

/** A fault as text. */
export function faultKey(fault: Fault | undefined): string {
  return fault ? `${idOf(fault.call)} ${fault.kind}${fault.atOnce ? ' at once' : ''}${fault.second ? ' second' : ''}${fault.answered ? ` answered ${idOf(fault.answered.call)}` : ''}` : '';
}

/** The loss of a failure that goes up, out of a promise that was asked. */
export function askedFor(loss: Loss & { kind: 'pending' }, returned: boolean): Loss {
  return { kind: 'live', ...(loss.logged ? { logged: loss.logged } : {}), ...(returned ? { returned } : {}) };
}

/** A loss as text; losses that read alike go on alike. */
export function lossKey(loss: Loss): string {
  switch (loss.kind) {
    case 'pending': return `pending ${loss.until.join()} ${loss.returned} ${loss.logged !== undefined}`;
    case 'ended': return `ended ${loss.at.unit.path}:${loss.at.span.start} ${loss.at.what} ${loss.logged} ${loss.inside} ${loss.heeded} ${loss.polled === true} ${loss.moved === true} ${loss.noted?.join('/') ?? ''}`;
    case 'kept': return loss.sent ? 'kept by a send' : loss.rereads ? 'kept to be read again' : 'kept';
    case 'live': return `live ${loss.logged !== undefined} ${loss.returned === true}`;
    default: return loss.kind;
  }
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

/** How a function ends, as its caller sees it. */
export interface End {
  /** `rejects`: the promise or future that it returns fails. */
  how: 'returns' | 'throws' | 'rejects' | 'stops';
  loss: Loss;
  fault?: Fault;
  value: Value;
  /** Values of variables of the functions around it. */
  outer: Values;
  progress?: Progress;
  /** The function has thrown and caught something of its own: not all was well. */
  refused?: boolean;
}

/** How a function ends when it is entered in a certain way. */
export interface Summary {
  ends: readonly End[];
  /** The same as its callers tell them apart, who ask nothing about single faults. */
  outside: readonly End[];
  checkpoints: readonly Checkpoint[];
  /** A bound was reached, or a function that calls itself could not be followed to the end. */
  cut?: Stop;
  /** It was not walked at all: it may do anything. */
  unseen?: boolean;
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

/** The fault itself, in whatever function it lies. */
export function deepest(fault: Fault): Fault {
  return fault.inner ? deepest(fault.inner) : fault;
}

/** What the end of a failure shows. */
export function noteOf({ note, what }: Ending, logged: boolean): string {
  if (note) return note;
  if (what === 'catch') return logged ? 'the failure is caught and only logged here' : 'the failure is caught and dropped here';
  return logged ? 'the failure is only logged here' : 'the failure is dropped here';
}
