import type { Ecosystem } from '../../kafka/facts';

/** A client or framework of Kafka without a table: that it is there is known, and what code does with it is not. */
export interface UnreadClient {
  /** As a report names it. */
  name: string;
  /**
   * Its names where build files list it (`npm`, `maven`, `pypi` …) and where code imports it (`jvm`, `python` …), apart by
   * spaces. A name stands for all that lies below it; `*` at its end for all that begin so.
   */
  names: Partial<Record<Ecosystem, string>>;
  /** It is about Kafka only in code that says this as well. */
  where?: RegExp;
  /** Only part of it goes unread: the part. */
  part?: string;
  /** Where the names are documented. */
  source: string;
}

/** Clients and frameworks that are known by name, and not read. */
export const UNREAD_CLIENTS: readonly UnreadClient[] = [
  // JavaScript.
  { name: 'sinek', names: { npm: 'sinek' }, source: 'https://github.com/nodefluent/node-sinek' },
  { name: 'kafka-streams for Node.js', names: { npm: 'kafka-streams' }, source: 'https://github.com/nodefluent/kafka-streams' },
  {
    name: 'NestJS microservices', names: { npm: '@nestjs/microservices' }, part: 'clients that are injected as `ClientProxy`, transports of your own',
    where: /\b(?:ClientsModule|ClientProxyFactory)\b[^]{0,2000}?\bTransport\.KAFKA\b|\bextends\s+(?:ServerKafka|ClientKafka)\b/, source: 'https://docs.nestjs.com/microservices/kafka',
  },
  { name: 'moleculer', names: { npm: 'moleculer' }, where: /["'`]kafka(?:\+ssl)?(?:["'`]|:\/\/)/i, source: 'https://moleculer.services/docs/0.14/networking#Kafka-Transporter' },
  { name: '@moleculer/channels', names: { npm: '@moleculer/channels' }, where: /kafka/i, source: 'https://github.com/moleculerjs/moleculer-channels' },
  // Java and its kin.
  { name: 'Kafka Streams', names: { maven: 'org.apache.kafka:kafka-streams* io.quarkus:quarkus-kafka-streams org.springframework.cloud:spring-cloud-stream-binder-kafka-streams', jvm: 'org.apache.kafka.streams' }, part: 'topologies', source: 'https://kafka.apache.org/documentation/streams' },
  {
    name: 'Spring Cloud Stream', part: 'reactive binder',
    names: { maven: 'org.springframework.cloud:spring-cloud-stream-binder-kafka-reactive', jvm: 'org.springframework.cloud.stream.binder.reactorkafka' },
    source: 'https://docs.spring.io/spring-cloud-stream/reference/kafka/kafka-reactive-binder/overview.html',
  },
  {
    name: 'Spring Integration for Kafka', part: 'inbound adapters', names: { jvm: 'org.springframework.integration.kafka' },
    where: /\bKafkaMessageDrivenChannelAdapter\b|\bKafkaMessageSource\b|\bKafkaInboundGateway\b|\bKafka\s*\.\s*(?:messageDrivenChannelAdapter|inbound\w+)\b/,
    source: 'https://docs.spring.io/spring-integration/reference/kafka.html',
  },
  { name: 'Spring Cloud Bus', names: { maven: 'org.springframework.cloud:spring-cloud-starter-bus-kafka' }, source: 'https://docs.spring.io/spring-cloud-bus/reference/' },
  {
    name: 'Reactor Kafka', names: { jvm: 'reactor.kafka' }, part: 'batches of records, and receivers within other streams',
    where: /\.receive(?:AutoAck|Batch|ExactlyOnce)\s*\(|::receive/, source: 'https://projectreactor.io/docs/kafka/release/reference/',
  },
  {
    name: 'SmallRye Reactive Messaging', names: { jvm: 'org.eclipse.microprofile.reactive.messaging io.smallrye.reactive.messaging.kafka' }, part: 'injected streams, transactions, requests with replies',
    where: /\b(?:KafkaTransactions|KafkaRequestReply|KafkaClientService)\b|@Channel\([^)]{0,200}\)\s+(?:\w+\s+){0,3}(?:Multi|Publisher|Flowable)</, source: 'https://smallrye.io/smallrye-reactive-messaging/latest/kafka/kafka/',
  },
  { name: 'Micronaut Kafka', names: { maven: 'io.micronaut.kafka:micronaut-kafka* io.micronaut.configuration:micronaut-kafka*', jvm: 'io.micronaut.configuration.kafka' }, source: 'https://micronaut-projects.github.io/micronaut-kafka/latest/guide/' },
  { name: 'Kafka Connect', names: { jvm: 'org.apache.kafka.connect.source' }, part: 'source tasks', source: 'https://kafka.apache.org/documentation/#connect_development' },
  { name: 'Vert.x Kafka client', names: { maven: 'io.vertx:vertx-kafka-client*', jvm: 'io.vertx.kafka io.vertx.reactivex.kafka io.vertx.rxjava3.kafka io.vertx.mutiny.kafka' }, source: 'https://vertx.io/docs/vertx-kafka-client/java/' },
  { name: 'Helidon messaging', names: { maven: 'io.helidon.messaging.kafka:helidon-messaging-kafka', jvm: 'io.helidon.messaging.connectors.kafka' }, source: 'https://helidon.io/docs/latest/se/reactive-messaging' },
  { name: 'Alpakka Kafka', names: { maven: 'com.typesafe.akka:akka-stream-kafka*', jvm: 'akka.kafka' }, source: 'https://doc.akka.io/libraries/alpakka-kafka/current/' },
  { name: 'Pekko connectors for Kafka', names: { maven: 'org.apache.pekko:pekko-connectors-kafka*', jvm: 'org.apache.pekko.kafka' }, source: 'https://pekko.apache.org/docs/pekko-connectors-kafka/current/' },
  { name: 'Apache Camel', names: { maven: 'org.apache.camel:camel-kafka org.apache.camel.springboot:camel-kafka-starter org.apache.camel.quarkus:camel-quarkus-kafka', jvm: 'org.apache.camel.component.kafka' }, source: 'https://camel.apache.org/components/latest/kafka-component.html' },
  { name: 'Axon Kafka extension', names: { maven: 'org.axonframework.extensions.kafka:*', jvm: 'org.axonframework.extensions.kafka' }, source: 'https://docs.axoniq.io/kafka-extension-reference/' },
  { name: 'Debezium engine', names: { maven: 'io.debezium:debezium-embedded io.debezium:debezium-api', jvm: 'io.debezium.engine io.debezium.embedded' }, source: 'https://debezium.io/documentation/reference/stable/development/engine.html' },
  { name: 'Eventuate', names: { maven: 'io.eventuate.messaging.kafka:*', jvm: 'io.eventuate.messaging.kafka' }, source: 'https://eventuate.io/docs/manual/eventuate-tram/latest/' },
  { name: 'Apache Flink', names: { maven: 'org.apache.flink:flink-connector-kafka* org.apache.flink:flink-sql-connector-kafka*', jvm: 'org.apache.flink.connector.kafka org.apache.flink.streaming.connectors.kafka' }, source: 'https://nightlies.apache.org/flink/flink-docs-stable/docs/connectors/datastream/kafka/' },
  { name: 'Apache Spark', names: { maven: 'org.apache.spark:spark-sql-kafka* org.apache.spark:spark-streaming-kafka*', jvm: 'org.apache.spark.streaming.kafka010' }, source: 'https://spark.apache.org/docs/latest/structured-streaming-kafka-integration.html' },
  { name: 'Apache Beam', names: { maven: 'org.apache.beam:beam-sdks-java-io-kafka', jvm: 'org.apache.beam.sdk.io.kafka' }, source: 'https://beam.apache.org/releases/javadoc/current/org/apache/beam/sdk/io/kafka/KafkaIO.html' },
  { name: 'zio-kafka', names: { maven: 'dev.zio:zio-kafka*', jvm: 'zio.kafka' }, source: 'https://zio.dev/zio-kafka/' },
  { name: 'fs2-kafka', names: { maven: 'com.github.fd4s:fs2-kafka* org.typelevel:fs2-kafka*', jvm: 'fs2.kafka' }, source: 'https://fd4s.github.io/fs2-kafka/' },
  // Python.
  { name: 'kafka-python', names: { pypi: 'kafka-python kafka-python-ng', python: 'kafka' }, source: 'https://kafka-python.readthedocs.io' },
  { name: 'confluent-kafka for Python', names: { pypi: 'confluent-kafka', python: 'confluent_kafka' }, source: 'https://docs.confluent.io/kafka-clients/python/current/overview.html' },
  { name: 'aiokafka', names: { pypi: 'aiokafka', python: 'aiokafka' }, source: 'https://aiokafka.readthedocs.io' },
  { name: 'Faust', names: { pypi: 'faust faust-streaming', python: 'faust' }, source: 'https://faust-streaming.github.io/faust/' },
  { name: 'FastStream', names: { python: 'faststream.kafka faststream.confluent' }, source: 'https://faststream.ag2.ai/latest/kafka/' },
  { name: 'Quix Streams', names: { pypi: 'quixstreams', python: 'quixstreams' }, source: 'https://quix.io/docs/quix-streams/' },
  { name: 'PyKafka', names: { pypi: 'pykafka', python: 'pykafka' }, source: 'https://pykafka.readthedocs.io' },
  // Go.
  { name: 'sarama', names: { go: 'github.com/IBM/sarama github.com/Shopify/sarama' }, source: 'https://pkg.go.dev/github.com/IBM/sarama' },
  { name: 'segmentio/kafka-go', names: { go: 'github.com/segmentio/kafka-go' }, source: 'https://pkg.go.dev/github.com/segmentio/kafka-go' },
  { name: 'franz-go', names: { go: 'github.com/twmb/franz-go' }, source: 'https://pkg.go.dev/github.com/twmb/franz-go' },
  { name: 'confluent-kafka-go', names: { go: 'github.com/confluentinc/confluent-kafka-go' }, source: 'https://pkg.go.dev/github.com/confluentinc/confluent-kafka-go/v2' },
  { name: 'Goka', names: { go: 'github.com/lovoo/goka' }, source: 'https://pkg.go.dev/github.com/lovoo/goka' },
  { name: 'Watermill Kafka', names: { go: 'github.com/ThreeDotsLabs/watermill-kafka' }, source: 'https://watermill.io/pubsubs/kafka/' },
  // .NET.
  { name: 'Confluent.Kafka', names: { nuget: 'Confluent.Kafka', dotnet: 'Confluent.Kafka' }, source: 'https://docs.confluent.io/kafka-clients/dotnet/current/overview.html' },
  { name: 'MassTransit', names: { nuget: 'MassTransit.Kafka' }, source: 'https://masstransit.io/documentation/transports/kafka' },
  { name: 'KafkaFlow', names: { nuget: 'KafkaFlow*', dotnet: 'KafkaFlow' }, source: 'https://farfetch.github.io/kafkaflow/' },
  { name: 'Silverback', names: { nuget: 'Silverback.Integration.Kafka', dotnet: 'Silverback.Messaging.Configuration.Kafka' }, source: 'https://silverback-messaging.net' },
  { name: 'CAP', names: { nuget: 'DotNetCore.CAP.Kafka' }, source: 'https://cap.dotnetcore.xyz' },
  // Rust.
  { name: 'rdkafka for Rust', names: { cargo: 'rdkafka', rust: 'rdkafka' }, source: 'https://docs.rs/rdkafka' },
  { name: 'rskafka', names: { cargo: 'rskafka', rust: 'rskafka' }, source: 'https://docs.rs/rskafka' },
  { name: 'kafka-rust', names: { cargo: 'kafka', rust: 'kafka' }, source: 'https://docs.rs/kafka' },
  // Ruby.
  { name: 'ruby-kafka', names: { gem: 'ruby-kafka' }, source: 'https://github.com/zendesk/ruby-kafka' },
  { name: 'Karafka', names: { gem: 'karafka', ruby: 'karafka' }, source: 'https://karafka.io/docs/' },
  { name: 'WaterDrop', names: { gem: 'waterdrop', ruby: 'waterdrop' }, source: 'https://karafka.io/docs/WaterDrop-Getting-Started/' },
  { name: 'rdkafka for Ruby', names: { gem: 'rdkafka karafka-rdkafka', ruby: 'rdkafka' }, source: 'https://github.com/karafka/rdkafka-ruby' },
  { name: 'Racecar', names: { gem: 'racecar', ruby: 'racecar' }, source: 'https://github.com/zendesk/racecar' },
  { name: 'Phobos', names: { gem: 'phobos', ruby: 'phobos' }, source: 'https://github.com/phobos/phobos' },
  { name: 'DeliveryBoy', names: { gem: 'delivery_boy', ruby: 'delivery_boy' }, source: 'https://github.com/zendesk/delivery_boy' },
  // PHP.
  { name: 'php-rdkafka', names: { composer: 'ext-rdkafka kwn/php-rdkafka-stubs', php: 'RdKafka' }, source: 'https://arnaud.le-blanc.net/php-rdkafka-doc/phpdoc/' },
  { name: 'enqueue/rdkafka', names: { composer: 'enqueue/rdkafka', php: 'Enqueue\\RdKafka' }, source: 'https://php-enqueue.github.io/transport/kafka/' },
  { name: 'laravel-kafka', names: { composer: 'mateusjunges/laravel-kafka', php: 'Junges\\Kafka' }, source: 'https://laravelkafka.com' },
  // Elixir.
  { name: 'brod', names: { hex: 'brod' }, source: 'https://hexdocs.pm/brod/' },
  { name: 'KafkaEx', names: { hex: 'kafka_ex' }, source: 'https://hexdocs.pm/kafka_ex/' },
  { name: 'Broadway Kafka', names: { hex: 'broadway_kafka' }, source: 'https://hexdocs.pm/broadway_kafka/' },
];

/** What packages are for that have Kafka's name and yet read or send no records of the application. */
const PURPOSES = [
  'tests?', 'testing', 'mocks?', 'embedded', 'junit', 'testcontainers', 'ui', 'akhq', 'console', 'exporter', 'dashboard',
  'schema', 'avro', 'serdes?', 'serializers?', 'protobuf', 'json', 'snappy', 'lz4', 'zstd', 'connect',
  'opentelemetry', 'instrumentation', 'telemetry', 'metrics?', 'micrometer', 'brave', 'tracing', 'datadog', 'prometheus',
  'appender', 'log4j2?', 'log4net', 'logback', 'winston', 'pino', 'bunyan', 'serilog', 'monolog',
  'health', 'healthchecks?', 'admin', 'cli', 'config', 'types', 'iam', 'sasl', 'oauth',
];

/** Packages that have Kafka's name and are no clients, or bring one that is read. */
export const NO_CLIENTS = new RegExp([
  `(?:^|[^a-z])(?:${PURPOSES.join('|')})(?:[^a-z]|$)`, '^@?kafkajs\\b', '^org\\.(?:apache|springframework)\\.kafka:', '^org\\.springframework\\.boot:', '^io\\.quarkus:quarkus-kafka-client$',
].join('|'), 'i');

/** A name of a package that has Kafka's as a word of its own. */
export const NAMED_AFTER_KAFKA = /(?:^|[^a-z])kafka(?:[^a-z]|$)/i;

/** Beside Kafka's own name, the words by which these clients are found in a text. */
export const CLIENT_WORDS: readonly string[] = UNREAD_CLIENTS.filter(({ where }) => !where)
  .flatMap(({ names }) => Object.values(names).flatMap(list => list.split(' '))).filter(name => !/kafka/i.test(name)).map(name => name.slice(name.lastIndexOf('/') + 1));
