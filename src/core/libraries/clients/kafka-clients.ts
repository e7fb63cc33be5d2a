import type { LibraryTable, Meaning, TypeTable } from '../table';

const PRODUCER = 'org.apache.kafka.clients.producer';
const CONSUMER = 'org.apache.kafka.clients.consumer';
const ADMIN = 'org.apache.kafka.clients.admin';

const sends: Meaning = {
  role: 'send', topic: '0', outcome: 'future', callback: { at: '1', failure: 1, method: 'onCompletion' },
  returns: 'java.util.concurrent.Future',
};

const producer: TypeTable = {
  methods: {
    send: sends,
    flush: { role: 'flush' },
    close: { role: 'close' },
    beginTransaction: { role: 'begin' },
    commitTransaction: { role: 'commit-transaction' },
    abortTransaction: { role: 'abort' },
    sendOffsetsToTransaction: { role: 'send-offsets' },
  },
};

const consumer: TypeTable = {
  methods: {
    poll: { role: 'poll', returns: `${CONSUMER}.ConsumerRecords` },
    subscribe: { role: 'subscribe', topics: ['0'], rebalances: '1' },
    assign: { role: 'assign' },
    seek: { role: 'seek' },
    seekToBeginning: { role: 'seek' },
    seekToEnd: { role: 'seek', to: 'end' },
    pause: { role: 'pause' },
    close: { role: 'close' },
    // Without offsets both commit everything the last poll returned (KafkaConsumer javadoc, "Manual Offset Control").
    commitSync: [
      { role: 'commit', way: 'sync', whole: true, arity: 0 },
      { role: 'commit', way: 'sync', offset: { at: '0', form: 'number', wrapped: true }, arity: [1, 2] },
    ],
    commitAsync: [
      { role: 'commit', way: 'async', whole: true, arity: 0 },
      { role: 'commit', way: 'async', whole: true, callback: '0', arity: 1 },
      { role: 'commit', way: 'async', callback: '1', offset: { at: '0', form: 'number', wrapped: true }, arity: 2 },
    ],
  },
};

/** Apache kafka-clients. */
export const kafkaClients: LibraryTable = {
  id: 'kafka-clients',
  language: 'java',
  source: 'https://kafka.apache.org/documentation, javadoc of KafkaProducer and KafkaConsumer',
  buffer: 'dies',
  packages: ['org.apache.kafka:kafka-clients'],
  patience: { key: 'max.poll.interval.ms', name: 'max.poll.interval.ms', awaits: 'poll', records: 'max.poll.records' },
  // `TransactionManager.maybeAddPartition`: a send outside of a transaction throws.
  sendsInTransaction: true,
  // Kafka Streams 4.1, `errors`: each logs and returns CONTINUE (LogAndContinueExceptionHandler.java, LogAndContinueProcessingExceptionHandler.java).
  skipping: {
    'org.apache.kafka.streams.errors.LogAndContinueExceptionHandler': 'reading',
    'org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler': 'processing',
  },
  failureHandlers: {
    'org.apache.kafka.streams.errors.DeserializationExceptionHandler': 'reading',
    'org.apache.kafka.streams.errors.ProcessingExceptionHandler': 'processing',
    'org.apache.kafka.streams.errors.ProductionExceptionHandler': 'writing',
  },
  rebalances: { [`${CONSUMER}.ConsumerRebalanceListener`]: { assigned: 'onPartitionsAssigned', revoked: 'onPartitionsRevoked' } },
  unreadable: 'ends',
  types: {
    [`${PRODUCER}.Producer`]: producer,
    [`${PRODUCER}.KafkaProducer`]: {
      ...producer,
      create: { role: 'producer', settings: [{ at: '0' }], returns: `${PRODUCER}.KafkaProducer` },
    },
    [`${CONSUMER}.Consumer`]: consumer,
    [`${CONSUMER}.KafkaConsumer`]: {
      ...consumer,
      create: { role: 'consumer', settings: [{ at: '0' }], returns: `${CONSUMER}.KafkaConsumer` },
    },
    [`${CONSUMER}.OffsetAndMetadata`]: { create: { role: 'offset', at: '0' } },
    [`${ADMIN}.NewTopic`]: {
      create: { role: 'topic', name: '0', partitions: '1', replicas: '2', returns: `${ADMIN}.NewTopic` },
    },
  },
};
