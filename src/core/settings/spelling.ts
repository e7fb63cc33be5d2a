import { DIALECTS, type Option } from './dialects';
import { CONSUMER_KEYS, PRODUCER_KEYS, SHARED_KEYS, STREAMS_KEYS } from './keys';

/** What an option of a client library sets: Kafka's key, and Kafka's value for the library's own where they differ. */
export interface Spelled {
  key: string;
  value?: (own: string) => string;
}

/**
 * The setting behind an option's path in a dialect of `dialects.ts` (`kafkajs.producer`, `idempotent`); undefined when
 * it sets nothing of Kafka's. Without a dialect the names are Kafka's own keys.
 */
export function canonicalSetting(dialect: string | undefined, name: string): Spelled | undefined {
  const option = dialect === undefined ? isClientKey(name) || isStreamsKey(name) ? name : undefined : optionOf(dialect, name);
  if (!option) return undefined;
  const { key, values } = typeof option === 'string' ? { key: option, values: undefined } : option;
  return { key, value: own => canonicalValue(key, values && Object.hasOwn(values, own) ? values[own] : own) };
}

/** How a dialect spells one of Kafka's keys. */
export interface OwnSpelling {
  /** Names of the objects around the option. */
  within: readonly string[];
  name: string;
  /** The library's own value for one of Kafka's. */
  value: (kafka: string) => string;
}

const spellings = new Map<string, readonly OwnSpelling[]>();

/** The ways in which a dialect spells a key, those in blocks first; empty when it has no option for it. */
export function spellingsOf(dialect: string, key: string): readonly OwnSpelling[] {
  const asked = `${dialect} ${key}`;
  let found = spellings.get(asked);
  if (!found) spellings.set(asked, found = findSpellings(dialect, key));
  return found;
}

function findSpellings(dialect: string, key: string): OwnSpelling[] {
  const table = DIALECTS[dialect];
  if (!table) return [];
  if (table.without) return findSpellings(table.extends!, key).filter(({ name }) => !table.without!.names.includes(name));
  const inside = Object.entries(table.inside ?? {}).flatMap(([block, inner]) =>
    findSpellings(inner, key).map(own => ({ ...own, within: [block, ...own.within] })),
  );
  if (table.keys && isClientKey(key)) return [...inside, { within: [], name: key, value: kafka => ownValue(dialect, key, kafka) }];
  const own = Object.entries(table.options).flatMap(([name, option]): OwnSpelling[] => {
    if ((typeof option === 'string' ? option : option.key) !== key) return [];
    const path = name.split('.');
    return [{ within: path.slice(0, -1), name: path.at(-1)!, value: kafka => valueIn(option, kafka) }];
  });
  return [...inside, ...own, ...(table.extends === undefined ? [] : findSpellings(table.extends, key))];
}

/** What a client takes for one of Kafka's values in the option at a path of a dialect; Kafka's own word where nothing else is known. */
export function ownValue(dialect: string, name: string, kafka: string): string {
  const option = optionOf(dialect, name);
  return option === undefined ? kafka : valueIn(option, kafka);
}

function valueIn(option: Option, kafka: string): string {
  return typeof option === 'string' ? kafka : Object.keys(option.values).find(own => option.values[own] === kafka) ?? kafka;
}

/** True for a name below which a dialect has a block of options: `kafkaJS`. */
export function isBlock(dialect: string | undefined, name: string): boolean {
  return dialect !== undefined && Object.keys(DIALECTS[dialect]?.inside ?? {}).includes(name);
}

function optionOf(dialect: string, name: string): Option | undefined {
  const table = DIALECTS[dialect];
  if (!table || table.without?.names.includes(name)) return undefined;
  if (Object.hasOwn(table.options, name)) return table.options[name];
  for (const [prefix, inner] of Object.entries(table.inside ?? {})) {
    if (name.startsWith(`${prefix}.`)) return optionOf(inner, name.slice(prefix.length + 1));
  }
  if (table.keys && isClientKey(name)) return name;
  return table.extends === undefined ? undefined : optionOf(table.extends, name);
}

/** Kafka's spelling of a value whose synonyms would only make rules longer: `-1` is Kafka's other name for `all` acks. */
export function canonicalValue(key: string, value: string): string {
  if (key === 'acks') return value === '-1' ? 'all' : value.toLowerCase();
  return /^(true|false)$/i.test(value) ? value.toLowerCase() : value;
}

/**
 * The key behind a constant of kafka-clients' configuration classes (ProducerConfig, ConsumerConfig, TopicConfig,
 * StreamsConfig, CommonClientConfigs, SaslConfigs of 4.2); nearly all are the key in capitals with `_CONFIG` behind.
 */
export function javaConstant(name: string): string | undefined {
  if (Object.hasOwn(IRREGULAR_CONSTANTS, name)) return IRREGULAR_CONSTANTS[name];
  return /^[A-Z][A-Z0-9_]*_CONFIG$/.test(name) ? name.slice(0, -'_CONFIG'.length).toLowerCase().replaceAll('_', '.') : undefined;
}

/** The constant of kafka-clients' configuration classes for a key. */
export function constantOf(key: string): string {
  return (
    Object.keys(IRREGULAR_CONSTANTS).find(name => IRREGULAR_CONSTANTS[name] === key) ?? `${key.toUpperCase().replaceAll('.', '_')}_CONFIG`
  );
}

/** Whose setting a client key is when it can be of one side only. */
export function sideOf(key: string): 'producer' | 'consumer' | undefined {
  return PRODUCER_KEYS.has(key) ? 'producer' : CONSUMER_KEYS.has(key) ? 'consumer' : undefined;
}

/** True for keys of clients of either side, or of both. */
export function isClientKey(key: string): boolean {
  return SHARED_KEYS.has(key) || sideOf(key) !== undefined;
}

/** The keys of clients of either side, and of both. */
export const KNOWN_CLIENT_KEYS: readonly string[] = [...PRODUCER_KEYS, ...CONSUMER_KEYS, ...SHARED_KEYS];

/** True for keys of Kafka Streams alone (StreamsConfig 4.2). */
export function isStreamsKey(key: string): boolean {
  return STREAMS_KEYS.has(key);
}

const IRREGULAR_CONSTANTS: Readonly<Record<string, string>> = {
  MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION: 'max.in.flight.requests.per.connection',
  MIN_IN_SYNC_REPLICAS_CONFIG: 'min.insync.replicas',
  SEND_BUFFER_CONFIG: 'send.buffer.bytes',
  RECEIVE_BUFFER_CONFIG: 'receive.buffer.bytes',
  METADATA_MAX_AGE_CONFIG: 'metadata.max.age.ms',
  METADATA_MAX_IDLE_CONFIG: 'metadata.max.idle.ms',
  METRIC_REPORTER_CLASSES_CONFIG: 'metric.reporters',
  KEY_SERIALIZER_CLASS_CONFIG: 'key.serializer',
  VALUE_SERIALIZER_CLASS_CONFIG: 'value.serializer',
  KEY_DESERIALIZER_CLASS_CONFIG: 'key.deserializer',
  VALUE_DESERIALIZER_CLASS_CONFIG: 'value.deserializer',
  TRANSACTION_TIMEOUT_CONFIG: 'transaction.timeout.ms',
  BUFFER_MEMORY_CONFIG: 'buffer.memory',
  FLUSH_MESSAGES_INTERVAL_CONFIG: 'flush.messages',
  SASL_JAAS_CONFIG: 'sasl.jaas.config',
  DEFAULT_KEY_SERDE_CLASS_CONFIG: 'default.key.serde',
  DEFAULT_VALUE_SERDE_CLASS_CONFIG: 'default.value.serde',
  DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG: 'default.timestamp.extractor',
  DEFAULT_DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG: 'default.deserialization.exception.handler',
  DEFAULT_PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG: 'default.production.exception.handler',
  DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG: 'deserialization.exception.handler',
  PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG: 'production.exception.handler',
  PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG: 'processing.exception.handler',
  ROCKSDB_CONFIG_SETTER_CLASS_CONFIG: 'rocksdb.config.setter',
  WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG: 'windowstore.changelog.additional.retention.ms',
};
