import { writtenScalar, type ConfigFile } from '../file';
import type { YamlNode } from '../notations/yaml';
import { clientKind, meaningOf, sideOfKeys } from './clients';

/**
 * Adds maps of Kafka's own keys at any place of an application's YAML, known as a `.properties` text is: by the brokers
 * and another key of clients or Streams.
 */
export function readMaps(file: ConfigFile, node: YamlNode, name = '', depth = 0): void {
  if (node.kind !== 'map' || depth > 6) return;
  const keys = node.entries.map(({ key }) => key);
  const kind = keys.includes('bootstrap.servers') ? clientKind(new Set(keys), name) : undefined;
  if (kind !== 'streams' && kind !== 'client') {
    for (const { key, value } of node.entries) readMaps(file, value, key, depth + 1);
    return;
  }
  const side = kind === 'client' ? sideOfKeys(keys, name) : undefined;
  file.is('client');
  for (const { key, keySpan, value } of node.entries) {
    const meaning = meaningOf(kind, key, side);
    if (!meaning || value.kind !== 'scalar' || value.null) continue;
    file.add(
      file.site(meaning.scope, meaning.key, key, writtenScalar(value, keySpan, 'yaml', 'spring', { owner: `${name} ${node.span.start}` })),
    );
  }
}
