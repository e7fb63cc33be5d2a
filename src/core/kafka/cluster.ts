import type { Place } from '../text/span';
import type { Evidence, Fix } from './evidence';
import type { Answer, Environment, SettingSite } from '../settings/setting';

/** A topic that code or a file creates. */
export interface Topic extends Place {
  name?: string;
  /** `replication.factor`, `min.insync.replicas`, `unclean.leader.election.enable` … */
  setting(key: string): Answer;
  cluster?: Cluster;
  /** What it is the memory of, where it holds no messages. */
  state?: StateTopic;
  /** Where it is said that it is one of a list's, told from the others by its place alone, and nothing keeps it from being deleted. */
  counted?: Place;
  environment: Environment;
  sample: boolean;
  write(key: string, value: string): Fix | undefined;
}

/** A topic in which a program keeps what it has to know at its next start. */
export interface StateTopic {
  /** Connect's workers, the Schema Registry, the stores of Streams, the brokers themselves; `history`: the schemas that Debezium has seen. */
  of: 'connect' | 'schemas' | 'changelog' | 'brokers' | 'history';
  /** The setting that names it. */
  because: Evidence[];
}

/** The brokers that one file describes. */
export interface Cluster extends Place {
  /** The service, resource or file. */
  name: string;
  /** The number of brokers; unknown when other files may hold more. */
  brokers?: number;
  /** The Kafka version, where an image tag or the like tells. */
  version?: string;
  environment: Environment;
  sample: boolean;
  /** Every place that writes the key, one for each broker that does. */
  sites(key: string): SettingSite[];
  setting(key: string): Answer;
  /** True when nothing that could set a key is out of view, so that an absent key may be judged. */
  complete: boolean;
  storage: Storage[];
  /** Producers of the workspace that are known to wait for all in-sync replicas; evidence for the broker's side. */
  acksAll?: Evidence;
  write(site: SettingSite, value: string): Fix;
  remove(site: SettingSite): Fix;
  /** Adds a setting that nobody wrote, to every broker of the file, where its shape allows it. */
  add?(key: string, value: string): Fix | undefined;
}

/** Where a broker keeps its data. */
export interface Storage extends Place {
  /**
   * `temporary`: under /tmp, tmpfs, emptyDir or `type: ephemeral`; `uncovered`: volumes exist, but not there; `shadowed`:
   * one is mounted above a directory that the image declares a volume, `fresh`: one holds it, but it has a new name for
   * every container; `shared`: another broker has the same one; `container`: none.
   */
  kind: 'temporary' | 'uncovered' | 'shadowed' | 'fresh' | 'shared' | 'container' | 'persistent' | 'unknown';
  directory?: string;
  /** The volume or directory of the host that holds it, with the way inside. */
  volume?: string;
  /** What is kept there, where it is not the messages. */
  holds?: 'metadata' | 'zookeeper';
  /** It depends on what runs the containers. */
  likely?: boolean;
  /** Whoever wrote the file means the broker to run on: it is started again. */
  lasting?: boolean;
  /** Where it is said that the data is deleted with the brokers. */
  deleted?: Deletion;
  because: Evidence[];
  fix?: Fix;
}

/** What deletes the claims of a broker's volumes. */
export interface Deletion extends Place {
  /** `resource`: the end of the resource that describes the brokers; `scaling`: that of single brokers. */
  with: 'resource' | 'scaling';
  /** Keeps them. */
  fix: Fix;
}
