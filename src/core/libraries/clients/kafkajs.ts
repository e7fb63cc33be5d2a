import type { LibraryTable, Meaning } from '../table';

const send: Meaning = {
  role: 'send', topic: '0.topic', acks: '0.acks', outcome: 'promise', record: { key: '0.messages.[].key', value: '0.messages.[].value' },
};
// Without `topicMessages` it takes an empty list (kafkajs 2.2.4, producer/messageProducer.js).
const sendBatch: Meaning = { role: 'send', topic: '0.topicMessages.[].topic', acks: '0.acks', outcome: 'promise', needs: 'topicMessages' };

/** kafkajs 1.x and 2.x. */
export const kafkajs: LibraryTable = {
  id: 'kafkajs',
  language: 'typescript',
  source: 'https://kafka.js.org/docs/producing, https://kafka.js.org/docs/consuming',
  packages: ['kafkajs'],
  // There is no heartbeat beside the handler: consumer/runner.js sends one behind each message.
  patience: { key: 'session.timeout.ms', name: 'sessionTimeout', awaits: 'heartbeat', renewedBy: 'heartbeat' },
  // 2.2.4, retry/index.js: a SyntaxError or TypeError is not tried again, and consumer/index.js restarts behind no such crash.
  unreadable: 'stops',
  // `consumer/index.js`: a consumer without `groupId` throws.
  grouped: true,
  types: {
    'kafkajs#Kafka': {
      create: { role: 'client', restart: '0.retry.restartOnFailure', settings: [{ at: '0', spelling: 'kafkajs.client' }], returns: 'kafkajs#Kafka' },
      methods: {
        producer: { role: 'producer', settings: [{ at: '0', spelling: 'kafkajs.producer' }], returns: 'kafkajs#Producer' },
        consumer: { role: 'consumer', settings: [{ at: '0', spelling: 'kafkajs.consumer' }], commitsHandled: true, restart: '0.retry.restartOnFailure', returns: 'kafkajs#Consumer' },
        admin: { role: 'make', returns: 'kafkajs#Admin' },
      },
    },
    'kafkajs#Producer': {
      methods: {
        send, sendBatch,
        connect: { role: 'connect' },
        disconnect: { role: 'close' },
        // The producer's own sends have an `eosManager` of their own (kafkajs 2.2.4, producer/index.js).
        transaction: { role: 'begin', apart: true, returns: 'kafkajs#Transaction' },
      },
    },
    'kafkajs#Transaction': {
      methods: {
        send, sendBatch,
        sendOffsets: { role: 'send-offsets', offset: { at: '0.topics.[].partitions.[].offset', form: 'string' } },
        commit: { role: 'commit-transaction' },
        abort: { role: 'abort' },
      },
    },
    'kafkajs#Consumer': {
      methods: {
        connect: { role: 'connect' },
        disconnect: { role: 'close' },
        subscribe: { role: 'subscribe', topics: ['0.topic', '0.topics'], settings: [{ at: '0', spelling: 'kafkajs.subscribe' }] },
        seek: { role: 'seek' },
        pause: { role: 'pause' },
        commitOffsets: { role: 'commit', way: 'promise', offset: { at: '0.[].offset', form: 'string' } },
        run: {
          role: 'handle', settings: [{ at: '0', spelling: 'kafkajs.run' }],
          // "Cannot subscribe to topic while consumer is running" (consumer/index.js).
          fixesTopics: true,
          handlers: [
            { at: '0.eachMessage', commits: 'on-return', byHand: { at: '0.autoCommit', value: 'false' } },
            {
              at: '0.eachBatch', commits: 'on-return', byHand: { at: '0.autoCommit', value: 'false' },
              // What is not resolved is fetched again (kafkajs 2.2.4, consumer/runner.js `processEachBatch`, offsetManager `nextOffset`).
              marked: { at: '0.eachBatchAutoResolve', value: 'false' }, batch: true,
              // Behind a seek the offset is committed that was sought (consumer/offsetManager `seek`).
              mayLeaveBy: ['isStale'],
              methods: {
                resolveOffset: { role: 'commit', way: 'mark', offset: { at: '0', form: 'string', adds: true } },
                // consumer/runner.js; consumer/offsetManager `commitOffsetsIfNecessary`: neither has a default.
                commitOffsetsIfNecessary: { role: 'commit', way: 'promise', whole: true, thresholds: ['0.autoCommitInterval', '0.autoCommitThreshold'] },
              },
            },
          ],
        },
      },
    },
    'kafkajs#Admin': {
      methods: { createTopics: { role: 'create-topics', at: '0.topics.[]', spelling: 'kafkajs.topic' } },
    },
  },
  shapes: [
    { method: 'send', properties: ['topic', 'messages'], type: 'kafkajs#Producer' },
    { method: 'sendBatch', properties: ['topicMessages'], type: 'kafkajs#Producer' },
    { method: 'run', properties: ['eachMessage'], type: 'kafkajs#Consumer' },
    { method: 'run', properties: ['eachBatch'], type: 'kafkajs#Consumer' },
    { method: 'commitOffsets', properties: ['[].offset'], type: 'kafkajs#Consumer' },
  ],
};
