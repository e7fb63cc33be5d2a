import type { LibraryTable, Meaning, TypeTable } from '../table';

const PACKAGE = 'kafka-node#';

/** A callback that is given the error first. */
const told = (at: string) => ({ at, failure: 0, method: '' });

// lib/baseProducer.js: it gives nothing, and `requireAcks` is one of the producer's options.
const producer: TypeTable['methods'] = {
  send: [
    { arity: 1, role: 'send', topic: '0.[].topic', outcome: 'callback' },
    { role: 'send', topic: '0.[].topic', outcome: 'callback', callback: told('1') },
  ],
  close: { role: 'close' },
};

const producerType = (name: string): TypeTable => ({
  fluent: true, methods: producer,
  create: { role: 'producer', settings: [{ at: '1', spelling: 'kafka-node.producer' }], returns: PACKAGE + name },
});

// Emitted one after the other, whatever becomes of the promises of listeners (lib/baseClient.js).
const listens = (event: string): Meaning => ({
  when: { argument: 0, is: event }, role: 'handle', handlers: [{ at: '1', commits: 'on-return', apart: 'next' }],
});

// What was fetched and emitted before is committed, and not the batch at hand (lib/consumer.js `updateOffsets`, `autoCommit`).
const commit: Meaning[] = [
  { arity: 0, role: 'commit', way: 'async', handled: true },
  { arity: 1, role: 'commit', way: 'async', handled: true, callback: '0', failure: 0 },
  { arity: 2, role: 'commit', way: 'async', handled: true, callback: '1', failure: 0 },
];

const consumer = (event: string): NonNullable<TypeTable['methods']> => ({
  on: listens(event), addListener: listens(event),
  commit,
  setOffset: { role: 'seek' },
  pause: { role: 'pause' },
  close: { role: 'close' },
});

// lib/consumer.js: a group that has no offset begins at 0, unless `fromOffset` says to take those of the payloads.
const plainConsumer = (name: string): TypeTable => ({
  fluent: true, methods: consumer('message'),
  create: {
    role: 'consumer', settings: [{ at: '2', spelling: 'kafka-node.consumer' }], topics: ['1.[].topic'], returns: PACKAGE + name,
    gives: [{ side: 'consumer', key: 'auto.offset.reset', value: 'earliest', source: 'kafka-node 5.0.0, lib/consumer.js: updateOffsets' }],
  },
});

const group = (name: string, methods: TypeTable['methods']): TypeTable => ({
  fluent: true, methods,
  create: { role: 'consumer', settings: [{ at: '0', spelling: 'kafka-node.group' }], topics: ['1', '1.[]'], returns: PACKAGE + name },
});

const types: Record<string, TypeTable> = {
  Producer: producerType('Producer'),
  HighLevelProducer: producerType('HighLevelProducer'),
  Consumer: plainConsumer('Consumer'),
  HighLevelConsumer: plainConsumer('HighLevelConsumer'),
  ConsumerGroup: group('ConsumerGroup', {
    ...consumer('message'),
    sendOffsetCommitRequest: { role: 'commit', way: 'async', callback: '1', failure: 0, offset: { at: '0.[].offset', form: 'number' } },
  }),
  // lib/consumerGroupStream.js: it adds one itself.
  ConsumerGroupStream: group('ConsumerGroupStream', {
    ...consumer('data'),
    commit: { role: 'commit', way: 'async', callback: '2', failure: 0, offset: { at: '0.offset', form: 'number', adds: true } },
  }),
  KafkaClient: {
    create: { role: 'make', returns: `${PACKAGE}KafkaClient` },
    methods: { createTopics: { role: 'create-topics', at: '0.[]', spelling: 'kafka-node.topic' } },
  },
  Admin: {
    create: { role: 'make', returns: `${PACKAGE}Admin` },
    methods: { createTopics: { role: 'create-topics', at: '0.[]', spelling: 'kafka-node.topic' } },
  },
};

/** kafka-node 5.x. */
export const kafkaNode: LibraryTable = {
  id: 'kafka-node',
  language: 'typescript',
  source: 'lib of https://github.com/SOHU-Co/kafka-node (5.0.0)',
  packages: ['kafka-node'],
  // `lib/consumer.js`, `lib/consumerGroup.js`: without `groupId` it is `kafka-node-group`.
  grouped: true,
  types: Object.fromEntries(Object.entries(types).map(([name, table]) => [PACKAGE + name, table])),
};
