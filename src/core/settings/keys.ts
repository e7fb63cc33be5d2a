/** The keys of a text, with white space between them. */
export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Keys of producers alone: ProducerConfig 4.2, and what librdkafka or older clients have besides. */
export const PRODUCER_KEYS = words(`
  acks batch.size buffer.memory compression.type compression.gzip.level compression.lz4.level compression.zstd.level
  delivery.timeout.ms enable.idempotence key.serializer value.serializer linger.ms max.block.ms
  max.in.flight.requests.per.connection max.request.size metadata.max.idle.ms partitioner.class
  partitioner.adaptive.partitioning.enable partitioner.availability.timeout.ms partitioner.ignore.keys retries
  transaction.timeout.ms transactional.id transaction.two.phase.commit.enable
  request.required.acks message.timeout.ms message.send.max.retries dr_cb dr_msg_cb producer.type block.on.buffer.full`);

/** Keys of consumers alone: ConsumerConfig 4.2, and what librdkafka or older clients have besides. */
export const CONSUMER_KEYS = words(`
  allow.auto.create.topics auto.commit.interval.ms auto.offset.reset check.crcs enable.auto.commit exclude.internal.topics
  fetch.max.bytes fetch.max.wait.ms fetch.min.bytes group.id group.instance.id group.protocol group.remote.assignor
  heartbeat.interval.ms isolation.level key.deserializer value.deserializer max.partition.fetch.bytes
  max.poll.interval.ms max.poll.records partition.assignment.strategy session.timeout.ms
  share.acknowledgement.mode share.acquire.mode enable.auto.offset.store rebalance_cb auto.commit.enable`);

/** Keys of every client: CommonClientConfigs 4.2. */
export const SHARED_KEYS = words(`
  bootstrap.servers client.id client.dns.lookup client.rack connections.max.idle.ms default.api.timeout.ms
  enable.metrics.push interceptor.classes metadata.max.age.ms metadata.recovery.strategy metric.reporters
  reconnect.backoff.ms reconnect.backoff.max.ms receive.buffer.bytes request.timeout.ms retry.backoff.ms
  retry.backoff.max.ms security.protocol send.buffer.bytes socket.connection.setup.timeout.ms
  socket.connection.setup.timeout.max.ms metadata.broker.list`);

/** Keys of Kafka Streams alone: StreamsConfig 4.2. */
export const STREAMS_KEYS = words(`
  application.id application.server buffered.records.per.partition cache.max.bytes.buffering commit.interval.ms
  default.deserialization.exception.handler default.key.serde default.production.exception.handler
  default.timestamp.extractor default.value.serde deserialization.exception.handler
  errors.dead.letter.queue.topic.name max.task.idle.ms num.standby.replicas num.stream.threads
  processing.exception.handler processing.guarantee production.exception.handler replication.factor
  state.dir statestore.cache.max.bytes topology.optimization`);
