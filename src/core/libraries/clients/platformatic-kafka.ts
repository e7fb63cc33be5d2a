import type { LibraryTable, Meaning, TypeTable } from '../table';

const PACKAGE = '@platformatic/kafka#';

// dist/clients/producer/producer.js `send`: the acks of the call, and never those of the producer.
const send: Meaning[] = [
  { arity: 1, role: 'send', topic: '0.messages.[].topic', acks: '0.acks', outcome: 'promise' },
  { role: 'send', topic: '0.messages.[].topic', acks: '0.acks', outcome: 'callback', callback: { at: '1', failure: 0, method: '' } },
];

// The stream is one of Node's: it emits the next record while listeners still wait.
const data: Meaning = {
  when: { argument: 0, is: 'data' }, role: 'handle',
  handlers: [{ at: '1', commits: 'on-return', apart: 'next', methods: { commit: { role: 'commit', way: 'promise', whole: true } } }],
};

const types: Record<string, TypeTable> = {
  Producer: {
    create: { role: 'producer', settings: [{ at: '0', spelling: 'platformatic-kafka.producer' }], returns: `${PACKAGE}Producer` },
    methods: {
      send,
      close: { role: 'close' },
      beginTransaction: { role: 'begin', returns: `${PACKAGE}Transaction` },
    },
  },
  Transaction: {
    methods: { send, commit: { role: 'commit-transaction' }, abort: { role: 'abort' } },
  },
  Consumer: {
    create: { role: 'consumer', settings: [{ at: '0', spelling: 'platformatic-kafka.consumer' }], returns: `${PACKAGE}Consumer` },
    methods: {
      consume: {
        role: 'subscribe', topics: ['0.topics', '0.topics.[]'], settings: [{ at: '0', spelling: 'platformatic-kafka.consume' }],
        returns: `${PACKAGE}MessagesStream`,
      },
      // dist/clients/consumer/consumer.js: offsets as bigint.
      commit: { role: 'commit', way: 'promise', offset: { at: '0.offsets.[].offset', form: 'number' } },
      close: { role: 'close' },
    },
  },
  MessagesStream: {
    fluent: true,
    methods: { on: data, addListener: data, pause: { role: 'pause' }, close: { role: 'close' } },
  },
  Admin: {
    create: { role: 'make', returns: `${PACKAGE}Admin` },
    methods: { createTopics: { role: 'create-topics', at: '0', spelling: 'platformatic-kafka.topic' } },
  },
};

/** @platformatic/kafka 1.x and 2.x. */
export const platformaticKafka: LibraryTable = {
  id: 'platformatic-kafka',
  language: 'typescript',
  source: 'dist/clients of https://github.com/platformatic/kafka (2.12.1)',
  packages: ['@platformatic/kafka'],
  // `clients/consumer/options.ts`: a `groupId` is required.
  grouped: true,
  types: Object.fromEntries(Object.entries(types).map(([name, table]) => [PACKAGE + name, table])),
};
