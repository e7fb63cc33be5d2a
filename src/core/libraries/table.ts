import type { Language } from '../flow/unit';
import type { FutureOutcome } from '../kafka/model';

/**
 * What a library's types, methods and annotations mean, as data. Types are named as imports name them:
 * `kafkajs#Producer` for an npm package, `org.apache.kafka.clients.producer.KafkaProducer` for Java.
 */
export interface LibraryTable {
  /** `kafkajs`, `kafka-clients`, `spring-kafka`; also for runtimes and databases. */
  id: string;
  language: Language;
  /** Where it is written what its types and calls mean. */
  source: string;
  /** Names under which build files list it. */
  packages: string[];
  /** What code that uses it says, which need not say "kafka". */
  words?: readonly string[];
  /**
   * The client gathers records and sends them in the background; its `flush` and `close` send what is left. What sends
   * them dies with the program, or keeps it alive.
   */
  buffer?: 'dies' | 'keeps-alive';
  types: Record<string, TypeTable>;
  annotations?: Record<string, AnnotationTable>;
  /** Calls known by the shape of their arguments, for receivers whose type is not in view. */
  shapes?: ShapeTable[];
  /** Its consumers have a group, or are not made. */
  grouped?: boolean;
  /** A transactional producer sends nothing outside of a transaction. */
  sendsInTransaction?: boolean;
  /** What becomes of a record whose listener returns a future. */
  futures?: FutureTable;
  /** The library whose clients it makes: their defaults hold, for the version of theirs. */
  clients?: { id: string; packages: string[] };
  /** Handlers of failures that pass over the record and keep nothing of it, and the interfaces of such handlers. */
  skipping?: Record<string, RecordsOf>;
  failureHandlers?: Record<string, RecordsOf>;
  /** Deserializers that fail for a record that they cannot read, and which arguments of the call that makes a consumer are some. */
  deserializers?: { throwing: readonly string[]; arguments: readonly { at: number; of: 'key' | 'value' }[] };
  /** Types whose methods are told which partitions come and go, with the names of those. */
  rebalances?: Record<string, { assigned: string; revoked: string }>;
  /** How long a handler may take before the group gives its partitions to others. */
  patience?: Patience;
  /** Methods of classes of a type that are run for changes of the database, by when. */
  hooks?: Record<string, Readonly<Record<string, HookTime>>>;
  /** Methods of classes of a type that are given records. */
  receivers?: Record<string, Readonly<Record<string, ReceiverTable>>>;
  /** What becomes of its consumer when a handler throws the error of a value that cannot be read. */
  unreadable?: 'stops' | 'comes-again' | 'ends';
  /** Settings that it gives to its clients itself, unless it is told otherwise. */
  gives?: GivenSetting[];
  /** Functions that its platform runs with records. */
  triggers?: TriggerTable;
  /** The first major version whose sends give a `CompletableFuture`; before, they give a Spring `ListenableFuture`. */
  completableFrom?: number;
}

/** By which types an exported function is one that a platform runs with records. */
export interface TriggerTable {
  /** Types of its first parameter. */
  events: readonly string[];
  /** Types of the function itself; of those at `generic` the first argument is one of the events. */
  handlers: readonly string[];
  generic: readonly string[];
  /** The property of what it gives that lists the records which are to be given to it again, if the platform is told to look at that. */
  failed: string;
}

/** What bounds the time of a handler. */
export interface Patience {
  /** Kafka's key of the setting, what code calls it, and by what its value is multiplied. */
  key: string;
  name: string;
  times?: number;
  /** What has to come in time: a heartbeat, which handlers of this library hold up, or the next poll. */
  awaits: 'heartbeat' | 'poll';
  /** A method that is handed to the handler, by which it asks for more time. */
  renewedBy?: string;
  /** The setting that says how many records may be worked on before the next poll. */
  records?: string;
}
/**
 * When a hook is run for a change of the database: `before` its commit, in the same transaction; `after` it; or `around`: behind
 * the change, and before the commit where whoever made it began a transaction.
 */
export type HookTime = 'before' | 'after' | 'around';

/** A method that is given records, which count as done when it returns. */
export interface ReceiverTable {
  batch: boolean;
  /** Methods of its class that are run before the records count, and may wait for what it has begun. */
  finishedBy: readonly string[];
}

/** Records that cannot be read, processed or written. */
export type RecordsOf = 'reading' | 'processing' | 'writing';

/** A setting that a library gives to its clients. */
export interface GivenSetting {
  side: 'producer' | 'consumer';
  key: string;
  value: string;
  source: string;
  /** Whatever code says. */
  always?: true;
}

/** Futures that listeners return. */
export interface FutureTable {
  /** The types of a method's result that the library looks at. */
  types: string[];
  /** Types of futures by which it only learns that the method is through. */
  unheard: string[];
  /** The first row that holds for a version and a listener decides. */
  rows: FutureRow[];
}

/** What becomes of a batch for a parameter that is no list: all others are given its first record. */
export interface BatchParameters {
  /** The argument of the annotation that says whether batches are given, and the first version that has it. */
  by: string;
  since: string;
  /** Annotations with which a parameter is still the record itself. */
  annotations: string[];
  /** Types of parameters that are given no part of the record. */
  beside: string[];
  /** Types that are given the batch itself, what is made of all of it, or which say nothing. */
  whole: string[];
  /** Types that are given all values, joined to one text. */
  joined: string[];
  /** Types to which a batch cannot be converted, so that each one fails. */
  refused: string[];
}

export interface FutureRow {
  /** The first version for which it does not hold any more. */
  until?: string;
  /** It holds only for listeners with a retry topic, or only for those of whole batches. */
  of?: 'retry-topic' | 'batch';
  outcome: FutureOutcome;
}

export interface TypeTable {
  extends?: string[];
  /** What `new T(…)` means. */
  create?: Meaning;
  methods?: Record<string, Meaning | Meaning[]>;
  /** Methods that are not listed give this type (fluent builders). */
  fluent?: boolean;
  /** Its methods are links of a chain, whose names those of many others have too: by them alone nothing has to do with Kafka. */
  stream?: true;
  properties?: Record<string, string>;
}

/** A call that is recognised without its receiver's type: the first argument is an object with these properties. */
export interface ShapeTable {
  method: string;
  properties: string[];
  type: string;
}

/** A way into the arguments: `0`, `0.eachMessage`, `1.messages.[]`. */
export type Route = string;

/** Where settings of a client come from and how they are spelled there. */
export interface SettingsSource {
  at: Route;
  /** The dialect of `spelling.ts`; absent: Kafka's own keys. */
  spelling?: string;
  /** The dialect where the call has no argument behind them. */
  alone?: string;
}

/** A function that is told of a failure as its parameter `failure`; `method`: that of an object. */
export interface FailureCallback {
  at: Route;
  failure: number;
  method: string;
}

/** What a call means. `arity` tells overloads apart; `returns` is the type of the result, promises looked through. */
export type Meaning = {
  arity?: number | [number, number];
  returns?: string;
  /**
   * It means this only where an option of its call is a constant of this name (`transport: Transport.KAFKA`), the argument this
   * text (`on('data', …)`), or of this type.
   */
  when?: { argument: number; option?: string; is: string } | { argument: number; type: string };
} & (
  | { role: 'make' }
  | { role: 'client'; settings?: SettingsSource[]; /** The function among its settings that says whether its consumers are restarted after a crash. */ restart?: Route }
  | {
      role: 'producer'; settings: SettingsSource[]; managed?: boolean;
      /** Settings by one of which it tells what has become of records: to those who listen, and to a function that stands at `callback`. */
      reports?: { at: Route; options: readonly string[]; callback: string };
    }
  | {
      role: 'consumer'; settings: SettingsSource[];
      /** A framework's container runs it, which commits for it. */
      managed?: boolean;
      /** Its auto commit covers the records whose handler is through, and not all that were polled. */
      commitsHandled?: boolean;
      /** Where its topics stand, by one or the other. */
      topics?: Route[];
      /** Settings that it has unless it is told otherwise, whatever is the default of its library. */
      gives?: GivenSetting[];
      /** The function among its settings that says whether it is restarted after a crash that may pass. */
      restart?: Route;
    }
  | {
      role: 'send'; topic?: Route; acks?: Route;
      /** The key and the value of a record, where both stand in the call. */
      record?: { key: Route; value: Route };
      /** The option without which there is nothing to send, and no failure either. */
      needs?: string;
      /**
       * How the outcome is had. `callback`: only through it. `report`: of what fails later only those hear who listen to reports.
       * `message`: the message that is sent is told, and whom that was given. `logged`: nobody, but for a line in the log.
       */
      outcome: 'promise' | 'observable' | 'future' | 'completable-future' | 'throws' | 'callback' | 'report' | 'message' | 'logged';
      /** Nothing is sent before somebody subscribes to what it gives. */
      cold?: true;
      /** What was refused is told of in the value of its promise, which fulfils. */
      inValue?: true;
      /** It is a question: who takes the answer has waited for it. */
      asks?: true;
      callback?: FailureCallback;
      /** What it sends; absent: its topic and name tell. */
      purpose?: 'business' | 'dead-letter' | 'telemetry';
    }
  | { role: 'handle'; handlers: HandlerTable[]; /** Settings of its consumer among the call's options. */ settings?: SettingsSource[]; /** No topic can be subscribed to behind it. */ fixesTopics?: boolean }
  | {
      role: 'subscribe'; settings?: SettingsSource[];
      /** Where its topics stand, by one or the other. */
      topics?: Route[];
      /** Where it is given what is told of partitions that come and go. */
      rebalances?: Route;
    }
  | { role: 'seek'; /** It goes past all that is there. */ to?: 'end' }
  | { role: 'assign' | 'pause' | 'poll' | 'close' | 'flush' | 'nack' | 'connect' }
  | {
      role: 'commit';
      /** `sync` throws, `async` reports to a callback, `promise` rejects, `queued` goes out and reports to nobody, `mark` only marks in memory. */
      way: 'sync' | 'async' | 'promise' | 'queued' | 'mark';
      callback?: Route;
      /** Which parameter of that is the failure; absent: the second. */
      failure?: number;
      /** Where the offset stands; absent: the whole batch, or the record at hand. */
      offset?: { at: Route; form: 'string' | 'number'; /** The client adds one itself. */ adds?: boolean; /** It stands in a value that the library makes. */ wrapped?: boolean };
      whole?: boolean;
      /** Without arguments it commits only when one of these is reached: options of the call that takes the handler. */
      thresholds?: readonly Route[];
      /** It commits what is marked or handled, wherever it stands. */
      handled?: boolean;
    }
  | { role: 'acknowledge' }
  /** Makes a message, of another one unless it is `fresh`; the function at `failure` is told when it is not stored. */
  | { role: 'message'; fresh?: true; failure?: Route }
  | {
      role: 'begin';
      /** What the client itself sends stays outside: only what it gives sends within. */
      apart?: boolean;
    }
  | { role: 'commit-transaction' | 'abort'; callback?: FailureCallback }
  /** Hears what has become of records: the function at `at` is given the failure as its parameter `failure`. */
  | { role: 'hear-reports'; at: Route; failure: number }
  /** Brings what is reported of records to those who listen. */
  | { role: 'bring-reports' }
  | { role: 'send-offsets'; offset?: { at: Route; form: 'string' | 'number' } }
  /** Tries the function that it is given again; after the last try the one at `recovery` has the last word. */
  | { role: 'retry'; recovery: Route }
  /** Runs the function at `at` inside a transaction. */
  | { role: 'in-transaction'; at: Route }
  /** Runs the function at `at` inside a transaction of a database, which its failure rolls back. */
  | { role: 'database-transaction'; at: Route }
  | { role: 'create-topics'; at: Route; spelling: string }
  | { role: 'topic'; name: Route; replicas?: Route; partitions?: Route }
  | { role: 'topic-setting'; key: string; at?: Route }
  | { role: 'error-handler'; recoverer?: Route; backOff?: Route; failures?: 'skipped' | 'stopped' | 'dead-letter' }
  | { role: 'recoverer'; /** The function that gives the place of a failed record; where it gives none the record is skipped. */ resolver?: Route }
  | { role: 'back-off'; attempts?: Route; unlimited?: boolean }
  | { role: 'container-factory' }
  /** What is given to it by its framework is sent, and no call asks for that. */
  | { role: 'outbound-adapter' }
  /** A client that sends with the producers of the factory at `factory`. */
  | { role: 'template'; factory: Route }
  /** Gives a client a value for one of Kafka's keys. */
  | { role: 'set-setting'; key: string; at: Route }
  | { role: 'set-error-handler'; at: Route }
  | { role: 'set-container'; key: string; at: Route }
  /** Each record is handled inside a transaction of the manager at `at`. */
  | { role: 'set-transaction-manager'; at: Route }
  /** Writes, with the statement at `sql` or the one that its receiver was prepared with, if it has one. */
  | { role: 'database-write'; sql?: Route; /** What it writes to, where the call does not say it. */ table?: string }
  /** Runs the statement at `sql`, or the one that its receiver was prepared with, whose words tell whether it writes. */
  | { role: 'database-statement'; sql?: Route }
  /** Prepares the statement at `sql`, or one for the table that is named there. */
  | { role: 'prepare'; sql: Route }
  /** A store is kept without the topic from which it could be restored. */
  | { role: 'no-changelog' }
  /** Registers functions that are run for changes of the database; `event`: where it is named which, by these words. */
  | { role: 'hook'; time: HookTime; event?: { at: Route; is: RegExp } }
  | { role: 'offset'; at: Route }
  /** Gives a property of the application by its name, or else another value. */
  | { role: 'application-property'; name: Route; otherwise?: Route }
);

/** What an annotation says of its class, method, field or parameter. */
export type AnnotationTable =
  | {
      role: 'listener'; topics: string[];
      /** The types of a parameter by which it acknowledges by hand, apart by spaces, and those of parameters that are given whole batches. */
      acknowledgement: string; batches: string[];
      /** What parameters that are no list are given by a listener of whole batches. */
      inBatches?: BatchParameters;
    }
  | { role: 'retry-topic' }
  /** What the method gives is sent; what is sent or read by the field or parameter; when the records of the method count as done. */
  | { role: 'outgoing' | 'channel' | 'acknowledgement' }
  | { role: 'dead-letter-handler' }
  | { role: 'transactional' }
  | { role: 'async' }
  /** The method is run for changes of the database; `phase`: the argument that says when, else `time`. */
  | { role: 'hook'; time: HookTime; phase?: { argument: string; is: Readonly<Record<string, HookTime>> } }
  /** The method is run by whoever publishes its event, before that goes on. */
  | { role: 'event-listener' }
  | { role: 'bean' }
  /** What the method gives, or what is put into the field or parameter, is of a type of the library, whatever it is declared to be. */
  | { role: 'gives'; type: string }
  /** The method is given what the channel is sent that the argument names. */
  | { role: 'channel-handler'; channel: string }
  /** A method of a class of listeners that is given its records. */
  | { role: 'listener-method' }
  /** What the method gives is the answer to whoever sent the record. */
  | { role: 'reply' }
  /** The bean that is taken when several fit. */
  | { role: 'primary' }
  /** Applies under some profiles only. */
  | { role: 'profile' }
  /** A parameter or method that is given beans, which of them, or both. */
  | { role: 'injected' | 'qualifier' | 'resource' }
  /** Gives a field or parameter a property of the application. */
  | { role: 'property' }
  /** Binds the fields of a class to the properties below a name. */
  | { role: 'properties' }
  /** Entities of a store that is filled from elsewhere and may run out. */
  | { role: 'view' };

/** One handler given to a library in a call. */
export interface HandlerTable {
  at: Route;
  /** `on-return`: the record counts as done when the handler's result is; `first`: before it is run. */
  commits: 'on-return' | 'on-poll' | 'by-hand' | 'first';
  /** The type of its first parameter. */
  given?: string;
  /** Option of the same call that turns commits off: route and the value that does. */
  byHand?: { at: Route; value: string };
  /** Option of the same call with which only what the handler marks as done counts; what it does not mark is given to it again. */
  marked?: { at: Route; value: string };
  batch?: boolean;
  /** Nobody waits for the promise that it gives; `next`: meanwhile the next record comes. */
  apart?: 'alone' | 'next';
  /** Which of its parameters is a failure to read, with which there are no records. */
  failure?: number;
  /** Questions of the handler's own parameter; when one is answered with yes, a batch may be left: its rest is not counted. */
  mayLeaveBy?: readonly string[];
  /** Methods of the handler's own parameter, by their name after destructuring: `resolveOffset`, `commitOffsetsIfNecessary`, `heartbeat`. */
  methods?: Record<string, Meaning>;
}
