/** An option's Kafka key, with Kafka's values for the library's own where they differ; of several for one, fixes write the first. */
export type Option = string | { key: string; values: Readonly<Record<string, string>> };

/** The options of one place of one client library. */
export interface Dialect {
  options: Readonly<Record<string, Option>>;
  /** Options below a name, in another dialect: `kafkaJS.acks`. */
  inside?: Readonly<Record<string, string>>;
  /** Another dialect that holds besides. */
  extends?: string;
  /** Kafka's own keys are understood besides. */
  keys?: boolean;
  /** Names that it takes and that have no effect there, and which argument of the call is their place. */
  without?: { names: readonly string[]; home: 'first' | 'second' };
}

// Numbers alone: kafkajs' Producer types, librdkafka's CONFIGURATION.md (-1 and all are one, the types of both clients take numbers).
const ACKS: Option = { key: 'acks', values: { '-1': 'all' } };

const FROM_BEGINNING: Option = { key: 'auto.offset.reset', values: { true: 'earliest', false: 'latest' } };

// librdkafka's CONFIGURATION.md: names and values that mean the same in Kafka's own clients.
const RESET: Option = {
  key: 'auto.offset.reset',
  values: {
    earliest: 'earliest', latest: 'latest', smallest: 'earliest', beginning: 'earliest', largest: 'latest',
    end: 'latest', error: 'none',
  },
};

/** How client libraries spell Kafka's settings, by library and place. */
export const DIALECTS: Readonly<Record<string, Dialect>> = {
  // kafkajs 2.2: https://kafka.js.org/docs/configuration, /docs/producing#options, /docs/consuming#options
  'kafkajs.client': {
    options: {
      brokers: 'bootstrap.servers', clientId: 'client.id', requestTimeout: 'request.timeout.ms',
      'retry.retries': 'retries', 'retry.initialRetryTime': 'retry.backoff.ms', 'retry.maxRetryTime': 'retry.backoff.max.ms',
    },
  },
  'kafkajs.producer': {
    options: {
      idempotent: 'enable.idempotence', maxInFlightRequests: 'max.in.flight.requests.per.connection',
      transactionalId: 'transactional.id', transactionTimeout: 'transaction.timeout.ms',
      allowAutoTopicCreation: 'allow.auto.create.topics', metadataMaxAge: 'metadata.max.age.ms',
      'retry.retries': 'retries', 'retry.initialRetryTime': 'retry.backoff.ms', 'retry.maxRetryTime': 'retry.backoff.max.ms',
    },
  },
  'kafkajs.send': { options: { acks: ACKS, timeout: 'request.timeout.ms', compression: 'compression.type' } },
  'kafkajs.consumer': {
    options: {
      groupId: 'group.id', sessionTimeout: 'session.timeout.ms', heartbeatInterval: 'heartbeat.interval.ms',
      rebalanceTimeout: 'max.poll.interval.ms', metadataMaxAge: 'metadata.max.age.ms',
      allowAutoTopicCreation: 'allow.auto.create.topics', maxBytesPerPartition: 'max.partition.fetch.bytes',
      minBytes: 'fetch.min.bytes', maxBytes: 'fetch.max.bytes', maxWaitTimeInMs: 'fetch.max.wait.ms', maxInFlightRequests: 'max.in.flight.requests.per.connection',
      readUncommitted: { key: 'isolation.level', values: { true: 'read_uncommitted', false: 'read_committed' } },
    },
  },
  'kafkajs.subscribe': { options: { fromBeginning: FROM_BEGINNING } },
  'kafkajs.run': { options: { autoCommit: 'enable.auto.commit', autoCommitInterval: 'auto.commit.interval.ms' } },
  'kafkajs.topic': {
    options: { numPartitions: 'num.partitions', replicationFactor: 'replication.factor' },
  },

  // @confluentinc/kafka-javascript 1.x, MIGRATION.md: kafkajs names in a block, librdkafka's beside it
  'confluent.client': { options: {}, inside: { kafkaJS: 'kafkajs.client' }, extends: 'librdkafka' },
  'confluent.producer': { options: {}, inside: { kafkaJS: 'confluent.producer.block' }, extends: 'librdkafka' },
  'confluent.producer.block': { options: { acks: ACKS, timeout: 'request.timeout.ms' }, extends: 'kafkajs.producer' },
  'confluent.consumer': { options: {}, inside: { kafkaJS: 'confluent.consumer.block' }, extends: 'librdkafka' },
  'confluent.consumer.block': {
    options: {
      fromBeginning: FROM_BEGINNING, autoCommit: 'enable.auto.commit', autoCommitInterval: 'auto.commit.interval.ms',
    },
    extends: 'kafkajs.consumer',
  },

  // librdkafka's CONFIGURATION.md, column of aliases; for node-rdkafka and confluent-kafka
  librdkafka: {
    options: {
      acks: ACKS, 'request.required.acks': ACKS, 'message.send.max.retries': 'retries', 'message.timeout.ms': 'delivery.timeout.ms',
      'max.in.flight': 'max.in.flight.requests.per.connection', 'queue.buffering.max.ms': 'linger.ms',
      'metadata.broker.list': 'bootstrap.servers', 'auto.commit.enable': 'enable.auto.commit',
      'compression.codec': 'compression.type', 'auto.offset.reset': RESET,
    },
    keys: true,
  },

  // Its two tables, as the two arguments of node-rdkafka's clients: what stands in the wrong one is taken without a word. Those of
  // commits are in both, and act in the first alone; `auto.commit.enable` is of the consumer of before 0.9.
  'librdkafka.global': {
    options: {}, extends: 'librdkafka',
    without: {
      names: [
        'acks', 'request.required.acks', 'request.timeout.ms', 'message.timeout.ms', 'delivery.timeout.ms', 'queuing.strategy',
        'partitioner', 'compression.level', 'auto.offset.reset', 'auto.commit.enable', 'offset.store.path', 'consume.callback.max.messages',
      ],
      home: 'second',
    },
  },
  'librdkafka.topic': {
    options: {}, extends: 'librdkafka',
    without: { names: ['enable.auto.commit', 'auto.commit.enable', 'auto.commit.interval.ms'], home: 'first' },
  },
  'librdkafka.new-topic': { options: { num_partitions: 'num.partitions', replication_factor: 'replication.factor' } },

  // @nestjs/microservices, KafkaOptions: kafkajs' own objects under these names
  'nestjs.options': {
    options: {},
    inside: {
      client: 'kafkajs.client', producer: 'kafkajs.producer', consumer: 'kafkajs.consumer',
      run: 'kafkajs.run', subscribe: 'kafkajs.subscribe', send: 'kafkajs.send',
    },
  },
  'nestjs.microservice': { options: {}, inside: { options: 'nestjs.options' } },

  // kafka-node 5.0, README: options of Producer, Consumer and ConsumerGroup; that of the second that is called fromOffset is none of a start
  'kafka-node.producer': { options: { requireAcks: ACKS, ackTimeoutMs: 'request.timeout.ms' } },
  'kafka-node.consumer': {
    options: { groupId: 'group.id', autoCommit: 'enable.auto.commit', autoCommitIntervalMs: 'auto.commit.interval.ms' },
  },
  'kafka-node.group': { options: { sessionTimeout: 'session.timeout.ms', fromOffset: RESET }, extends: 'kafka-node.consumer' },
  'kafka-node.topic': { options: { partitions: 'num.partitions', replicationFactor: 'replication.factor' } },

  // no-kafka 3.4, README; offsets are the constants LATEST_OFFSET -1 and EARLIEST_OFFSET -2
  'no-kafka.producer': { options: { requiredAcks: ACKS, 'retries.attempts': 'retries', clientId: 'client.id' } },
  'no-kafka.consumer': {
    options: {
      groupId: 'group.id', sessionTimeout: 'session.timeout.ms',
      startingOffset: { key: 'auto.offset.reset', values: { '-1': 'latest', '-2': 'earliest' } },
    },
  },

  'no-kafka.simple': { options: { groupId: 'group.id' } },

  // @platformatic/kafka 2.x, docs/producer.md and docs/consumer.md; `acks` of a producer is taken and not read (producer.js, `send`)
  'platformatic-kafka.producer': {
    options: {
      idempotent: 'enable.idempotence', retries: 'retries', transactionalId: 'transactional.id',
      maxInflights: 'max.in.flight.requests.per.connection', autocreateTopics: 'allow.auto.create.topics',
    },
  },
  'platformatic-kafka.send': { options: { acks: ACKS, idempotent: 'enable.idempotence' } },
  'platformatic-kafka.consumer': {
    options: {
      groupId: 'group.id', autocommit: 'enable.auto.commit', sessionTimeout: 'session.timeout.ms', isolationLevel: 'isolation.level',
      autocreateTopics: 'allow.auto.create.topics',
    },
  },
  'platformatic-kafka.consume': { options: { autocommit: 'enable.auto.commit', mode: 'auto.offset.reset' } },
  'platformatic-kafka.topic': { options: { partitions: 'num.partitions', replicas: 'replication.factor' } },
};
