import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npmClient } from './tools';

/** What the lab itself uses of kafkajs, which is installed only where the lab runs. */
export interface Kafka {
  admin(): Admin;
  producer(options?: { transactionalId: string; idempotent: boolean; maxInFlightRequests: number }): Producer;
  consumer(options: { groupId: string; maxWaitTimeInMs: number }): Consumer;
}

/** What the lab asks a cluster. */
export interface Admin {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  createTopics(wish: { waitForLeaders: boolean; topics: { topic: string; replicaAssignment: { partition: number; replicas: number[] }[]; configEntries: { name: string; value: string }[] }[] }): Promise<boolean>;
  deleteTopics(wish: { topics: string[] }): Promise<void>;
  listTopics(): Promise<string[]>;
  fetchTopicOffsets(topic: string): Promise<{ partition: number; high: string; low: string }[]>;
  fetchOffsets(wish: { groupId: string; topics: string[] }): Promise<{ partitions: { partition: number; offset: string }[] }[]>;
  listGroups(): Promise<{ groups: { groupId: string }[] }>;
  describeGroups(ids: string[]): Promise<{ groups: { members: { memberId: string }[] }[] }>;
  deleteGroups(ids: string[]): Promise<unknown>;
}

/** A message to be written. */
export interface NewMessage {
  key?: string;
  value: string;
  headers?: Record<string, string>;
}

interface Sender {
  send(record: { topic: string; messages: NewMessage[] }): Promise<unknown>;
}

interface Transaction extends Sender {
  commit(): Promise<void>;
}

interface Producer extends Sender {
  connect(): Promise<void>;
  transaction(): Promise<Transaction>;
  disconnect(): Promise<void>;
}

interface Batch {
  partition: number;
  messages: { offset: string; key: Buffer | null; value: Buffer | null }[];
}

interface Consumer {
  on(event: 'consumer.end_batch_process', listener: (event: { payload: { partition: number; lastOffset: string } }) => void): void;
  connect(): Promise<void>;
  subscribe(wish: { topic: string; fromBeginning: boolean }): Promise<void>;
  run(options: { autoCommit: boolean; eachBatch: (payload: { batch: Batch }) => Promise<void> }): Promise<void>;
  disconnect(): Promise<void>;
}

/** A patient client of the lab's own; a broker that stands still is left for another one soon. */
export function kafkajs(brokers: readonly string[]): Kafka {
  const { Kafka, logLevel } = createRequire(join(npmClient('kafkajs').folder, 'package.json'))('kafkajs') as {
    Kafka: new (options: Record<string, unknown>) => Kafka; logLevel: { NOTHING: number };
  };
  return new Kafka({ clientId: 'lab', brokers, logLevel: logLevel.NOTHING, requestTimeout: 5000, retry: { initialRetryTime: 100, retries: 20, maxRetryTime: 1000 } });
}
