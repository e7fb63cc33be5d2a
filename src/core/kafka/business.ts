import type { Environment } from '../settings/setting';
import type { Place } from '../text/span';
import type { Evidence, Fix } from './evidence';
import type { Send } from './producing';
import type { Subject } from './subject';

/** A database write and a send in one piece of work, without anything that makes them one. */
export interface DualWrite extends Place {
  /** The span is the send. */
  write: Evidence & Subject;
  send: Send;
  /** The database transaction around them, if any. */
  transaction?: Evidence;
  /** The handler they are part of, whose record is delivered again when the send fails. */
  redelivered?: Evidence;
  /** A failure of the send rolls the write back. */
  undone: boolean;
  order: 'write-first' | 'send-first';
  environment: Environment;
  sample: boolean;
}

/** A database table by which lost and doubled messages are avoided or found, at a place that works with it. */
export interface Ledger extends Place {
  /**
   * `outbox`: a write keeps a message there until it is sent; `relay`: a send empties it; `handled`: a write remembers a
   * message whose effect is done; `gaps`: a write keeps what is missing in a sequence.
   */
  what: 'outbox' | 'relay' | 'handled' | 'gaps';
  /** With `handled`: the handlers of Kafka records that come to it. */
  handlers?: Place[];
  /** With `handled`: it is part of a transaction of the database. */
  transaction?: true;
  sample: boolean;
}

/** A row of an outbox that counts as sent although its send may fail, or comes only then; the span is the send. */
export interface EarlyMark extends Place {
  mark: Evidence & Subject;
  send: Send;
  /** `before`: the mark stands before the send; `behind`: behind it, also on a way on which it has failed. */
  order: 'before' | 'behind';
  /** What a failed send runs to put the row back: then only a stop of the process loses it. */
  putBack?: Evidence;
  environment: Environment;
  sample: boolean;
  /** Puts the mark behind the send. */
  move?: Fix;
}

/** A send in a function that an ORM or a framework runs for a change of the database; the span is the call that leads to it. */
export interface HookedSend extends Place {
  /** That call, as it is written. */
  name?: string;
  hook: Evidence & Subject;
  /** `before` the commit of the change; `after` it; `around`: behind the change, and before the commit where there is a transaction. */
  when: 'before' | 'after' | 'around';
  send: Send;
  because: Evidence[];
  environment: Environment;
  sample: boolean;
}
