import { sideOf } from '../kafka/spelling';
import type { SettingSite } from '../kafka/setting';
import type { Span } from '../text/span';
import type { ConfigFile } from './file';
import { parseProperties } from './properties';
import { springMeaning, type SpringMeaning } from './spring-keys';
import type { YamlNode } from './yaml';

/** One property of a Spring file, by its dotted path. */
export interface SpringEntry {
  path: string;
  text: string;
  span: Span;
  keySpan: Span;
  notation: 'properties' | 'yaml';
}

/** Text that could hold Spring's Kafka properties. */
export function mayBeSpring(text: string): boolean {
  return /\bspring\b/i.test(text) && /kafka/i.test(text);
}

/** Reads the documents of a Spring YAML file. */
export function readSpringYaml(file: ConfigFile, documents: readonly YamlNode[]): void {
  readSpring(file, documents.map(flatten));
}

/** Reads a Spring `.properties` text with its `#---` documents. */
export function readSpringProperties(file: ConfigFile, span?: Span): void {
  const documents: SpringEntry[][] = [];
  for (const entry of parseProperties(file.text, span)) {
    (documents[entry.document] ??= []).push({
      path: unbracketed(entry.key), text: entry.value, span: entry.valueSpan, keySpan: entry.keySpan, notation: 'properties',
    });
  }
  readSpring(file, documents.filter(Boolean));
}

function readSpring(file: ConfigFile, documents: readonly SpringEntry[][]): void {
  const found: Found[] = [];
  for (const entries of documents) {
    const profile = profileOf(entries) ?? profileOfName(file.path);
    for (const entry of entries) {
      const meaning = springMeaning(entry.path);
      if (!meaning) continue;
      const { owner, scope, key } = meaning;
      const site = file.site(scope, key, entry.path, { ...entry, placeholders: 'spring', more: { ...(profile && { profile }), ...(owner && { owner }) } });
      found.push({ meaning, site });
    }
  }
  if (found.length === 0) return;
  file.is('spring');
  const winners = new Map<string, Found>();
  for (const one of found) {
    const identity = identityOf(one.site);
    if (one.meaning.rank >= (winners.get(identity)?.meaning.rank ?? 0)) winners.set(identity, one);
  }
  for (const one of winners.values()) {
    const { site, meaning } = one;
    const side = site.scope === 'client' ? sideOf(site.key) : undefined;
    const over = side && winners.get(identityOf({ ...site, scope: side }));
    if (over && over.meaning.rank >= meaning.rank) continue;
    // Common settings go to all clients, but only one side knows the key.
    if (site.scope !== 'topic') file.add(side ? { ...site, scope: side } : site);
    else if (site.key === 'replication.factor') {
      file.facts.topics.push({ path: file.path, span: site.span, settings: [site], environment: 'neutral', sample: false });
    }
  }
}

type Found = { meaning: SpringMeaning; site: SettingSite };

function identityOf({ scope, key, profile, owner }: SettingSite): string {
  return [scope, key, profile, owner].join('\n');
}

function profileOf(entries: readonly SpringEntry[]): string | undefined {
  return entries.find(({ path }) => /^spring\.(config\.activate\.on-?profile|profiles)(\[\d+\])?$/i.test(path))?.text || undefined;
}

function profileOfName(path: string): string | undefined {
  return /(?:^|\/)(?:application|bootstrap)-([^/]+?)\.(?:ya?ml|properties)(?:\.\w+)?$/.exec(path)?.[1];
}

/** The scalars of a tree by dotted path; keys may hold dots themselves, or stand in brackets. */
function flatten(root: YamlNode): SpringEntry[] {
  const entries: SpringEntry[] = [];
  const walk = (node: YamlNode, path: string, keySpan: Span, depth: number): void => {
    if (depth > 24) return;
    if (node.kind === 'map') {
      for (const { key, keySpan: at, value } of node.entries) walk(value, path ? `${path}.${unbracketed(key)}` : unbracketed(key), at, depth + 1);
    } else if (node.kind === 'list') {
      const items = node.items.filter(item => item.kind === 'scalar');
      if (items.length === node.items.length && items.length > 0) entries.push({ path, text: items.map(item => item.value).join(','), span: node.span, keySpan, notation: 'yaml' });
    } else if (!node.null) {
      entries.push({ path, text: node.value, span: node.span, keySpan, notation: 'yaml' });
    }
  };
  walk(root, '', { start: 0, end: 0 }, 0);
  return entries;
}

function unbracketed(key: string): string {
  return key.replace(/\.?\[([^\]\d][^\]]*)\]/g, (_, inner: string, at: number) => at === 0 ? inner : `.${inner}`);
}
