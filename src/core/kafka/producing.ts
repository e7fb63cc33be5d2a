import type { Environment, SettingSite } from '../settings/setting';
import type { Place } from '../text/span';
import type { Client, LibraryUse } from './client';
import type { Evidence, Fix } from './evidence';
import type { Sureness } from './loudness';
import type { Subject } from './subject';

/** A client that sends records. */
export interface Producer extends Client {
  sends: Send[];
  transactional: boolean | 'unknown';
  /**
   * `held`: a field, bean, export or container keeps it; `kept`: a private field that leaves its class nowhere; `local`:
   * it lives in one function and nobody else has it.
   */
  lifetime: 'held' | 'kept' | 'local' | 'escapes';
  /** Where it is closed, disconnected or flushed, in its function or its class. */
  closed: Place[];
  /** Every send of it is waited for, so that nothing is left in the buffer. */
  allAwaited: boolean;
  /** False for clients that gather no records in the background (kafkajs), or keep the process alive until those are sent. */
  buffers?: boolean;
  /** The setting by which its records count as sent before the broker confirms them. */
  unconfirmed?: SettingSite;
  /** Cure for a producer that is never closed. */
  close?: Fix;
}

/** What becomes of a send's outcome in the end, over callbacks, chains, variables, functions and files. */
export type Fate =
  /** The failure reaches whoever asked for the send. */
  | 'awaited' | 'returned'
  /** A callback or catch looks at the failure and keeps the record or passes the failure on. */
  | 'handled'
  /** A callback that never looks at the failure. */
  | 'ignored'
  /** Looked at, and then only logged or dropped. */
  | 'swallowed'
  /** Nobody holds the result. */
  | 'dropped'
  /** Stored or handed on to what was not followed. */
  | 'kept'
  | 'unknown';

/** One place that sends, or that calls a wrapper which hands the outcome of a send to its caller. */
export interface Send extends Place {
  /** The span is the name of the call. */
  library: LibraryUse;
  producer?: Producer;
  topic?: string;
  /** The call as it is written, without its arguments: `producer.send`. */
  name?: string;
  /** The `acks` that the send itself asks for, whatever its producer says. */
  acks?: SettingSite;
  fate: Fate;
  /** The catch, callback or variable that decides the fate, and the sends behind a wrapper. */
  because: Evidence[];
  /** The spot of the catch or callback that swallows or ignores. */
  decidedAt?: Place;
  /** What its fate rests on and cannot be seen: then it is not decided. */
  unseen?: Evidence;
  /** How sure the story of its fate is. */
  sureness: Sureness;
  /** With the fate `swallowed`: the failure is written down (log, metric) or not at all. */
  logged?: boolean;
  /** With the fate `swallowed`: the client of HTTP was told at that place that all is well. */
  answered?: true;
  /** A time-out that counts as success stands beside it. */
  raced?: true;
  /** It only puts the record into a queue, and no report of what becomes of it comes to anybody. */
  unreported?: true;
  /** No call asks for it: a framework sends what a function gives. */
  implied?: true;
  /** The setting by which the call would wait for the outcome, and throw what fails. */
  waitsBy?: string;
  /** Nobody subscribes to what it gives, so that it is not even begun. */
  unsent?: true;
  /** With the fate `ignored`: what the client tells of it is in the value of its promise. */
  inValue?: true;
  /** It commits a transaction, and with it all that was sent in that. */
  commits?: true;
  /** A transaction of its producer is open around it, of which it is no part. */
  outside?: Evidence;
  /** It sends the value of a record on that was read, without the record's key; `seen`: the code knows that there is one. */
  keyless?: Evidence & { seen: boolean };
  /** Whether its records have a key, where that is to be seen. */
  key?: 'given' | 'none';
  /** The option without which it sends nothing. */
  empty?: string;
  /** When a time is over, a loop sends it again, whatever becomes of the first. */
  retried?: Evidence;
  /** In the catch of a handler: a throw behind it brings the record again that was just sent. */
  thrownAfter?: Evidence;
  /** True for a call to a wrapper. */
  wrapped: boolean;
  /** The failure is dealt with further in: what is left to wait for is that the send is through. */
  endOnly?: boolean;
  /** In a transaction whose commit reports the failure. */
  transaction: boolean;
  purpose: 'business' | 'dead-letter' | 'telemetry';
  /** A flush or close follows, which sends everything but reports nothing. */
  flushed?: Place;
  environment: Environment;
  sample: boolean;
  /** Waits for the outcome. */
  wait?: Fix;
  /** Passes the failure on instead of swallowing it. */
  rethrow?: Fix;
}

/** A transaction of a client that one function begins and commits; the span is the call that begins it. */
export interface Transaction extends Place, Subject {
  library: LibraryUse;
  /** Where a failure ends without the end of the transaction. */
  open?: Evidence;
  /** The abort behind which the consumer polls on, past the records of the transaction; with what proves it. */
  passedOver?: Place & { because: Evidence[] };
  /** Where the consumer's offsets are committed behind it, that are no part of it. */
  offsetsBeside: Evidence[];
  committed: Evidence;
  environment: Environment;
  sample: boolean;
}
