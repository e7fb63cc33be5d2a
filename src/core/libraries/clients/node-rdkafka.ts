import type { LibraryTable, Meaning, SettingsSource, TypeTable } from '../table';

/** The event by which a consumer gives a record, and how a listener is told. */
const data: Meaning = {
  when: { argument: 0, is: 'data' }, role: 'handle',
  // Emitted for each record, whatever becomes of the promises of listeners (lib/kafka-consumer.js `_consumeLoop`, `_consumeNum`).
  handlers: [{ at: '1', commits: 'on-return', apart: 'next' }],
};

/** The parts of the callback API by their names, below what stands before them; `settings` are those of its clients. */
export function rdkafkaTypes(home: string, settings: SettingsSource[]): Record<string, TypeTable> {
  // Read from the global settings, and not handed to librdkafka (lib/producer.js); only a function at `dr_cb` is called.
  const reports = { at: '0', options: ['dr_cb', 'dr_msg_cb'], callback: 'dr_cb' };
  const record = { key: '3', value: '2' };
  const produce: Meaning = { role: 'send', topic: '0', outcome: 'report', record };
  const listen: Meaning = { when: { argument: 0, is: 'delivery-report' }, role: 'hear-reports', at: '1', failure: 0 };
  // lib/producer.js: a callback that is given the error.
  const told = (at: string) => ({ at, failure: 0, method: '' });

  const producer: TypeTable['methods'] = {
    produce,
    on: listen, once: listen, addListener: listen,
    connect: { role: 'connect' },
    poll: { role: 'bring-reports' }, setPollInterval: { role: 'bring-reports' }, setPollInBackground: { role: 'bring-reports' },
    // librdkafka's flush serves what is reported, and `disconnect` flushes first (lib/producer.js).
    flush: { role: 'flush' },
    disconnect: { role: 'close' },
    beginTransaction: { role: 'begin' },
    commitTransaction: [{ arity: 1, role: 'commit-transaction', callback: told('0') }, { role: 'commit-transaction', callback: told('1') }],
    abortTransaction: [{ arity: 1, role: 'abort', callback: told('0') }, { role: 'abort', callback: told('1') }],
    sendOffsetsToTransaction: { role: 'send-offsets', offset: { at: '0.[].offset', form: 'number' } },
  };

  const types: Record<string, TypeTable> = {
    Producer: {
      fluent: true,
      create: { role: 'producer', settings, reports, returns: `${home}Producer` },
      methods: { ...producer, createWriteStream: { role: 'producer', settings, reports, returns: `${home}ProducerStream` } },
    },
    // It asks for reports and polls itself; each failure, also that of a full queue, goes to the callback (lib/producer/high-level-producer.js).
    HighLevelProducer: {
      fluent: true,
      create: { role: 'producer', settings, returns: `${home}HighLevelProducer` },
      methods: {
        ...producer,
        produce: [
          { arity: 6, role: 'send', topic: '0', outcome: 'callback', callback: told('5'), record },
          { arity: 7, role: 'send', topic: '0', outcome: 'callback', callback: told('6'), record },
        ],
      },
    },
    // A write is through when the record is in the queue (lib/producer-stream.js `_write_message`).
    ProducerStream: {
      fluent: true,
      properties: { producer: `${home}Producer` },
      methods: {
        write: { role: 'send', topic: '0.topic', outcome: 'report', record: { key: '0.key', value: '0.value' } },
        end: { role: 'flush' },
        close: { role: 'close' },
      },
    },
    KafkaConsumer: {
      fluent: true,
      create: { role: 'consumer', settings, returns: `${home}KafkaConsumer` },
      methods: {
        createReadStream: { role: 'consumer', settings, returns: `${home}KafkaConsumerStream` },
        connect: { role: 'connect' },
        disconnect: { role: 'close' },
        subscribe: { role: 'subscribe', topics: ['0'] },
        assign: { role: 'assign' }, incrementalAssign: { role: 'assign' },
        seek: { role: 'seek' },
        pause: { role: 'pause' },
        on: data, addListener: data,
        consume: [
          { arity: 1, role: 'handle', handlers: [{ at: '0', commits: 'on-return', apart: 'next', failure: 0 }] },
          // The code asks for the next ones itself.
          { arity: 2, role: 'handle', handlers: [{ at: '1', commits: 'on-return', batch: true, apart: 'alone', failure: 0 }] },
        ],
        // Without arguments all that was read is committed (lib/kafka-consumer.js); what fails later, `offset_commit_cb` alone is told.
        commit: [
          { arity: 0, role: 'commit', way: 'queued', whole: true },
          { role: 'commit', way: 'queued', offset: { at: '0.offset', form: 'number' } },
        ],
        commitMessage: { role: 'commit', way: 'queued', offset: { at: '0.offset', form: 'number', adds: true } },
        commitSync: [
          { arity: 0, role: 'commit', way: 'sync', whole: true },
          { role: 'commit', way: 'sync', offset: { at: '0.offset', form: 'number' } },
        ],
        commitMessageSync: { role: 'commit', way: 'sync', offset: { at: '0.offset', form: 'number', adds: true } },
        commitCb: { role: 'commit', way: 'async', callback: '1', failure: 0, offset: { at: '0.[].offset', form: 'number' } },
        offsetsStore: { role: 'commit', way: 'mark', offset: { at: '0.[].offset', form: 'number' } },
      },
    },
    KafkaConsumerStream: {
      fluent: true,
      properties: { consumer: `${home}KafkaConsumer` },
      methods: { on: data, addListener: data, close: { role: 'close' } },
    },
    AdminClient: {
      methods: {
        create: { role: 'make', returns: `${home}AdminClient` },
        createTopic: { role: 'create-topics', at: '0', spelling: 'librdkafka.new-topic' },
      },
    },
  };
  return Object.fromEntries(Object.entries(types).map(([name, table]) => [home + name, table]));
}

/** node-rdkafka 2.x and 3.x. */
export const nodeRdkafka: LibraryTable = {
  id: 'node-rdkafka',
  language: 'typescript',
  source: 'lib of https://github.com/Blizzard/node-rdkafka (2.18, 3.6), and CONFIGURATION.md of the librdkafka that it brings',
  packages: ['node-rdkafka'],
  // librdkafka, `rd_kafka_subscribe`: without `group.id` it fails.
  grouped: true,
  // The thread that tells of events holds the program while the client is connected (src/callbacks.cc, `uv_async_init`).
  buffer: 'keeps-alive',
  // The settings of topics take the place of what the global ones say of them, also where they are empty: `default_topic_conf` in src/producer.cc.
  types: rdkafkaTypes('node-rdkafka#', [{ at: '0', spelling: 'librdkafka.global' }, { at: '1', spelling: 'librdkafka.topic' }]),
};
