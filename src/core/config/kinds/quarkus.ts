import { isClientKey } from '../../settings/spelling';
import type { ConfigFile } from '../file';
import type { PropertyEntry } from '../notations/properties';
import { meaningOf } from './clients';

/** True for an application.properties of Quarkus, whose keys have its profiles and namespaces. */
export function isQuarkus(keys: ReadonlySet<string>): boolean {
  return [...keys].some(key => /^(%\w+\.)?(quarkus|mp\.messaging)\./.test(key));
}

/**
 * Adds what Quarkus hands on to its clients: `kafka.*` to all of them, `kafka-streams.*` to Kafka Streams, each with
 * `%profile.` before it where it holds for a profile (Quarkus guides "Apache Kafka" and "Kafka Streams").
 */
export function readQuarkus(file: ConfigFile, entries: readonly PropertyEntry[]): void {
  for (const entry of entries) {
    const match = /^(?:%([\w,-]+)\.)?(kafka|kafka-streams)\.(.+)$/.exec(entry.key);
    if (!match) continue;
    const [, profile, place, key] = match;
    if (place === 'kafka' && !isClientKey(key)) continue;
    const meaning = meaningOf(place === 'kafka' ? 'client' : 'streams', key)!;
    file.is('client');
    file.add(file.site(meaning.scope, meaning.key, entry.key, {
      text: entry.value, span: entry.valueSpan, keySpan: entry.keySpan, notation: 'properties', placeholders: 'spring',
      ...(profile !== undefined && { more: { profile } }),
    }));
  }
}
