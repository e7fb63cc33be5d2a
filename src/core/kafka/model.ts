import type { Place } from '../text/span';
import type { DualWrite, EarlyMark, HookedSend, Ledger } from './business';
import type { ClientSetting, IneffectiveSetting } from './client-settings';
import type { Cluster, Topic } from './cluster';
import type { Commit, Consumer, Handler, SkippedBacklog } from './consuming';
import type { Container, SkippedRecords, ThrowingDeserializer } from './containers';
import type { LongWait, Unacknowledged, UnfinishedRevoke } from './handling';
import type { Producer, Send, Transaction } from './producing';
import type { Connector, ServiceSetting, StateStore, Watcher } from './services';

export type * from './client';
export type * from './client-settings';
export type * from './producing';
export type * from './consuming';
export type * from './handling';
export type * from './containers';
export type * from './business';
export type * from './services';
export type { Subject } from './subject';

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

/** A question that the code leaves open. */
export interface Undecided extends Place {
  question: string;
  why: string;
  /** What keeps it from being decided, where that is another place. */
  cause?: Place;
  layer: Layer;
}

/** The five layers a message passes. */
export type Layer = 'producer' | 'broker' | 'consumer' | 'detection' | 'business';
