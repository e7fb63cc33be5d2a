import type { Answer, Environment, SettingSite } from '../settings/setting';
import type { LibraryUse } from './client';
import type { Fix } from './evidence';
import type { Subject } from './subject';

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
