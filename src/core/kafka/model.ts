import type { Place } from '../text/span';
import type { Cluster, Topic } from './cluster';
import type { Answer, Environment, SettingSite } from '../settings/setting';
import type { Evidence, Fix } from './evidence';
import type { Sureness } from './loudness';

/** What a message names first. */
export interface Subject {
  /** Names or patterns of topics, where they are known. */
  topics?: readonly string[];
  /** What a reader calls it: the call `producer.send`, the function `onOrder`, the field, service or resource. */
  name?: string;
}

/** A client library in use, with its version where the build files tell. */
export interface LibraryUse {
  /** `kafkajs`, `kafka-clients`, `spring-kafka`. */
  id: string;
  version?: string;
}

/** Everything the workspace says about Kafka, ready for the rules. */
export interface KafkaModel {
  producers: Producer[];
  consumers: Consumer[];
  sends: Send[];
  handlers: Handler[];
  commits: Commit[];
  transactions: Transaction[];
  dualWrites: DualWrite[];
  earlyMarks: EarlyMark[];
  hookedSends: HookedSend[];
  ledgers: Ledger[];
  /** Where handlers of failures pass over records and keep nothing of them. */
  skippedRecords?: SkippedRecords[];
  /** Deserializers of containers' consumers that fail for what they cannot read. */
  throwingDeserializers?: ThrowingDeserializer[];
  /** Listeners that are to acknowledge, and never do. */
  unacknowledged?: Unacknowledged[];
  /** Where handlers wait for longer than their group waits for them. */
  longWaits?: LongWait[];
  /** Where partitions are given up with work that is not through, or not committed. */
  unfinishedRevokes?: UnfinishedRevoke[];
  /** Consumers that never read what is written while they are away. */
  skippedBacklogs?: SkippedBacklog[];
  /** What would show that messages are missing or wait. */
  watchers?: Watcher[];
  containers: Container[];
  connectors: Connector[];
  /** Stores that nothing can restore. */
  stateStores: StateStore[];
  topics: Topic[];
  clusters: Cluster[];
  /** Written settings of services beside the brokers that say how many copies their topics get. */
  services?: ServiceSetting[];
  /** Places of resources that are written again elsewhere: what is found in them is told of once. */
  copied?: CopiedPlace[];
  /** Every written setting of clients, wherever it stands, with the clients it is known to reach. */
  clientSettings: ClientSetting[];
  /** Written settings that nobody reads. */
  ineffective: IneffectiveSetting[];
  /** What could not be decided, for the audit. */
  undecided: Undecided[];
  /** Clients and languages in use that are not read: what they send or handle is out of view. */
  unreadClients: UnreadClient[];
}

/** A place in a cluster or topic whose resource other places have too, word for word. */
export interface CopiedPlace extends Place {
  copies: Place[];
}

/** A client or framework of Kafka, or a language with code for one, that is in use and not read; the place is the first that shows it. */
export interface UnreadClient extends Place {
  /** `node-rdkafka`; `Kotlin`. */
  name: string;
  kind: 'client' | 'language';
  /** Only this part of it goes unread: `topologies`. */
  part?: string;
  /** How many files of code import it; 0 when only build files name it. */
  files: number;
  sample: boolean;
}

export interface Undecided extends Place {
  question: string;
  why: string;
  /** What keeps it from being decided, where that is another place. */
  cause?: Place;
  layer: Layer;
}

/** The five layers a message passes. */
export type Layer = 'producer' | 'broker' | 'consumer' | 'detection' | 'business';

/** A written client setting; its subject is the client, or the service or profile in a file. */
export interface ClientSetting extends Subject {
  site: SettingSite;
  /** `producer` or `consumer`: whose setting it is, known by what it reaches or by its unambiguous key or prefix. */
  side: 'producer' | 'consumer';
  library?: LibraryUse;
  /** The version of kafka-clients where it stands in a file of an application, if the build files tell. */
  clients?: string;
  /** The framework whose own client it configures, by a prefix such as `producer.` in a worker's file. */
  within?: 'connect' | 'streams';
  environment: Environment;
  sample: boolean;
  /** Another setting that takes its place or takes it back; then nothing need be said. */
  overriddenBy?: SettingSite;
  /** The group that stands beside it is made anew by every process. */
  freshGroup?: boolean;
  /** The same file or client also sets these, for rules that look at several keys together. */
  beside(key: string): Answer;
  /** Writes `value` in this setting's own notation. */
  write(value: string): Fix;
  /** Deletes the setting, with its line. */
  remove(): Fix;
}

/** A written setting that has no effect where it stands; its subject is the client, cluster or topic. */
export interface IneffectiveSetting extends Subject {
  site: SettingSite;
  /** Who reads it and does not know it: `brokers`, `topics`, `kafkajs`. */
  reader: string;
  /** What it would be: a setting of topics or clients; absent: nobody knows the name. */
  of?: 'topic' | 'client';
  /** The name that the reader knows. */
  instead?: string;
  /** The call whose options have it. */
  belongsTo?: string;
  /** The argument of the same call whose options have it. */
  argument?: 'first' | 'second';
  environment: Environment;
  sample: boolean;
  rename?: Fix;
}

/** A written setting of a Connect worker, a schema registry, a Streams application or the like. */
export interface ServiceSetting {
  site: SettingSite;
  /** The brokers it works with, where the same file describes them. */
  cluster?: Cluster;
  environment: Environment;
  sample: boolean;
  write(value: string): Fix;
}

interface Client extends Place, Subject {
  /** The span is the constructor's or factory call's name. */
  library: LibraryUse;
  environment: Environment;
  sample: boolean;
  setting(key: string): Answer;
  /** Adds a setting to the client's own configuration, where its shape allows it. */
  add(key: string, value: string): Fix | undefined;
}

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
  /** Cure for a producer that is never closed. */
  close?: Fix;
}

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

/**
 * A consumer that never reads what is written while it is away. `seek`: it goes to the end with each assignment, at this
 * call; `new-group`: its group is made anew by each start, and begins at the end; `no-group`: an input of a framework that
 * makes such a group where none is named.
 */
export interface SkippedBacklog extends Place, Subject {
  how: 'seek' | 'new-group' | 'no-group';
  because: Evidence[];
  environment: Environment;
  sample: boolean;
  /** Deletes the call. */
  remove?: Fix;
}

/** A listener that never acknowledges, though nobody else does; the span is its parameter, or the annotation where it has none. */
export interface Unacknowledged extends Place, Subject {
  because: Evidence[];
  environment: Environment;
  sample: boolean;
  /** Acknowledges as the last thing it does. */
  acknowledge?: Fix;
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

/** Records that a handler of failures passes over; the span is where it is named, or where it says to go on. */
export interface SkippedRecords extends Place {
  /** What failed: reading them, working on them, or writing them. */
  what: 'reading' | 'processing' | 'writing';
  /** The handler's class, without the package. */
  name: string;
  environment: Environment;
  sample: boolean;
}

/** A deserializer that fails for a record that it cannot read, before anybody could skip that; the span is where it is named. */
export interface ThrowingDeserializer extends Place {
  of: 'key' | 'value';
  /** Its class, without the package. */
  name: string;
  environment: Environment;
  sample: boolean;
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
  /** With the fate `ignored`: what the client tells of it is in the value of its promise. */
  inValue?: true;
  /** It commits a transaction, and with it all that was sent in that. */
  commits?: true;
  /** A transaction of its producer is open around it, of which it is no part. */
  outside?: Evidence;
  /** It sends the value of a record on that was read, without the record's key; `seen`: the code knows that there is one. */
  keyless?: Evidence & { seen: boolean };
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

/** A record is written down as handled before its work: when that fails, the record comes again and is passed over. */
export interface Remembered extends Place {
  name?: string;
  /** Only in the memory of the process, which tries again by itself. */
  memory: boolean;
  because: Evidence[];
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

/** The parameter of a listener of whole batches that is no list; the span is its type. */
export interface SingleRecord extends Place {
  /** What it is given of a batch: the first record, all values joined to one text, or nothing, since each batch fails. */
  gets: 'first' | 'joined' | 'nothing';
  /** What makes the listener one of batches. */
  because: Evidence[];
  /** Gives it one record after the other. */
  single?: Fix;
}

/** A future that a listener returns while work in it may still run; the span is the type that its method gives. */
export interface ReturnedFuture extends Place {
  /** What the library makes of it. */
  outcome: FutureOutcome | 'unknown';
  because: Evidence[];
  /** Waits for it inside the listener. */
  wait?: Fix;
}

export interface Detached extends Place, Subject {
  how: 'listener' | 'future' | 'promise' | 'executor' | 'timer' | 'emitter' | 'queue' | 'reactive' | 'thread' | 'callback';
  because: Evidence[];
  /** How sure it is that this is work, and that nobody waits for it. */
  sureness: Sureness;
  /** Where the commits ask for its end: whether it is done by then could not be decided. */
  asked?: Evidence;
  wait?: Fix;
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

export interface OffsetForm extends Place {
  /** `next`: the right one; `same`: the record's own; `concatenated`: text `+ 1`; `beyond`: one too many. */
  form: 'next' | 'same' | 'concatenated' | 'beyond' | 'unknown';
  fix?: Fix;
}

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

/** A database table by which lost and doubled messages are avoided or found, at a place that works with it. */
export interface Ledger extends Place {
  /**
   * `outbox`: a write keeps a message there until it is sent; `relay`: a send empties it; `handled`: a write remembers a
   * message whose effect is done; `gaps`: a write keeps what is missing in a sequence.
   */
  what: 'outbox' | 'relay' | 'handled' | 'gaps';
  sample: boolean;
}

/** A package or container by which somebody would see that messages are missing, or how far consumers lag behind. */
export interface Watcher extends Place {
  what: 'tracing' | 'lag';
  /** What a reader calls it: `OpenTelemetry`. */
  name: string;
  sample: boolean;
}

/** A connector of Kafka Connect; its subject is its name. */
export interface Connector extends Place, Subject {
  /** What it moves: records to elsewhere, or changes from there. */
  kind: 'sink' | 'source';
  environment: Environment;
  sample: boolean;
  setting(key: string): SettingSite | undefined;
  write(site: SettingSite, value: string): Fix;
  remove(site: SettingSite): Fix;
}

/** A store of Kafka Streams whose changes go to no topic; the span is the call that says so. */
export interface StateStore extends Place, Subject {
  environment: Environment;
  sample: boolean;
  /** Keeps the topic. */
  restore: Fix;
}

/** What calls listeners: a container factory, a listener without one, or a bare callback consumer that skips on failure. */
export interface Container extends Place, Subject {
  library: LibraryUse;
  what: 'listener' | 'factory' | 'error-handler';
  /** What happens to a record that keeps failing. */
  failures: 'dead-letter' | 'skipped' | 'retried-for-ever' | 'stopped' | 'handled' | 'unknown';
  because: Evidence[];
  /** The factory or error handler of the workspace that brings this about; it is in the list too and speaks for itself. */
  decidedBy?: Place;
  environment: Environment;
  sample: boolean;
}

/**
 * What becomes of the record of a listener's future. `unheard`: it counts as done when the method returns. `acknowledged`:
 * when the future is through, also by a failure. `committed-first`: a failed one is tried again after its offset was
 * committed. `kept`: a failed one goes to a retry topic.
 */
export type FutureOutcome = 'unheard' | 'acknowledged' | 'committed-first' | 'kept';
