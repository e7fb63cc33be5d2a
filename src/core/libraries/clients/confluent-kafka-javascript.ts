import type { LibraryTable, Meaning, SettingsSource, TypeTable } from '../table';
import { rdkafkaTypes } from './node-rdkafka';

const PACKAGE = '@confluentinc/kafka-javascript';

/** What stands before the names of its KafkaJS API: the namespace, and the files behind it that some import from. */
const HOMES = ['#KafkaJS.', ...['types/kafkajs', 'types/kafkajs.js', 'lib/kafkajs', 'lib/kafkajs/index.js'].map(file => `/${file}#`)].map(home => PACKAGE + home);

const own = (name: string): string => `${HOMES[0]}${name}`;

// `acks`, `timeout` and `compression` are settings of the producer here: `send` refuses them (lib/kafkajs/_producer.js).
const send: Meaning = { role: 'send', topic: '0.topic', outcome: 'promise' };
const sendBatch: Meaning = { role: 'send', topic: '0.topicMessages.[].topic', outcome: 'promise' };

const types: Record<string, TypeTable> = {
  Kafka: {
    create: { role: 'client', settings: [{ at: '0', spelling: 'confluent.client' }], returns: own('Kafka') },
    methods: {
      producer: { role: 'producer', settings: [{ at: '0', spelling: 'confluent.producer' }], returns: own('Producer') },
      consumer: { role: 'consumer', settings: [{ at: '0', spelling: 'confluent.consumer' }], commitsHandled: true, returns: own('Consumer') },
      admin: { role: 'make', returns: own('Admin') },
    },
  },
  // A transaction is the producer itself.
  Producer: {
    methods: {
      send, sendBatch,
      connect: { role: 'connect' },
      disconnect: { role: 'close' },
      flush: { role: 'flush' },
      transaction: { role: 'begin', returns: own('Producer') },
      sendOffsets: { role: 'send-offsets', offset: { at: '0.topics.[].partitions.[].offset', form: 'string' } },
      commit: { role: 'commit-transaction' },
      abort: { role: 'abort' },
    },
  },
  Transaction: { extends: [own('Producer')] },
  Consumer: {
    methods: {
      connect: { role: 'connect' },
      disconnect: { role: 'close' },
      subscribe: { role: 'subscribe', topics: ['0.topic', '0.topics'] },
      seek: { role: 'seek' },
      pause: { role: 'pause' },
      // The promise is of `commitAsync`: it fulfils when the commit is queued (src/kafka-consumer.cc, NodeCommitCb).
      commitOffsets: [
        { arity: 0, role: 'commit', way: 'queued', handled: true },
        { role: 'commit', way: 'queued', offset: { at: '0.[].offset', form: 'string' } },
      ],
      storeOffsets: { role: 'commit', way: 'mark', offset: { at: '0.[].offset', form: 'string' } },
      run: {
        role: 'handle',
        handlers: [
          { at: '0.eachMessage', commits: 'on-return' },
          {
            at: '0.eachBatch', commits: 'on-return', batch: true,
            // What is not resolved is not stored (lib/kafkajs/_consumer.js `#batchProcessor`; INTRODUCTION.md).
            marked: { at: '0.eachBatchAutoResolve', value: 'false' },
            // What has become stale is not resolved (`#batchProcessor`), and nothing sets `#running` back (1.10.1).
            mayLeaveBy: ['isStale', 'isRunning'],
            methods: {
              resolveOffset: { role: 'commit', way: 'mark', offset: { at: '0', form: 'string', adds: true } },
              commitOffsetsIfNecessary: { role: 'commit', way: 'queued', handled: true },
            },
          },
        ],
      },
    },
  },
  Admin: {
    methods: { createTopics: { role: 'create-topics', at: '0.topics.[]', spelling: 'kafkajs.topic' } },
  },
};

// Without settings of topics those hold that the global ones name (src/producer.cc, src/kafka-consumer.cc: `if (m_tconfig)`).
const settings: SettingsSource[] = [{ at: '0', spelling: 'librdkafka.global', alone: 'librdkafka' }, { at: '1', spelling: 'librdkafka.topic' }];

/** @confluentinc/kafka-javascript 1.x, over librdkafka: its KafkaJS API, and what it takes over from node-rdkafka (lib/rdkafka.js). */
export const confluentKafkaJavascript: LibraryTable = {
  id: 'confluent-kafka-javascript',
  language: 'typescript',
  source: 'MIGRATION.md and lib/kafkajs of https://github.com/confluentinc/confluent-kafka-javascript',
  packages: [PACKAGE],
  // librdkafka, `rd_kafka_subscribe`: without `group.id` it fails.
  grouped: true,
  buffer: 'keeps-alive',
  // "Actual max poll interval is twice the configured max poll interval" (lib/kafkajs/_consumer.js).
  patience: { key: 'max.poll.interval.ms', name: 'rebalanceTimeout', times: 2, awaits: 'poll' },
  // 1.10.1, `#messageProcessor`: whatever a handler throws, it seeks back to the record.
  unreadable: 'comes-again',
  types: {
    ...rdkafkaTypes(`${PACKAGE}#`, settings), ...rdkafkaTypes(`${PACKAGE}#RdKafka.`, settings),
    ...Object.fromEntries(HOMES.flatMap(home => Object.entries(types).map(([name, table]) => [home + name, table]))),
  },
  shapes: [
    { method: 'send', properties: ['topic', 'messages'], type: own('Producer') },
    { method: 'sendBatch', properties: ['topicMessages'], type: own('Producer') },
    { method: 'run', properties: ['eachMessage'], type: own('Consumer') },
    { method: 'run', properties: ['eachBatch'], type: own('Consumer') },
  ],
};
