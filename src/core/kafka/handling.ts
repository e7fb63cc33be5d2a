import type { Environment } from '../settings/setting';
import type { Place } from '../text/span';
import type { Evidence, Fix } from './evidence';
import type { Sureness } from './loudness';
import type { Subject } from './subject';

/**
 * What becomes of the record of a listener's future. `unheard`: it counts as done when the method returns. `acknowledged`:
 * when the future is through, also by a failure. `committed-first`: a failed one is tried again after its offset was
 * committed. `kept`: a failed one goes to a retry topic.
 */
export type FutureOutcome = 'unheard' | 'acknowledged' | 'committed-first' | 'kept';

/** A record is written down as handled before its work: when that fails, the record comes again and is passed over. */
export interface Remembered extends Place {
  name?: string;
  /** Only in the memory of the process, which tries again by itself. */
  memory: boolean;
  because: Evidence[];
}

/** A way out of a batch before its last record; the span is the `break` or `return`, or the call that gives the first record. */
export interface LeftEarly extends Place {
  /** `stop`: it is left because the program is being stopped; `first`: only the first record is looked at. */
  how: 'stop' | 'left' | 'first';
  /** What then counts the rest as read. */
  because: Evidence[];
  /** Lets only those records count that the handler itself marks. */
  resolve?: Fix;
}

/** A commit or mark as work for one of several records ends; the first evidence is what runs the work at the same time. */
export interface OutOfOrder extends Place, Subject {
  /** It is made by a thread that does not poll. */
  otherThread: boolean;
  because: Evidence[];
}

/** A place at which a failure of the work ends, though the record then counts as done. */
export interface Swallow extends Place {
  /** The keyword, callback or error handler that swallows. */
  what: 'catch' | 'callback' | 'settled' | 'error-handler';
  because: Evidence[];
  /** The commit that then counts the record as done, when there is one by hand. */
  commit?: Place;
  /** Only failures of reading the record (parse, deserialise) are caught. */
  narrow: boolean;
  /** How sure its story is, from what fails to this place. */
  sureness: Sureness;
  /** The caught failure is written down (log, metric) or not at all. */
  logged: boolean;
  /** A failure that leaves the loop closes the consumer here, which commits all that was polled. */
  closing?: Evidence;
  rethrow?: Fix;
}

/** A future that a listener returns while work in it may still run; the span is the type that its method gives. */
export interface ReturnedFuture extends Place {
  /** What the library makes of it. */
  outcome: FutureOutcome | 'unknown';
  because: Evidence[];
  /** Waits for it inside the listener. */
  wait?: Fix;
}

/** Work that a handler starts and does not wait for. */
export interface Detached extends Place, Subject {
  how: 'listener' | 'future' | 'promise' | 'executor' | 'timer' | 'emitter' | 'queue' | 'reactive' | 'thread' | 'callback';
  because: Evidence[];
  /** How sure it is that this is work, and that nobody waits for it. */
  sureness: Sureness;
  /** Where the commits ask for its end: whether it is done by then could not be decided. */
  asked?: Evidence;
  wait?: Fix;
}

/** The parameter of a listener of whole batches that is no list; the span is its type. */
export interface SingleRecord extends Place {
  /** What it is given of a batch: the first record, all values joined to one text, or nothing, since each batch fails. */
  gets: 'first' | 'joined' | 'nothing';
  /** What makes the listener one of batches. */
  because: Evidence[];
  /** Gives it one record after the other. */
  single?: Fix;
}

/** An effect that is not the same when it happens twice: it adds to a `sum`, or sends a `mail`. */
export interface Repeated extends Place {
  name?: string;
  what: 'sum' | 'mail';
}

/** A place that fails for a record whose value cannot be read, or that has none; the failure leaves the handler. */
export interface Unreadable extends Place {
  name: string;
  what: 'parse' | 'null';
  /** `stops`: the consumer is not restarted; `comes-again`: the record is given to the handler for ever; `ends`: the loop is left. */
  then: 'stops' | 'comes-again' | 'ends';
}

/** A call by which a handler waits for longer than its group waits for it; times are milliseconds. */
export interface LongWait extends Place, Subject {
  waits: number;
  /** So many records may be waited for, one after the other. */
  records?: number;
  limit: number;
  /** What does not come in time, and the setting that says so. */
  awaits: 'heartbeat' | 'poll';
  setting: string;
  /** Every way comes by it. */
  always: boolean;
  because: Evidence[];
  environment: Environment;
  sample: boolean;
}

/**
 * What is told that partitions are taken away. `uncommitted`: the method commits nothing, though commits are rare;
 * `unwritten`: the call commits all that was polled, though records are only gathered.
 */
export interface UnfinishedRevoke extends Place, Subject {
  how: 'uncommitted' | 'unwritten';
  because: Evidence[];
  environment: Environment;
  sample: boolean;
}

/** A listener that never acknowledges, though nobody else does; the span is its parameter, or the annotation where it has none. */
export interface Unacknowledged extends Place, Subject {
  because: Evidence[];
  environment: Environment;
  sample: boolean;
  /** Acknowledges as the last thing it does. */
  acknowledge?: Fix;
}
