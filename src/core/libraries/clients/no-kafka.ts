import type { LibraryTable, Meaning, TypeTable } from '../table';

// What is waited for: the client catches what a handler rejects with, logs it, and goes on behind it (lib/base_consumer.js `_fetch`).
const handler = (at: string): Meaning => ({ role: 'handle', handlers: [{ at, commits: 'by-hand', batch: true }] });

const consumer: NonNullable<TypeTable['methods']> = {
  pause: { role: 'pause' },
  end: { role: 'close' },
};

/** no-kafka 3.x. */
export const noKafka: LibraryTable = {
  id: 'no-kafka',
  language: 'typescript',
  source: 'lib of https://github.com/oleksiyk/kafka (3.4.4)',
  packages: ['no-kafka'],
  // `lib/group_consumer.js`: without `groupId` it is one of its own.
  grouped: true,
  types: {
    'no-kafka#Producer': {
      create: { role: 'producer', settings: [{ at: '0', spelling: 'no-kafka.producer' }], returns: 'no-kafka#Producer' },
      methods: {
        init: { role: 'connect' },
        // Records that were refused are told of in what the promise gives (lib/producer.js `_send`).
        send: { role: 'send', topic: '0.topic', outcome: 'promise', inValue: true },
        end: { role: 'close' },
      },
    },
    'no-kafka#GroupConsumer': {
      create: { role: 'consumer', settings: [{ at: '0', spelling: 'no-kafka.consumer' }], returns: 'no-kafka#GroupConsumer' },
      methods: {
        ...consumer,
        init: { role: 'handle', handlers: [{ at: '0.handler', commits: 'by-hand', batch: true }, { at: '0.[].handler', commits: 'by-hand', batch: true }] },
        // It adds one itself (lib/group_consumer.js `_prepareOffsetRequest`).
        commitOffset: { role: 'commit', way: 'promise', offset: { at: '0.offset', form: 'number', adds: true } },
      },
    },
    'no-kafka#SimpleConsumer': {
      create: { role: 'consumer', settings: [{ at: '0', spelling: 'no-kafka.simple' }], returns: 'no-kafka#SimpleConsumer' },
      methods: {
        ...consumer,
        init: { role: 'connect' },
        subscribe: [{ arity: 2, ...handler('1') }, { arity: 3, ...handler('2') }, { arity: 4, ...handler('3') }],
        commitOffset: { role: 'commit', way: 'promise' },
      },
    },
  },
};
