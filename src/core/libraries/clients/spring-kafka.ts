import type { LibraryTable, Meaning, TypeTable } from '../table';

const CORE = 'org.springframework.kafka.core';
const LISTENER = 'org.springframework.kafka.listener';
const CONFIG = 'org.springframework.kafka.config';
const ANNOTATION = 'org.springframework.kafka.annotation';

/** The method by which a producer factory, Boot's own in a customizer too, is told to make its producers transactional. */
export const SETS_TRANSACTIONS = 'setTransactionIdPrefix';

const send: Meaning = { role: 'send', topic: '0', outcome: 'completable-future', returns: 'java.util.concurrent.CompletableFuture' };

const template: TypeTable = {
  create: { role: 'template', factory: '0' },
  methods: {
    send,
    sendDefault: { ...send, topic: undefined } as Meaning,
    flush: { role: 'flush' },
    executeInTransaction: { role: 'in-transaction', at: '0' },
  },
};

const factory: TypeTable = {
  create: { role: 'container-factory' },
  methods: {
    setCommonErrorHandler: { role: 'set-error-handler', at: '0' },
    setErrorHandler: { role: 'set-error-handler', at: '0' },
    setBatchErrorHandler: { role: 'set-error-handler', at: '0' },
    setAfterRollbackProcessor: { role: 'set-error-handler', at: '0' },
    setRecoveryCallback: { role: 'set-error-handler', at: '0' },
    setBatchListener: { role: 'set-container', key: 'spring:listener.type', at: '0' },
    setBatchToRecordAdapter: { role: 'set-container', key: 'batch-to-record', at: '0' },
    setRetryTemplate: { role: 'set-container', key: 'retry-template', at: '0' },
    setContainerCustomizer: { role: 'set-error-handler', at: '0' },
    getContainerProperties: { role: 'make', returns: `${LISTENER}.ContainerProperties` },
  },
};

const containerProperties: TypeTable = {
  methods: {
    setErrorHandler: { role: 'set-error-handler', at: '0' },
    setBatchErrorHandler: { role: 'set-error-handler', at: '0' },
    setGenericErrorHandler: { role: 'set-error-handler', at: '0' },
    setTransactionManager: { role: 'set-transaction-manager', at: '0' },
    setAckMode: { role: 'set-container', key: 'spring:listener.ack-mode', at: '0' },
    setAsyncAcks: { role: 'set-container', key: 'spring:listener.async-acks', at: '0' },
  },
};

const retries: TypeTable = { methods: { execute: { role: 'retry', recovery: '1', arity: [2, 3] } } };

const handlerWithRecoverer: TypeTable = { create: { role: 'error-handler', recoverer: '0', backOff: '1' } };

/** Spring for Apache Kafka. */
export const springKafka: LibraryTable = {
  id: 'spring-kafka',
  language: 'java',
  source: 'https://docs.spring.io/spring-kafka/reference',
  buffer: 'dies',
  packages: ['org.springframework.kafka:spring-kafka'],
  // `KafkaTemplate.getTheProducer`: a send outside of a transaction throws.
  sendsInTransaction: true,
  clients: { id: 'kafka-clients', packages: ['org.apache.kafka:kafka-clients'] },
  // KafkaMessageListenerContainer, since 2.3.
  gives: [{ side: 'consumer', key: 'enable.auto.commit', value: 'false', source: 'Spring Kafka turns auto commit off' }],
  // Their `deserialize` throws a `SerializationException`; the constructors of DefaultKafkaConsumerFactory.java take instances.
  deserializers: {
    throwing: [
      'org.springframework.kafka.support.serializer.JsonDeserializer', 'org.springframework.kafka.support.serializer.JacksonJsonDeserializer',
      'io.confluent.kafka.serializers.KafkaAvroDeserializer', 'io.confluent.kafka.serializers.KafkaJsonDeserializer',
      'io.confluent.kafka.serializers.json.KafkaJsonSchemaDeserializer', 'io.confluent.kafka.serializers.protobuf.KafkaProtobufDeserializer',
    ],
    arguments: [{ at: 1, of: 'key' }, { at: 2, of: 'value' }],
  },
  rebalances: {
    [`${LISTENER}.ConsumerSeekAware`]: { assigned: 'onPartitionsAssigned', revoked: 'onPartitionsRevoked' },
    [`${LISTENER}.AbstractConsumerSeekAware`]: { assigned: 'onPartitionsAssigned', revoked: 'onPartitionsRevoked' },
  },
  // KafkaOperations.java
  completableFrom: 3,
  types: {
    [`${CORE}.KafkaTemplate`]: { ...template, extends: [`${CORE}.KafkaOperations`] },
    [`${CORE}.KafkaOperations`]: template,
    [`${CORE}.RoutingKafkaTemplate`]: { ...template, create: { role: 'make' } },
    // ReplyingKafkaTemplate.java: `RequestReplyFuture` is a future of the reply; without one it fails when its time is over.
    'org.springframework.kafka.requestreply.ReplyingKafkaTemplate': {
      ...template, extends: [`${CORE}.KafkaTemplate`],
      methods: { ...template.methods, sendAndReceive: { ...send, asks: true } as Meaning },
    },
    [`${CORE}.DefaultKafkaProducerFactory`]: {
      extends: [`${CORE}.ProducerFactory`],
      create: { role: 'producer', settings: [{ at: '0' }], managed: true, returns: `${CORE}.DefaultKafkaProducerFactory` },
      methods: {
        createProducer: { role: 'make', returns: 'org.apache.kafka.clients.producer.Producer' },
        [SETS_TRANSACTIONS]: { role: 'set-setting', key: 'transactional.id', at: '0' },
      },
    },
    [`${CORE}.ProducerFactory`]: { methods: { createProducer: { role: 'make', returns: 'org.apache.kafka.clients.producer.Producer' } } },
    [`${CORE}.DefaultKafkaConsumerFactory`]: {
      create: { role: 'consumer', settings: [{ at: '0' }], managed: true, returns: `${CORE}.DefaultKafkaConsumerFactory` },
      methods: { createConsumer: { role: 'make', returns: 'org.apache.kafka.clients.consumer.Consumer' } },
    },
    [`${CORE}.ConsumerFactory`]: { methods: { createConsumer: { role: 'make', returns: 'org.apache.kafka.clients.consumer.Consumer' } } },
    'org.springframework.kafka.support.Acknowledgment': {
      methods: { acknowledge: { role: 'acknowledge' }, nack: { role: 'nack' } },
    },
    [`${LISTENER}.ConsumerSeekAware.ConsumerSeekCallback`]: {
      methods: { seek: { role: 'seek' }, seekToBeginning: { role: 'seek' }, seekToEnd: { role: 'seek', to: 'end' } },
    },
    [`${CONFIG}.ConcurrentKafkaListenerContainerFactory`]: factory,
    [`${LISTENER}.ContainerProperties`]: containerProperties,
    // Its place up to 2.1.
    [`${LISTENER}.config.ContainerProperties`]: containerProperties,
    [`${CONFIG}.TopicBuilder`]: {
      methods: {
        name: { role: 'topic', name: '0', returns: `${CONFIG}.TopicBuilder` },
        replicas: { role: 'topic-setting', key: 'replication.factor', at: '0', returns: `${CONFIG}.TopicBuilder` },
        config: { role: 'topic-setting', key: '', at: '1', returns: `${CONFIG}.TopicBuilder` },
      },
      fluent: true,
    },
    [`${LISTENER}.DefaultErrorHandler`]: handlerWithRecoverer,
    [`${LISTENER}.SeekToCurrentErrorHandler`]: handlerWithRecoverer,
    [`${LISTENER}.DefaultAfterRollbackProcessor`]: handlerWithRecoverer,
    [`${LISTENER}.CommonLoggingErrorHandler`]: { create: { role: 'error-handler', failures: 'skipped' } },
    [`${LISTENER}.LoggingErrorHandler`]: { create: { role: 'error-handler', failures: 'skipped' } },
    [`${LISTENER}.BatchLoggingErrorHandler`]: { create: { role: 'error-handler', failures: 'skipped' } },
    [`${LISTENER}.CommonContainerStoppingErrorHandler`]: { create: { role: 'error-handler', failures: 'stopped' } },
    [`${LISTENER}.ContainerStoppingErrorHandler`]: { create: { role: 'error-handler', failures: 'stopped' } },
    // Without a place it returns, with a line at debug (DeadLetterPublishingRecoverer.accept, `maybeThrow`).
    [`${LISTENER}.DeadLetterPublishingRecoverer`]: { create: { role: 'recoverer', resolver: '1' } },
    'org.springframework.retry.support.RetryTemplate': retries,
    'org.springframework.retry.RetryOperations': retries,
    'org.springframework.util.backoff.FixedBackOff': { create: { role: 'back-off', attempts: '1' } },
    'org.springframework.util.backoff.ExponentialBackOff': { create: { role: 'back-off', unlimited: true } },
    'org.springframework.kafka.support.ExponentialBackOffWithMaxRetries': { create: { role: 'back-off' } },
  },
  futures: {
    // `AdapterUtils.isAsyncReply` asks for the declared type, since 3.2.
    types: ['java.util.concurrent.CompletableFuture', 'reactor.core.publisher.Mono'],
    unheard: ['java.util.concurrent.CompletionStage', 'java.util.concurrent.Future', 'org.springframework.util.concurrent.ListenableFuture'],
    rows: [
      // Up to 3.1.10 `MessagingMessageListenerAdapter.handleResult` takes the future for a reply.
      { until: '3.2', outcome: 'unheard' },
      // The container does not see through `KafkaBackoffAwareMessageListenerAdapter` (`DelegatingMessageListener.isAsyncReplies`, 4.0.5).
      { until: '4.0.5', of: 'retry-topic', outcome: 'unheard' },
      { of: 'retry-topic', outcome: 'kept' },
      // `MessagingMessageListenerAdapter.asyncFailure` logs and acknowledges; only listeners with retry topics have its callback up to 4.0.6.
      { until: '4.0.7', outcome: 'acknowledged' },
      // `MessagingMessageListenerAdapter.canAsyncRetry` wants a single record.
      { of: 'batch', outcome: 'acknowledged' },
      // `asyncFailure` acknowledges, and `KafkaMessageListenerContainer.invokeErrorHandlerBySingleRecord` commits before it asks the error handler.
      { outcome: 'committed-first' },
    ],
  },
  annotations: {
    [`${ANNOTATION}.KafkaListener`]: {
      role: 'listener', topics: ['topics', 'topicPattern', 'value'],
      acknowledgement: 'Acknowledgment', batches: ['List', 'Collection', 'ConsumerRecords', 'Array'],
      // `BatchMessagingMessageListenerAdapter` makes a message of the list of values, and `KafkaListenerAnnotationBeanPostProcessor`
      // converts that by a `GenericMessageConverter`: `CollectionToObjectConverter` takes the first element, `CollectionToStringConverter` joins.
      inBatches: {
        by: 'batch', since: '2.8.0',
        annotations: ['org.springframework.messaging.handler.annotation.Payload', 'jakarta.validation.Valid', 'javax.validation.Valid', 'org.springframework.validation.annotation.Validated'],
        beside: [
          'org.springframework.kafka.support.Acknowledgment', 'org.apache.kafka.clients.consumer.Consumer', 'org.springframework.messaging.MessageHeaders',
          'org.springframework.kafka.listener.adapter.ConsumerRecordMetadata',
        ],
        whole: ['java.lang.Object', 'java.lang.Iterable', 'java.util.Iterator', 'java.util.Set', 'java.util.Queue', 'java.util.Deque', 'java.util.ArrayList', 'java.util.LinkedList', 'java.util.Optional', 'java.util.stream.Stream'],
        joined: ['java.lang.String', 'java.lang.CharSequence'],
        refused: ['org.apache.kafka.clients.consumer.ConsumerRecord'],
      },
    },
    [`${ANNOTATION}.KafkaHandler`]: { role: 'listener-method' },
    [`${ANNOTATION}.RetryableTopic`]: { role: 'retry-topic' },
    [`${ANNOTATION}.DltHandler`]: { role: 'dead-letter-handler' },
  },
};
