import type { Answer, Environment, SettingSite } from '../settings/setting';
import type { Place } from '../text/span';
import type { Client, LibraryUse } from './client';
import type { Evidence, Fix } from './evidence';
import type { Detached, LeftEarly, OutOfOrder, Remembered, Repeated, ReturnedFuture, SingleRecord, Swallow, Unreadable } from './handling';
import type { Sureness } from './loudness';
import type { Subject } from './subject';

/** A client that reads records. */
export interface Consumer extends Client {
  group: Answer;
  /** Reads without a group, by `assign` and `seek`, or keeps its position elsewhere. */
  ownPosition: boolean;
  handlers: Handler[];
  /** Commits by hand somewhere. */
  commits: Commit[];
  /** Its auto commit covers records whose handler is through, and not all that were polled. */
  commitsHandled?: boolean;
  /** The call that decides where a new group starts, when that is not the constructor (`subscribe` of kafkajs). */
  subscribes?: Place;
  /** Its automatic commits are off, and it commits nothing on any way. */
  neverCommits?: NeverCommits;
  /** Where it ends, or never reads what it is told to, though the program goes on. */
  stops?: StoppedConsumer[];
  /** The group is made anew by every process (a UUID, a host name, the time), as for live views and caches. */
  freshGroup?: boolean;
  /** What makes the group another one with each start, also on one machine. */
  newGroup?: SettingSite;
}

/**
 * `closed`: right behind its start; `subscribed-late`: to a topic when it was running already; `not-restarted`: a crash is
 * final, and nobody listens for it.
 */
export interface StoppedConsumer extends Place {
  how: 'closed' | 'subscribed-late' | 'not-restarted';
  because: Evidence[];
  /** Deletes the call that ends it. */
  remove?: Fix;
}

/** Why a consumer never commits. */
export interface NeverCommits {
  /** What turns automatic commits off. */
  setting: SettingSite;
  /** That is said in code, and holds for this consumer alone. */
  written: boolean;
  /** A call that would commit by thresholds, of which none is set. */
  idle?: Place;
}

/** Code that is given records: a callback, an annotated method, or the body of a poll loop. */
export interface Handler extends Place, Subject {
  form: 'callback' | 'listener' | 'poll-loop';
  library: LibraryUse;
  consumer?: Consumer;
  /** How a record comes to count as done: its handler returns, the next poll, a commit by hand, or not in view. */
  commits: 'on-return' | 'on-poll' | 'by-hand' | 'unknown';
  /** Its own code asks for the next records, and may do so when it is through. */
  asksForNext?: true;
  /** Failures that the handler catches and drops, after which the record counts as done. */
  swallows: Swallow[];
  /** Work that is started and not waited for. */
  detached: Detached[];
  /** Where it writes down that the record was handled, before its work. */
  remembered: Remembered[];
  /** Where it fails for a record that it cannot read. */
  unreadable?: Unreadable[];
  /** What is done twice when its record comes twice, and nothing remembers what was handled. */
  repeated?: Repeated[];
  /** Where it drops a record that was tried so many times. */
  givenUp?: Place[];
  /** Where it leaves a batch, all of which then counts as read. */
  left: LeftEarly[];
  /** Where it counts records as done in the order in which parallel work ends. */
  outOfOrder: OutOfOrder[];
  /** Where it takes one record, though it is given whole batches. */
  single?: SingleRecord;
  /** The future by which it hands on the end of its work, and its failure. */
  future?: ReturnedFuture;
  /** A failure of the work closes the consumer here, which commits all that was polled. */
  closing?: Evidence;
  /** The first call that its safety rests on and that cannot be seen: then it is not decided. */
  unseen?: Evidence;
  /** A failure puts the record into a retry topic, whatever is acknowledged. */
  retryTopic?: boolean;
  /** Reads a dead-letter topic itself. */
  readsDeadLetters: boolean;
  /** The handler only prints or counts: nothing is lost when it fails. */
  trivial: boolean;
  environment: Environment;
  sample: boolean;
}

/** A commit or acknowledgement of offsets by hand. */
export interface Commit extends Place, Subject {
  library: LibraryUse;
  handler?: Handler;
  /**
   * Where it stands to the work: `before` any of it; `after` it; in a `finally` or after a swallowed failure; of a loop
   * that goes on past a failed batch; by closing a consumer with auto commit after a failure; inside the loop over the
   * records while it commits the whole batch.
   */
  order: 'before' | 'after' | 'finally' | 'after-failure' | 'past-failed-batch' | 'on-close' | 'whole-batch-early' | 'unknown';
  /** It names the record's own offset, and not the next one: it covers only those before it. */
  sparesOwn: boolean;
  /** The first work, the swallowing catch …: what makes the order wrong. */
  because: Evidence[];
  /** How sure the story is by which the order is wrong. */
  sureness: Sureness;
  /** Failure of the commit itself: thrown to the caller, looked at in a callback or logged, or seen by nobody. */
  checked: 'thrown' | 'callback' | 'nobody' | 'unknown';
  /** The offset that is committed, when it is given. */
  offset?: OffsetForm;
  environment: Environment;
  sample: boolean;
  moveAfterWork?: Fix;
  rethrow?: Fix;
  /** Waits for the outcome of the commit. */
  wait?: Fix;
}

/** An offset that a commit names. */
export interface OffsetForm extends Place {
  /** `next`: the right one; `same`: the record's own; `concatenated`: text `+ 1`; `beyond`: one too many. */
  form: 'next' | 'same' | 'concatenated' | 'beyond' | 'unknown';
  fix?: Fix;
}

/**
 * A consumer that never reads what is written while it is away. `seek`: it goes to the end with each assignment, at this
 * call; `reset`: its framework does, by a setting; `new-group`: its group is made anew by each start, and begins at the end; `no-group`: an input of a framework that
 * makes such a group where none is named.
 */
export interface SkippedBacklog extends Place, Subject {
  how: 'seek' | 'reset' | 'new-group' | 'no-group';
  because: Evidence[];
  environment: Environment;
  sample: boolean;
  /** Deletes the call. */
  remove?: Fix;
}
