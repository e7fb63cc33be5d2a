import type { VariantFile } from '../test/compile/variants';
import type { App } from './apps/app';
import type { ClientSettings } from './apps/java/start';
import type { Claim, Count, Ledger } from './ledger';
import type { Properties } from './system/broker';
import type { Cluster } from './system/cluster';
import type { Postgres } from './system/postgres';
import type { KafkaLine } from './system/tools';

/** One loss that a rule claims, made to happen. */
export interface Experiment {
  /** Its row in the table: the rule, and what is done. */
  id: string;
  rule: string;
  /** The title of the case on the rule's page whose very text runs. */
  case: string;
  /** What runs after, where the reviewer has no quick fix: a case of the same page that does as the page advises, or snippets. */
  instead?: { case: string } | Shop;
  /** The folder in `clients/` with what the case needs. */
  client: 'kafkajs' | 'kafkajs-pg' | 'confluent-kafka-javascript' | 'kafka-clients' | 'kafka-clients-jdbc' | 'spring-kafka' | 'spring-kafka-jdbc'
    | 'spring-kafka-3.1' | 'spring-kafka-3.2' | 'spring-kafka-4.0' | 'spring-kafka-4.1';
  /** What runs: a file of the case, or a class in Java. */
  entry: string;
  /** The lines of Kafka that it runs on, with a row of the table for each; only 4 unless said otherwise. */
  kafka?: readonly KafkaLine[];
  /** Settings of the brokers; those that stand in the case itself are taken from its files. */
  settings?: Properties | ((files: readonly VariantFile[]) => Properties);
  /** The fault, in the words of the table. */
  fault: string;
  /** What the rule says happens to messages; it must, and must not any more after the fix. */
  claims: Claim;
  /** Makes it happen, and counts. */
  run(stage: Stage): Promise<Count>;
}

/** An experiment on one line of Kafka. */
export interface OnLine extends Experiment {
  line: KafkaLine;
}

/** An experiment on each of its lines of Kafka; the first one keeps its name. */
export function onItsLines(experiment: Experiment): OnLine[] {
  const { id, kafka = ['4'] } = experiment;
  return kafka.map((line, i) => ({ ...experiment, line, id: i === 0 ? id : `${id}-kafka-${line}` }));
}

/** The product's snippets, as the editor leaves them when every default is taken, in a small shop. */
export interface Shop {
  /** The names of the snippets, by the files that they become. */
  snippets: Record<string, string>;
  /** The file in `shops/` that puts them to use; it becomes the entry. Left out where a snippet is the entry itself. */
  shop?: string;
}

/** What an experiment works with. Everything on it is new for each run, but the brokers. */
export interface Stage {
  cluster: Cluster;
  ledger: Ledger;
  /** Starts the case, or a shop, as a process: its clients are connected, its functions can be called. Another file or class of the case where `entry` says so. */
  app(surroundings?: { entry?: string; topic?: string; consumer?: ClientSettings; producer?: ClientSettings; spring?: ClientSettings; shop?: Shop }): Promise<App>;
  /** Runs the case's class as the program that it is, and gives its exit code. */
  program(...args: string[]): Promise<number | string>;
  /** Starts a PostgreSQL; cases that are started after it find it by their environment. */
  postgres(): Promise<Postgres>;
  /** Compares what was acknowledged with what lies in a topic; or all that was handed over, where the rule speaks of that. */
  countTopic(topic: string, handedOver?: readonly string[]): Promise<Count>;
}
