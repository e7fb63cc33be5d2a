import { isClientKey } from '../../settings/spelling';
import type { ConfigFile } from '../file';
import { at, type YamlNode } from '../notations/yaml';
import { meaningOf } from './clients';
import { entriesOfYaml, profileOf } from './spring/spring-entries';

/**
 * Adds what a Micronaut application gives to its clients: `kafka.producers.<name>.*`, `kafka.consumers.<name>.*` and
 * `kafka.*` for all of them (micronaut-kafka, AbstractKafkaProducerConfiguration and AbstractKafkaConsumerConfiguration).
 */
export function readMicronaut(file: ConfigFile, documents: readonly YamlNode[]): void {
  if (!documents.some(document => at(document, 'micronaut'))) return;
  for (const entries of documents.map(entriesOfYaml)) {
    const profile = profileOf(entries, file.path);
    for (const entry of entries) {
      const match = /^kafka\.(?:(producer|consumer)s\.([\w-]+)\.)?(.+)$/.exec(entry.path);
      if (!match || !isClientKey(match[3])) continue;
      const [, side, name, key] = match;
      const meaning = side ? { scope: side as 'producer' | 'consumer', key } : meaningOf('client', key)!;
      file.is('client');
      file.add(file.site(meaning.scope, meaning.key, entry.path, {
        ...entry, placeholders: 'spring', more: { ...(profile && { profile }), ...(name && { owner: `${side} ${name}` }) },
      }));
    }
  }
}
