import type { Environment, SettingSite } from '../settings/setting';
import type { Place } from '../text/span';
import type { Cluster } from './cluster';
import type { Fix } from './evidence';
import type { Subject } from './subject';

/** A written setting of a Connect worker, a schema registry, a Streams application or the like. */
export interface ServiceSetting {
  site: SettingSite;
  /** The brokers it works with, where the same file describes them. */
  cluster?: Cluster;
  environment: Environment;
  sample: boolean;
  write(value: string): Fix;
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

/** A package or container by which somebody would see that messages are missing, or how far consumers lag behind. */
export interface Watcher extends Place {
  what: 'tracing' | 'lag';
  /** What a reader calls it: `OpenTelemetry`. */
  name: string;
  sample: boolean;
}
