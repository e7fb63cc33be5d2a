import type { Place, Span } from '../text/span';
import type { Environment, SettingSite } from '../settings/setting';
import type { Storage } from './cluster';

/** The file kinds whose configuration is understood; recognised by content. */
export type ConfigKind =
  | 'broker' | 'producer' | 'consumer' | 'client' | 'connect' | 'spring' | 'compose' | 'strimzi' | 'kubernetes' | 'terraform';

/** What one configuration file says. Plain data. */
export interface ConfigFacts {
  path: string;
  kinds: ConfigKind[];
  environment: Environment;
  sample: boolean;
  /** Client, container and Connect settings. Broker and topic settings are in their cluster or topic. */
  settings: SettingSite[];
  clusters: ClusterFacts[];
  topics: TopicFacts[];
  /** Settings that nobody reads under the name that they have here, and the name under which `reader` would. */
  ignored: { site: SettingSite; reader: string; instead: string }[];
  /** Questions the file leaves open, e.g. an image that is a variable. */
  /** What runs beside its brokers, by the images of their containers. */
  images?: { name: string; span: Span }[];
  undecided: { span: Span; question: string; why: string }[];
}

/** The brokers that one file describes, as one cluster. */
export interface ClusterFacts extends Place {
  name: string;
  /**
   * One entry a broker, in the file's order; `span` is the service's or resource's name, `variables` what the names of
   * its environment variables begin with where any key can be set by one; `opening` is the line before which a YAML map
   * of settings could stand that is not there.
   */
  members: {
    name: string;
    span: Span;
    settings: SettingSite[];
    storage: Storage[];
    variables?: string;
    opening?: { at: number; map: string };
  }[];
  /** Known number of brokers; absent when other files may hold more. */
  brokers?: number;
  /** Kafka version, from the image tag or the resource. */
  version?: string;
  environment: Environment;
  sample: boolean;
  /** Nothing that could set a key is out of view. */
  complete: boolean;
  /** Settings that hold though nobody wrote them, e.g. what an image brings (`offsets.topic.replication.factor`), with the reason. */
  implied: { key: string; value: string; why: string }[];
  /** Kubernetes or Strimzi: the name other resources refer to. */
  reference?: string;
  /** The names by which programs reach its brokers. */
  hosts?: string[];
  /** The Kubernetes resources that it is made of, by kind, namespace and name. */
  resources?: string[];
}

export interface TopicFacts extends Place {
  name?: string;
  settings: SettingSite[];
  environment: Environment;
  sample: boolean;
  /** The cluster it names (`strimzi.io/cluster`, the compose file's own brokers). */
  reference?: string;
  /** The hosts of the brokers that are told to create it. */
  hosts?: string[];
  /** The Kubernetes resource that it is, by kind, namespace and name; empty where it has no name. */
  resources?: string[];
  /** Where it is said that it is one of a list's, told from the others by its place alone, and nothing keeps it from being deleted. */
  counted?: Span;
}

/** Dependencies that one build file or lock file tells, by package (`kafkajs`, `org.apache.kafka:kafka-clients`). */
export interface BuildFacts {
  path: string;
  /** The folder the file speaks for, relative, without a trailing `/`; empty for the top. */
  folder: string;
  /** Locked versions win over ranges; a range is given by its lowest version. */
  dependencies: { name: string; version?: string; locked: boolean }[];
}

/** Where a name of a package stands: in the build files of a registry, or in code as it is imported there. */
export type Ecosystem =
  | 'npm' | 'maven' | 'pypi' | 'go' | 'cargo' | 'nuget' | 'gem' | 'composer' | 'hex'
  | 'jvm' | 'python' | 'rust' | 'dotnet' | 'ruby' | 'php';

/** A package that a build file lists, or a module that code imports. */
export interface Mention {
  ecosystem: Ecosystem;
  name: string;
  span: Span;
}

/** What one file names that may be a client: the packages of a build file, or the imports of code that is not read. */
export interface ManifestFacts {
  path: string;
  /** Names of the packages that the workspace makes here. */
  own: string[];
  mentions: Mention[];
  /** The language of the code: `Kotlin`; absent for a build file. */
  language?: string;
}
