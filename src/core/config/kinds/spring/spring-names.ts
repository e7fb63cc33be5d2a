import { nearest } from '../../../settings/known-keys';
import { isClientKey, KNOWN_CLIENT_KEYS, sideOf } from '../../../settings/spelling';

/** The typed properties of each part, as the documentation writes them (Spring Boot 3.5 and 4.0, KafkaProperties). */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  producer: [
    'acks', 'batch-size', 'bootstrap-servers', 'buffer-memory', 'client-id', 'compression-type', 'key-serializer', 'retries',
    'transaction-id-prefix', 'value-serializer',
  ],
  consumer: [
    'auto-commit-interval', 'auto-offset-reset', 'bootstrap-servers', 'client-id', 'enable-auto-commit', 'fetch-max-wait',
    'fetch-min-size', 'group-id', 'heartbeat-interval', 'isolation-level', 'key-deserializer', 'max-poll-interval', 'max-poll-records',
    'value-deserializer',
  ],
};

/** Blocks of their own below a part. */
const BLOCKS = /^(properties|ssl|security)$/;

/**
 * What a property below `spring.kafka.producer` or `spring.kafka.consumer` would have to be called for Spring Boot to read
 * it: a key of Kafka's own belongs below `properties`, and what is a slip of the hand away from a typed one is meant to be it.
 */
export function springInstead(path: string): string | undefined {
  const [, part, name] = /^spring\.kafka\.(producer|consumer)\.([\w.-]+)$/.exec(path) ?? [];
  if (part === undefined || BLOCKS.test(name.split('.')[0]) || TYPED[part].some(typed => plain(typed) === plain(name))) return undefined;
  const key = KNOWN_CLIENT_KEYS.find(known => plain(known) === plain(name));
  if (key !== undefined && isClientKey(key) && (sideOf(key) ?? part) === part) return `spring.kafka.${part}.properties.${key}`;
  const near = nearest(name, TYPED[part]);
  return near && `spring.kafka.${part}.${near}`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}
