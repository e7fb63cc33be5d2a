import type { ConfigFile } from '../file';
import { at, entriesAt, entryOf, textAt, type YamlNode } from '../notations/yaml';
import { readConnect } from './strimzi';

/** Reads connector definitions, alone or in a list: `{ name, config }` to create one, or the configuration itself. */
export function readConnectors(file: ConfigFile, documents: readonly YamlNode[]): boolean {
  const before = file.facts.settings.length;
  for (const node of documents.flatMap(document => document.kind === 'list' ? document.items : [document])) {
    const config = entryOf(node, 'connector.class') ? node : at(node, 'config');
    if (textAt(config, 'connector.class') === undefined) continue;
    readConnect(file, entriesAt(config), textAt(node, 'name') ?? file.path, 'connector');
  }
  return file.facts.settings.length > before;
}
