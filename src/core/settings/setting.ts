import type { Place, Span } from '../text/span';

/** Whose setting it is. `client` are settings shared by producers and consumers. */
export type Scope = 'producer' | 'consumer' | 'client' | 'admin' | 'streams' | 'connect' | 'broker' | 'topic' | 'container';

/**
 * How a setting is written, which is all that is needed to write another value in its place.
 * `code`: a literal or constant expression of TypeScript or Java; `env`: a map or list entry of a container's
 * environment; `argument`: `--override key=value` and its like.
 */
export type Notation = 'typescript' | 'java' | 'properties' | 'yaml' | 'env' | 'argument' | 'hcl';

/** A value that could be read, or why it could not. */
export type Value =
  | {
      known: true; value: string;
      /** The value is a default: of a placeholder (`${ACKS:1}`), or of a field that may be set from outside. */
      placeholder?: boolean;
      /** Where that default stands, where the setting itself only names it; in a file of the application it has a notation of its own. */
      at?: Place & { notation?: Notation };
    }
  | { known: false; why: string };

/** Where and how seriously the thing runs; see `environment.ts`. */
export type Environment = 'development' | 'neutral' | 'production';

/** One setting that somebody wrote, in code or in a file. */
export interface SettingSite {
  scope: Scope;
  /** Kafka's own key: `acks`, `enable.auto.commit`, `min.insync.replicas`; for containers `spring:listener.ack-mode` and the like. */
  key: string;
  /** As it stands in the file: `KAFKA_MIN_INSYNC_REPLICAS`, `ProducerConfig.ACKS_CONFIG`, `acks`. */
  spelling: string;
  /** The dialect of `dialects.ts` in which code spells it; absent: Kafka's own keys and values. */
  dialect?: string;
  value: Value;
  path: string;
  /** The value, quotes included. */
  span: Span;
  keySpan: Span;
  notation: Notation;
  /** Configuration files only; code is judged by its path in the workspace. */
  environment?: Environment;
  /** The service, resource or connector of the file whose setting it is; settings of one owner belong together. */
  owner?: string;
  /** The Spring profile or the like under which it holds; absent: always. */
  profile?: string;
  /** True where the file is a template or example that nobody runs as it is. */
  sample?: boolean;
  /** The same key, written above it in the file and without effect while this stands. */
  replaced?: readonly { keySpan: Span; span: Span }[];
}

/** The answer to "what is this setting here?". Three-valued: known from a site, known by default, or not decided. */
export type Answer =
  | { known: true; value: string; from: 'code' | 'file'; site: SettingSite }
  | { known: true; value: string; from: 'default'; source: string; version?: string; client?: string }
  | { known: false; why: string; place?: Place };
