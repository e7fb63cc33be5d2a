import type { DefaultRow } from './defaults';

type Row = readonly [key: string, value: string, source: string, range?: { from?: string; until?: string }];

const rows = (library: string, scope: DefaultRow['scope'], list: readonly Row[]): DefaultRow[] =>
  list.map(([key, value, source, range]) => ({ library, scope, key, value, source, ...range }));

const PRODUCER = 'ProducerConfig.java';
const CONSUMER = 'ConsumerConfig.java';

// Apache Kafka, clients/…/producer/ProducerConfig.java and KafkaProducer.java of each release
const kafkaProducer = rows('kafka-clients', 'producer', [
  ['acks', '1', `${PRODUCER} 2.8.0`, { until: '3.0.0' }],
  ['acks', 'all', `${PRODUCER} 3.0.0`, { from: '3.0.0' }],
  ['retries', '0', `${PRODUCER} 2.0.0`, { until: '2.1.0' }],
  ['retries', '2147483647', `${PRODUCER} 2.1.0`, { from: '2.1.0' }],
  ['enable.idempotence', 'false', `${PRODUCER} 2.8.0`, { until: '3.0.0' }],
  // Declared true, but in effect only where the user set it (KAFKA-13598).
  ['enable.idempotence', 'false', `${PRODUCER} 3.0.0, KAFKA-13598`, { from: '3.0.0', until: '3.0.1' }],
  ['enable.idempotence', 'true', `${PRODUCER} 3.0.1`, { from: '3.0.1', until: '3.1.0' }],
  ['enable.idempotence', 'false', `${PRODUCER} 3.1.0, KAFKA-13598`, { from: '3.1.0', until: '3.1.1' }],
  ['enable.idempotence', 'true', `${PRODUCER} 3.1.1`, { from: '3.1.1' }],
  ['max.in.flight.requests.per.connection', '5', `${PRODUCER} 4.2`],
  ['delivery.timeout.ms', '120000', `${PRODUCER} 2.1.0`, { from: '2.1.0' }],
  ['linger.ms', '0', `${PRODUCER} 3.9.0`, { until: '4.0.0' }],
  ['linger.ms', '5', `${PRODUCER} 4.0.0`, { from: '4.0.0' }],
  ['max.block.ms', '60000', `${PRODUCER} 4.2`],
  ['request.timeout.ms', '30000', `${PRODUCER} 4.2`],
  ['max.request.size', '1048576', `${PRODUCER} 4.2`],
]);

// Apache Kafka, clients/…/consumer/ConsumerConfig.java
const kafkaConsumer = rows('kafka-clients', 'consumer', [
  ['enable.auto.commit', 'true', `${CONSUMER} 0.9.0 to 4.2`],
  ['auto.commit.interval.ms', '5000', `${CONSUMER} 4.2`],
  ['auto.offset.reset', 'latest', `${CONSUMER} 0.9.0 to 4.2`],
  ['isolation.level', 'read_uncommitted', `${CONSUMER} 0.11.0 to 4.2`],
  ['session.timeout.ms', '10000', `${CONSUMER} 2.8.0`, { until: '3.0.0' }],
  ['session.timeout.ms', '45000', `${CONSUMER} 3.0.0`, { from: '3.0.0' }],
  ['max.poll.interval.ms', '300000', `${CONSUMER} 0.10.1 to 4.2`],
  ['max.poll.records', '500', `${CONSUMER} 0.10.1 to 4.2`],
  ['group.protocol', 'classic', `${CONSUMER} 4.2`],
  ['allow.auto.create.topics', 'true', `${CONSUMER} 4.2`],
]);

// What the frameworks set before the client sees its configuration
const frameworks = [
  ...rows('spring-kafka', 'consumer', [
    ['enable.auto.commit', 'true', 'KafkaMessageListenerContainer.java 2.2.14', { until: '2.3' }],
    ['enable.auto.commit', 'false', 'KafkaMessageListenerContainer.java 2.3, determineAutoCommit', { from: '2.3' }],
  ]),
  ...rows('spring-cloud-stream', 'producer', [
    ['acks', '1', 'KafkaBinderConfigurationProperties.java 4.3.3', { until: '5.0.2' }],
    ['acks', 'all', 'KafkaBinderConfigurationProperties.java 5.0.2', { from: '5.0.2' }],
  ]),
  ...rows('spring-cloud-stream', 'consumer', [['enable.auto.commit', 'false', 'BindingUtils.java 4.1']]),
  ...rows('reactor-kafka', 'consumer', [['enable.auto.commit', 'false', 'ImmutableReceiverOptions.java']]),
  ...rows('smallrye-reactive-messaging', 'producer', [['acks', '1', 'KafkaConnector.java 2.0.0 to 4.36.0']]),
  ...rows('smallrye-reactive-messaging', 'consumer', [
    ['enable.auto.commit', 'false', 'KafkaConnector.java'],
    ['auto.offset.reset', 'latest', 'KafkaConnector.java'],
  ]),
  ...rows('micronaut-kafka', 'consumer', [
    ['enable.auto.commit', 'true', 'KafkaListener.java, OffsetStrategy.AUTO'],
    ['auto.offset.reset', 'latest', 'KafkaListener.java, OffsetReset.LATEST'],
  ]),
];

// kafkajs src/index.js, src/producer/index.js, src/consumer/index.js, src/retry/defaults.js
const kafkajs = [
  ...rows('kafkajs', 'producer', [
    ['acks', 'all', 'messageProducer.js 1.12 to 2.2.4: acks = -1'],
    ['enable.idempotence', 'false', 'src/producer/index.js'],
    ['retries', '5', 'src/retry/defaults.js'],
    ['allow.auto.create.topics', 'true', 'src/index.js'],
    ['transaction.timeout.ms', '60000', 'src/producer/eosManager'],
  ]),
  ...rows('kafkajs', 'consumer', [
    ['enable.auto.commit', 'true', 'src/consumer/index.js'],
    ['auto.offset.reset', 'latest', 'src/consumer/index.js: fromBeginning = false'],
    ['session.timeout.ms', '30000', 'src/consumer/index.js'],
    ['heartbeat.interval.ms', '3000', 'src/consumer/index.js'],
    ['allow.auto.create.topics', 'true', 'src/index.js'],
  ]),
  ...rows('kafkajs', 'topic', [
    ['replication.factor', '1', 'createTopics/v0/request.js 1.16', { until: '2.0.0' }],
    ['replication.factor', '-1', 'CHANGELOG 2.0.0, #1305', { from: '2.0.0' }],
    ['num.partitions', '1', 'createTopics/v0/request.js 1.16', { until: '2.0.0' }],
    ['num.partitions', '-1', 'CHANGELOG 2.0.0, #1305', { from: '2.0.0' }],
  ]),
];

// @confluentinc/kafka-javascript 1.0 to 1.10, lib/kafkajs/_producer.js, _consumer.js, _admin.js, MIGRATION.md. Retries and the
// session's timeout have no row: they are kafkajs' where there is a block of its names, and librdkafka's where there is none.
const confluent = [
  ...rows('confluent-kafka-javascript', 'producer', [
    ['acks', 'all', 'MIGRATION.md: acks -1'],
    ['enable.idempotence', 'false', 'lib/kafkajs/_producer.js'],
    ['transaction.timeout.ms', '60000', 'lib/kafkajs/_producer.js; librdkafka CONFIGURATION.md'],
  ]),
  ...rows('confluent-kafka-javascript', 'consumer', [
    ['enable.auto.commit', 'true', 'MIGRATION.md'],
    ['auto.offset.reset', 'latest', 'MIGRATION.md: fromBeginning false'],
    ['max.poll.interval.ms', '300000', 'lib/kafkajs/_consumer.js'],
  ]),
  ...rows('confluent-kafka-javascript', 'topic', [
    ['replication.factor', '-1', 'lib/kafkajs/_admin.js'],
    ['num.partitions', '-1', 'lib/kafkajs/_admin.js'],
  ]),
];

// librdkafka CONFIGURATION.md of the version that each node-rdkafka release names in its package.json:
// 2.7.0 has 0.11.6, 2.7.4 has 1.2.2, 2.11.0 has 1.6.1
const nodeRdkafka = [
  ...rows('node-rdkafka', 'producer', [
    ['acks', '1', 'librdkafka 0.11.6 CONFIGURATION.md', { until: '2.7.1' }],
    ['acks', 'all', 'librdkafka 1.0.0 CONFIGURATION.md', { from: '2.7.1' }],
    ['retries', '2', 'librdkafka 1.5.0 CONFIGURATION.md', { until: '2.11.0' }],
    ['retries', '2147483647', 'librdkafka 1.6.0 CONFIGURATION.md', { from: '2.11.0' }],
    ['enable.idempotence', 'false', 'librdkafka CONFIGURATION.md'],
    ['max.in.flight.requests.per.connection', '1000000', 'librdkafka CONFIGURATION.md'],
    ['delivery.timeout.ms', '300000', 'librdkafka CONFIGURATION.md'],
  ]),
  ...rows('node-rdkafka', 'consumer', [
    ['enable.auto.commit', 'true', 'librdkafka CONFIGURATION.md'],
    ['enable.auto.offset.store', 'true', 'librdkafka CONFIGURATION.md'],
    ['auto.commit.interval.ms', '5000', 'librdkafka CONFIGURATION.md'],
    ['auto.offset.reset', 'latest', 'librdkafka CONFIGURATION.md: largest'],
  ]),
];

const otherScript = [
  ...rows('kafka-node', 'producer', [['acks', '1', 'kafka-node 5.0.0 README: requireAcks']]),
  ...rows('kafka-node', 'consumer', [
    ['enable.auto.commit', 'true', 'kafka-node 5.0.0 README'],
    ['auto.offset.reset', 'latest', 'kafka-node 5.0.0 README: fromOffset'],
  ]),
  ...rows('no-kafka', 'producer', [['acks', '1', 'no-kafka 3.4.4 README: requiredAcks'], ['retries', '3', 'no-kafka 3.4.4 README']]),
  ...rows('no-kafka', 'consumer', [
    ['enable.auto.commit', 'false', 'no-kafka 3.4.4 README: commitOffset'],
    ['auto.offset.reset', 'latest', 'no-kafka 3.4.4 README: startingOffset'],
  ]),
  ...rows('platformatic-kafka', 'producer', [
    ['acks', '1', '@platformatic/kafka docs/producer.md'],
    ['retries', '3', '@platformatic/kafka docs/base.md'],
    ['enable.idempotence', 'false', '@platformatic/kafka docs/producer.md'],
  ]),
  ...rows('platformatic-kafka', 'consumer', [
    ['enable.auto.commit', 'true', '@platformatic/kafka docs/consumer.md'],
    ['auto.offset.reset', 'latest', '@platformatic/kafka docs/consumer.md: mode'],
  ]),
];

// Apache Kafka server configuration classes and upgrade notes (docs/upgrade.html of each release)
const broker = rows('broker', 'broker', [
  ['unclean.leader.election.enable', 'true', 'upgrade notes 0.11.0', { until: '0.11' }],
  ['unclean.leader.election.enable', 'false', 'upgrade notes 0.11.0', { from: '0.11' }],
  ['min.insync.replicas', '1', 'ServerLogConfigs.java 4.2, every version'],
  ['default.replication.factor', '1', 'ReplicationConfigs.java 4.2, every version'],
  ['offsets.topic.replication.factor', '3', 'GroupCoordinatorConfig.java 4.2, every version'],
  ['transaction.state.log.replication.factor', '3', 'TransactionLogConfig.java 4.2'],
  ['transaction.state.log.min.isr', '2', 'TransactionLogConfig.java 4.2'],
  ['share.coordinator.state.topic.replication.factor', '3', 'ShareCoordinatorConfig.java 4.1', { from: '4.1' }],
  ['share.coordinator.state.topic.min.isr', '2', 'ShareCoordinatorConfig.java 4.1', { from: '4.1' }],
  ['auto.create.topics.enable', 'true', 'ServerLogConfigs.java 4.2, every version'],
  ['num.partitions', '1', 'ServerLogConfigs.java 4.2, every version'],
  ['log.dirs', '/tmp/kafka-logs', 'ServerLogConfigs.java 4.2, every version'],
  ['offsets.retention.minutes', '1440', 'OffsetConfig.scala 1.1', { until: '2.0' }],
  ['offsets.retention.minutes', '10080', 'KIP-186, 2.0', { from: '2.0' }],
  ['replica.lag.time.max.ms', '10000', 'upgrade notes 2.5', { until: '2.5' }],
  ['replica.lag.time.max.ms', '30000', 'upgrade notes 2.5', { from: '2.5' }],
  ['message.max.bytes', '1000012', 'upgrade notes 2.5', { until: '2.5' }],
  ['message.max.bytes', '1048588', 'upgrade notes 2.5', { from: '2.5' }],
  ['log.retention.hours', '168', 'ServerLogConfigs.java 4.2, every version'],
  ['log.cleanup.policy', 'delete', 'ServerLogConfigs.java 4.2, every version'],
  ['controlled.shutdown.enable', 'true', 'ServerConfigs.java 4.2'],
]);

/** Defaults of clients and brokers by version; read them with `defaultOf`. */
export const DEFAULT_ROWS: readonly DefaultRow[] = [
  ...kafkaProducer, ...kafkaConsumer, ...frameworks, ...kafkajs, ...confluent, ...nodeRdkafka, ...otherScript, ...broker,
];
