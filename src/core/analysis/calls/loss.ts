import type { Call, Catch, Func, Unit } from '../../flow/unit';
import type { Span } from '../../text/span';

/** A place that a way passes, and what happens there. */
export interface Stop {
  unit: Unit;
  span: Span;
  note: string;
}

/** A call, with its file. */
export interface CallAt {
  unit: Unit;
  call: Call;
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
  /** It goes up as an exception, or inside the promise that is waited for; `as`: as one of which exceptions, where that is known. */
  | { kind: 'live'; logged?: Ending; returned?: boolean; as?: readonly string[] }
  /** It is in a promise or future that was not asked yet; `until` are the places that ask. */
  | { kind: 'pending'; until: readonly number[]; returned: boolean; at: Ending; logged?: Ending }
  /**
   * It ended at a place, and nobody keeps what failed. `inside`: only ways on which it failed come here, so that what is done
   * is done about it; `heeded`: something was done about it; `polled`: other records have come since;
   * `moved`: the code has gone on to another record of the batch; `noted`: the variables that were set because of it.
   */
  | { kind: 'ended'; at: Ending; logged: boolean; inside: boolean; heeded: boolean; polled?: boolean; moved?: boolean; noted?: readonly number[] }
  /** `sent`: it went to another topic; `rereads`: the record is read again; `promise`: the `new Promise(…)` around it rejects with it. */
  | { kind: 'kept'; by: Stop; sent?: boolean; rereads?: boolean; promise?: Call }
  /** Whether it is kept rests on what cannot be seen. */
  | { kind: 'unknown'; by: Stop };

export const NO_LOSS: Loss = { kind: 'none' };

/** The loss of a failure that has just ended at a place; `inside` a catch or callback, which may still do something about it. */
export function endedAt(at: Ending, inside: boolean, logged = false): Loss {
  return { kind: 'ended', at, logged, inside, heeded: false };
}

/** The loss of a failure that goes up, out of a promise that was asked; `as` which exceptions that gives it. */
export function askedFor(loss: Loss & { kind: 'pending' }, returned: boolean, as?: readonly string[]): Loss {
  return { kind: 'live', ...(loss.logged ? { logged: loss.logged } : {}), ...(returned ? { returned } : {}), ...(as ? { as } : {}) };
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

/** What failed, and what has become of it. */
export interface Failed {
  fault: Fault;
  loss: Loss;
}

const lossKeys = new WeakMap<Loss, string>();

/** A loss as text, but for the place: what reads alike goes on alike, wherever it ended. */
export function lossKey(loss: Loss): string {
  let key = lossKeys.get(loss);
  if (key === undefined) lossKeys.set(loss, key = textOf(loss));
  return key;
}

function textOf(loss: Loss): string {
  switch (loss.kind) {
    case 'pending': return `pending ${loss.until.join()} ${loss.returned} ${loss.logged !== undefined}`;
    case 'ended': return `ended ${loss.at.what} ${loss.logged} ${loss.inside} ${loss.heeded} ${loss.polled === true} ${loss.moved === true} ${loss.noted?.join('/') ?? ''}`;
    case 'kept': return loss.promise ? `kept by a promise ${idOf(loss.promise)}` : loss.sent ? 'kept by a send' : loss.rereads ? 'kept to be read again' : 'kept';
    case 'live': return `live ${loss.logged !== undefined} ${loss.returned === true} ${loss.as?.join('/') ?? ''}`;
    default: return loss.kind;
  }
}

/** The place at which a failure ended, as text. */
export function placeKey(loss: Loss): string {
  return loss.kind === 'ended' ? `${loss.at.unit.path}:${loss.at.span.start}` : '';
}

/** What failed, and where that ended, as text. */
export function failedKey({ fault, loss }: Failed): string {
  return `${faultKey(fault)} ${placeKey(loss)}`;
}

/** What becomes of a failure that goes the same way as another one, with its own places: that one's loss before a step, and after it. */
export function alikeLoss(before: Loss, after: Loss, own: Loss): Loss {
  const [known, places] = [endingsOf(before), endingsOf(own)];
  const placed = (ending: Ending): Ending => places[known.findIndex(one => one !== undefined && isSameEnding(one, ending))] ?? ending;
  switch (after.kind) {
    case 'ended': return { ...after, at: placed(after.at) };
    case 'pending': return { ...after, at: placed(after.at), ...(after.logged ? { logged: placed(after.logged) } : {}) };
    case 'live': return after.logged ? { ...after, logged: placed(after.logged) } : after;
    case 'kept': case 'unknown': return after === before ? own : after;
    default: return after;
  }
}

/** Where a failure ended, and where it was logged. */
function endingsOf(loss: Loss): (Ending | undefined)[] {
  return ['at' in loss ? loss.at : undefined, 'logged' in loss && typeof loss.logged === 'object' ? loss.logged : undefined];
}

function isSameEnding(a: Ending, b: Ending): boolean {
  return a === b || (isSamePlace(a, b) && a.what === b.what && a.note === b.note);
}

/** True for places that are one. */
export function isSamePlace(a: Stop, b: Stop): boolean {
  return a.unit === b.unit && a.span.start === b.span.start;
}

const entries = new WeakMap<Unit, Map<Ending['what'], Ending>>();

/** A loss but for the variables of its function. */
export function withoutVariables(loss: Loss): Loss {
  if (loss.kind !== 'ended' || !loss.noted) return loss;
  const { noted: _, ...rest } = loss;
  return rest;
}

/** A loss with which a function is entered: where it ended, and what was set because of it, is its caller's to tell. */
export function entered(loss: Loss, unit: Unit): Loss {
  const at = ({ what }: Ending): Ending => {
    let known = entries.get(unit);
    if (!known) entries.set(unit, known = new Map());
    let ending = known.get(what);
    if (!ending) known.set(what, ending = { unit, span: { start: -1, end: -1 }, note: '', what });
    return ending;
  };
  if (loss.kind === 'ended') return withoutVariables({ ...loss, at: at(loss.at) });
  return loss.kind === 'live' && loss.logged ? { ...loss, logged: at(loss.logged) } : loss;
}
