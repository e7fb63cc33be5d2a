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

/** The loss of a failure that has just ended at a place; `inside` a catch or callback, which may still do something about it. */
export function endedAt(at: Ending, inside: boolean, logged = false): Loss {
  return { kind: 'ended', at, logged, inside, heeded: false };
}

/** The loss of a failure that goes up, out of a promise that was asked. */
export function askedFor(loss: Loss & { kind: 'pending' }, returned: boolean): Loss {
  return { kind: 'live', ...(loss.logged ? { logged: loss.logged } : {}), ...(returned ? { returned } : {}) };
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
