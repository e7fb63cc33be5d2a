import type { AnnotationTable, LibraryTable, Meaning, TypeTable } from '../table';

const MESSAGING = 'org.eclipse.microprofile.reactive.messaging', SMALLRYE = 'io.smallrye.reactive.messaging';
const MESSAGE = `${MESSAGING}.Message`, UNI = 'io.smallrye.mutiny.Uni';

const another: Meaning = { role: 'message', returns: MESSAGE };

/** Messages, which are made of a payload or of another message, whose acknowledgement they then are (Message.java). */
const message: TypeTable = {
  methods: {
    ack: { role: 'acknowledge' }, nack: { role: 'nack' },
    of: [
      { role: 'message', fresh: true, returns: MESSAGE, arity: [1, 2] },
      { role: 'message', fresh: true, failure: '2', returns: MESSAGE, arity: 3 },
      { role: 'message', fresh: true, failure: '3', returns: MESSAGE, arity: 4 },
    ],
    withNack: { role: 'message', failure: '0', returns: MESSAGE }, withNackWithMetadata: { role: 'message', failure: '0', returns: MESSAGE },
    ...Object.fromEntries(['withPayload', 'withMetadata', 'addMetadata', 'withAck', 'withAckWithMetadata', 'thenApply', 'withKey', 'withHeaders', 'withTopic', 'withPartition']
      .map(name => [name, another])),
  },
};

// A payload alone gives a stage, which fails when the record is not stored; of a message its own `nack` is told (Emitter.java).
const sendMessage: Meaning = { role: 'send', outcome: 'message' };

// SmallRye's processor of a method that takes a message leaves it to that to acknowledge (MediatorConfigurationSupport.java).
const incoming: AnnotationTable = {
  role: 'listener', topics: [], acknowledgement: 'Message KafkaRecord IncomingKafkaRecord KafkaRecordBatch IncomingKafkaRecordBatch',
  batches: ['KafkaRecordBatch', 'IncomingKafkaRecordBatch', 'ConsumerRecords'],
};

/** SmallRye Reactive Messaging 3 and 4, as Quarkus and others bring it: channels, which files connect to Kafka. */
export const smallryeMessaging: LibraryTable = {
  id: 'smallrye-reactive-messaging',
  language: 'java',
  source: 'https://smallrye.io/smallrye-reactive-messaging/latest; smallrye-reactive-messaging-api and -provider 4.27 (Emitter, MutinyEmitter, MediatorConfigurationSupport)',
  packages: ['io.smallrye.reactive:smallrye-reactive-messaging-kafka', 'io.quarkus:quarkus-messaging-kafka', 'io.quarkus:quarkus-smallrye-reactive-messaging-kafka'],
  words: ['microprofile.reactive.messaging'],
  types: {
    [`${MESSAGING}.Emitter`]: {
      methods: {
        send: [
          { ...sendMessage, when: { argument: 0, type: MESSAGE } } as Meaning,
          { role: 'send', outcome: 'completable-future', returns: 'java.util.concurrent.CompletionStage' },
        ],
      },
    },
    [`${SMALLRYE}.MutinyEmitter`]: {
      methods: {
        // MutinyEmitterImpl: what a message comes to is logged, and told to itself.
        send: [
          { ...sendMessage, when: { argument: 0, type: MESSAGE } } as Meaning,
          { role: 'send', outcome: 'completable-future', cold: true, returns: UNI },
        ],
        sendMessage: { role: 'send', outcome: 'completable-future', cold: true, returns: UNI },
        sendAndAwait: { role: 'send', outcome: 'throws' },
        sendMessageAndAwait: { role: 'send', outcome: 'throws' },
        sendAndForget: { role: 'send', outcome: 'logged' },
        sendMessageAndForget: sendMessage,
      },
    },
    [MESSAGE]: message,
    ...Object.fromEntries(['KafkaRecord', 'IncomingKafkaRecord', 'KafkaRecordBatch', 'IncomingKafkaRecordBatch'].flatMap(name =>
      [`${SMALLRYE}.kafka.${name}`, `${SMALLRYE}.kafka.api.${name}`].map(full => [full, { ...message, extends: [MESSAGE] }]))),
    [UNI]: { fluent: true, methods: { await: { role: 'make', returns: 'io.smallrye.mutiny.groups.UniAwait' } } },
    'io.smallrye.mutiny.Multi': { fluent: true },
  },
  annotations: {
    [`${MESSAGING}.Incoming`]: incoming,
    [`${MESSAGING}.Outgoing`]: { role: 'outgoing' },
    [`${MESSAGING}.Channel`]: { role: 'channel' },
    [`${MESSAGING}.Acknowledgment`]: { role: 'acknowledgement' },
  },
};
