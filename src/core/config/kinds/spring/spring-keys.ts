import type { Scope } from '../../../settings/setting';
import { isStreamsKey, sideOf } from '../../../settings/spelling';

/** What a Spring property means for Kafka. Of several that set the same key the highest rank wins. */
export interface SpringMeaning {
  scope: Scope;
  key: string;
  rank: number;
  /** The binding, where it is not the whole application's. */
  owner?: string;
}

// Spring Boot, KafkaProperties: the typed properties of each part. What is not listed there has no effect.
const PRODUCER: Readonly<Record<string, string>> = {
  acks: 'acks', batchsize: 'batch.size', bootstrapservers: 'bootstrap.servers', buffermemory: 'buffer.memory',
  clientid: 'client.id', compressiontype: 'compression.type', keyserializer: 'key.serializer',
  valueserializer: 'value.serializer', retries: 'retries', transactionidprefix: 'transactional.id',
};
const CONSUMER: Readonly<Record<string, string>> = {
  autocommitinterval: 'auto.commit.interval.ms', autooffsetreset: 'auto.offset.reset',
  bootstrapservers: 'bootstrap.servers', clientid: 'client.id', enableautocommit: 'enable.auto.commit',
  fetchmaxwait: 'fetch.max.wait.ms', fetchminsize: 'fetch.min.bytes', groupid: 'group.id',
  heartbeatinterval: 'heartbeat.interval.ms', isolationlevel: 'isolation.level', keydeserializer: 'key.deserializer',
  valuedeserializer: 'value.deserializer', maxpollrecords: 'max.poll.records', maxpollinterval: 'max.poll.interval.ms',
};
const STREAMS: Readonly<Record<string, string>> = {
  applicationid: 'application.id', bootstrapservers: 'bootstrap.servers', clientid: 'client.id',
  replicationfactor: 'replication.factor', statedir: 'state.dir', statestorecachemaxsize: 'statestore.cache.max.bytes',
};
const LISTENER: Readonly<Record<string, string>> = {
  ackmode: 'spring:listener.ack-mode', asyncacks: 'spring:listener.async-acks', type: 'spring:listener.type',
  concurrency: 'spring:listener.concurrency', immediatestop: 'spring:listener.immediate-stop',
  missingtopicsfatal: 'spring:listener.missing-topics-fatal',
};
const RETRY: Readonly<Record<string, string>> = {
  enabled: 'spring:retry.topic.enabled', attempts: 'spring:retry.topic.attempts',
};
// Spring Cloud Stream, KafkaConsumerProperties and KafkaProducerProperties
const BINDING: Readonly<Record<string, readonly [Scope, string]>> = {
  'consumer.startoffset': ['consumer', 'auto.offset.reset'],
  'consumer.enabledlq': ['container', 'spring:binding.enable-dlq'],
  'consumer.dlqname': ['container', 'spring:binding.dlq-name'],
  'consumer.ackmode': ['container', 'spring:listener.ack-mode'],
  'consumer.autocommitoffset': ['container', 'spring:binding.auto-commit-offset'],
  'consumer.resetoffsets': ['container', 'spring:binding.reset-offsets'],
  'producer.sync': ['container', 'spring:binding.sync'],
};

/** Spring's relaxed names: `auto-offset-reset`, `autoOffsetReset`, `AUTO_OFFSET_RESET` are one. */
export const relaxed = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

/**
 * The meaning of a property by its dotted path, e.g. `spring.kafka.producer.acks`; undefined where Spring does not read it
 * (Spring Boot, KafkaProperties; Spring Cloud Stream, KafkaBinderConfigurationProperties and BindingUtils).
 */
export function springMeaning(path: string): SpringMeaning | undefined {
  // A binder's own environment holds the same properties again.
  const name = path.replace(/^spring\.cloud\.stream\.binders\.[^.]+\.environment\./, '');
  const parts = name.split('.');
  const [first, second, third, fourth] = parts.map(relaxed);
  if (first !== 'spring') return undefined;
  if (second === 'kafka') return boot(parts.slice(2));
  // FunctionConfiguration looks for the functions to bind under both names.
  if (/^cloud\.(stream\.)?function\.definition$/.test(parts.slice(1).map(relaxed).join('.'))) {
    return { scope: 'container', key: 'spring:function.definition', rank: 0 };
  }
  if (second !== 'cloud' || third !== 'stream') return undefined;
  return fourth === 'kafka' ? cloudStream(parts.slice(4)) : anyBinder(parts.slice(3));
}

/** What holds for a binding whatever its binder is (BindingProperties). */
function anyBinder(parts: string[]): SpringMeaning | undefined {
  const [place, , name] = parts.map(relaxed);
  return place === 'bindings' && parts.length === 3 && name === 'destination'
    ? { scope: 'container', key: 'spring:binding.destination', rank: 0, owner: parts[1] } : undefined;
}

function boot(parts: string[]): SpringMeaning | undefined {
  const [part, name] = parts.map(relaxed);
  const rest = (from: number): string => parts.slice(from).join('.');
  const typed = (
    scope: Scope, table: Readonly<Record<string, string>>, option: string | undefined, length: number,
  ): SpringMeaning | undefined =>
    option !== undefined && parts.length === length && Object.hasOwn(table, option) ? { scope, key: table[option], rank: 1 } : undefined;
  if (part === 'properties') return parts.length > 1 ? { scope: 'client', key: rest(1), rank: 1 } : undefined;
  if (part === 'listener') return typed('container', LISTENER, name, 2);
  if (part === 'retry') return name === 'topic' ? typed('container', RETRY, relaxed(parts[2] ?? ''), 3) : undefined;
  if (part === 'bootstrapservers' && parts.length === 1) return { scope: 'client', key: 'bootstrap.servers', rank: 0 };
  if (part !== 'producer' && part !== 'consumer' && part !== 'streams' && part !== 'admin') return undefined;
  if (name === 'properties') return parts.length > 2 ? { ...prefixed(part, rest(2)), rank: 2 } : undefined;
  return typed(part, part === 'producer' ? PRODUCER : part === 'consumer' ? CONSUMER : part === 'streams' ? STREAMS : {}, name, 2);
}

/** Streams hand settings on to their inner clients, with these prefixes or without one (StreamsConfig); they commit themselves. */
export function prefixed(scope: Scope, key: string): { scope: Scope; key: string } {
  if (scope !== 'streams') return { scope, key };
  const [, prefix, inner] = /^(?:(producer|consumer|admin|topic|(?:main|restore|global)\.consumer)\.)?(.+)$/.exec(key) ?? ['', undefined, key];
  const side = prefix === undefined ? isStreamsKey(inner) ? undefined : sideOf(inner) : prefix.replace(/^\w+\.(?=consumer)/, '') as Scope;
  return side === undefined || inner === 'enable.auto.commit' ? { scope, key } : { scope: side, key: inner };
}

function cloudStream(parts: string[]): SpringMeaning | undefined {
  const names = parts.map(relaxed);
  if (names[0] === 'streams') return cloudStreams(parts.slice(1));
  if (names[0] === 'binder') return binder(parts.slice(1));
  if (names[0] === 'default') return binding(parts.slice(1), undefined);
  return names[0] === 'bindings' && parts.length > 3 ? binding(parts.slice(2), parts[1]) : undefined;
}

function binder(parts: string[]): SpringMeaning | undefined {
  const name = relaxed(parts[0] ?? '');
  const rest = parts.slice(1).join('.');
  if (name === 'brokers' && parts.length === 1) return { scope: 'client', key: 'bootstrap.servers', rank: 0 };
  if (name === 'requiredacks') return { scope: 'producer', key: 'acks', rank: 0 };
  if (name === 'replicationfactor') return { scope: 'topic', key: 'replication.factor', rank: 0 };
  if (name === 'autocreatetopics') return { scope: 'container', key: 'spring:binder.auto-create-topics', rank: 0 };
  // BindingUtils drops the binder's own `enable.auto.commit`.
  if (!rest || rest === 'enable.auto.commit') return undefined;
  if (name === 'configuration') return { scope: 'client', key: rest, rank: 3 };
  if (name === 'producerproperties') return { scope: 'producer', key: rest, rank: 4 };
  if (name === 'consumerproperties') return { scope: 'consumer', key: rest, rank: 4 };
  if (name !== 'transaction') return undefined;
  if (relaxed(rest) === 'transactionidprefix') return { scope: 'producer', key: 'transactional.id', rank: 4 };
  return /^producer\.configuration\./.test(rest)
    ? { scope: 'producer', key: rest.slice('producer.configuration.'.length), rank: 5 }
    : undefined;
}

function binding(parts: string[], owner: string | undefined): SpringMeaning | undefined {
  const [side, name] = parts.map(relaxed);
  const rest = parts.slice(2).join('.');
  if (side !== 'consumer' && side !== 'producer') return undefined;
  if (name === 'configuration' && rest && rest !== 'enable.auto.commit') return { scope: side, key: rest, rank: 5, owner };
  if (name === 'topic' && relaxed(rest) === 'replicationfactor') return { scope: 'topic', key: 'replication.factor', rank: 1, owner };
  const known = Object.hasOwn(BINDING, `${side}.${name}`) && parts.length === 2 ? BINDING[`${side}.${name}`] : undefined;
  return known && { scope: known[0], key: known[1], rank: 5, owner };
}

function cloudStreams(parts: string[]): SpringMeaning | undefined {
  const [place, ...names] = parts.map(relaxed);
  const inBinding = place === 'bindings';
  if (place !== 'binder' && !inBinding) return undefined;
  const owner = inBinding ? parts[1] : undefined;
  const inner = inBinding ? 3 : 1;
  const name = names[inner - 1];
  if (name === 'configuration' && parts.length > inner + 1)
    return { ...prefixed('streams', parts.slice(inner + 1).join('.')), rank: inBinding ? 5 : 3, owner };
  if (name === 'deserializationexceptionhandler')
    return { scope: 'streams', key: 'default.deserialization.exception.handler', rank: 4, owner };
  return name === 'replicationfactor' && !inBinding ? { scope: 'streams', key: 'replication.factor', rank: 0 } : undefined;
}

/**
 * The meaning of an environment variable that Spring Boot binds: dots are underscores, dashes are dropped
 * (`SPRING_KAFKA_CONSUMER_AUTOOFFSETRESET`); `AUTO_OFFSET_RESET` is accepted too.
 */
export function springVariable(name: string): SpringMeaning | undefined {
  const match = /^SPRING_KAFKA_(?:(PRODUCER|CONSUMER|STREAMS|ADMIN|LISTENER|RETRY_TOPIC)_)?(PROPERTIES_)?(\w+)$/.exec(name);
  if (!match) return undefined;
  const [, part, properties, rest] = match;
  const place = part ? `${part.toLowerCase().replace('_', '.')}.` : '';
  const option = properties ? `properties.${rest.toLowerCase().replaceAll('_', '.')}` : rest;
  return springMeaning(`spring.kafka.${place}${option}`);
}
