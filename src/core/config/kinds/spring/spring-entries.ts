import type { Span } from '../../../text/span';
import { parseProperties } from '../../notations/properties';
import type { YamlNode } from '../../notations/yaml';

/** One property of a Spring file, by its dotted path. */
export interface SpringEntry {
  path: string;
  text: string;
  span: Span;
  keySpan: Span;
  notation: 'properties' | 'yaml';
}

/** The profile under which the properties of a document hold: it names one, or its file does. */
export function profileOf(entries: readonly SpringEntry[], path: string): string | undefined {
  return entries.find(entry => /^spring\.(config\.activate\.on-?profile|profiles)(\[\d+\])?$/i.test(entry.path))?.text
    || /(?:^|\/)(?:application|bootstrap)-([^/]+?)\.(?:ya?ml|properties)(?:\.\w+)?$/.exec(path)?.[1];
}

/** The properties of a `.properties` text, by its `#---` documents. */
export function entriesOfProperties(text: string, span?: Span): SpringEntry[][] {
  const documents: SpringEntry[][] = [];
  for (const entry of parseProperties(text, span)) {
    (documents[entry.document] ??= []).push({
      path: unbracketed(entry.key), text: entry.value, span: entry.valueSpan, keySpan: entry.keySpan, notation: 'properties',
    });
  }
  return documents.filter(Boolean);
}

/** The scalars of a tree by dotted path; keys may hold dots themselves, or stand in brackets. */
export function entriesOfYaml(root: YamlNode): SpringEntry[] {
  const entries: SpringEntry[] = [];
  const walk = (node: YamlNode, path: string, keySpan: Span, depth: number): void => {
    if (depth > 24) return;
    if (node.kind === 'map') {
      for (const { key, keySpan: at, value } of node.entries)
        walk(value, path ? `${path}.${unbracketed(key)}` : unbracketed(key), at, depth + 1);
    } else if (node.kind === 'list') {
      const items = node.items.filter(item => item.kind === 'scalar');
      if (items.length === node.items.length && items.length > 0)
        entries.push({ path, text: items.map(item => item.value).join(','), span: node.span, keySpan, notation: 'yaml' });
    } else if (!node.null) {
      entries.push({ path, text: node.value, span: node.span, keySpan, notation: 'yaml' });
    }
  };
  walk(root, '', { start: 0, end: 0 }, 0);
  return entries;
}

function unbracketed(key: string): string {
  return key.replace(/\.?\[([^[\]\d][^[\]]*)\]/g, (_, inner: string, at: number) => at === 0 ? inner : `.${inner}`);
}
