import type { SettingSite } from '../../../settings/setting';
import { sideOf } from '../../../settings/spelling';
import type { Span } from '../../../text/span';
import type { ConfigFile } from '../../file';
import type { YamlNode } from '../../notations/yaml';
import { entriesOfProperties, entriesOfYaml, profileOf, type SpringEntry } from './spring-entries';
import { springMeaning, type SpringMeaning } from './spring-keys';
import { springInstead } from './spring-names';

/** Text that could hold Spring's Kafka properties; bindings of Spring Cloud Stream need not name their broker. */
export function mayBeSpring(text: string): boolean {
  return /\bspring\b/i.test(text) && /kafka|cloud\.stream/i.test(text);
}

/** Reads the documents of a Spring YAML file. */
export function readSpringYaml(file: ConfigFile, documents: readonly YamlNode[]): void {
  readSpring(file, documents.map(entriesOfYaml));
}

/** Reads a Spring `.properties` text with its `#---` documents. */
export function readSpringProperties(file: ConfigFile, span?: Span): void {
  readSpring(file, entriesOfProperties(file.text, span));
}

function readSpring(file: ConfigFile, documents: readonly SpringEntry[][]): void {
  const found: Found[] = [];
  for (const entries of documents) {
    const profile = profileOf(entries, file.path);
    for (const entry of entries) {
      const meaning = springMeaning(entry.path);
      if (!meaning) {
        ignore(file, entry, profile);
        continue;
      }
      const { owner, scope, key } = meaning;
      const site = file.site(scope, key, entry.path, {
        ...entry, placeholders: 'spring', more: { ...(profile && { profile }), ...(owner && { owner }) },
      });
      found.push({ meaning, site });
    }
  }
  if (found.length === 0 && file.facts.ignored.length === 0) return;
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

/** A property that Spring Boot does not read, though its name speaks of a client's setting. */
function ignore(file: ConfigFile, entry: SpringEntry, profile: string | undefined): void {
  const instead = springInstead(entry.path);
  if (instead === undefined) return;
  const site = file.site('client', entry.path, entry.path, { ...entry, placeholders: 'spring', more: { ...(profile && { profile }) } });
  file.facts.ignored.push({ site, reader: 'Spring Boot', instead });
}

type Found = { meaning: SpringMeaning; site: SettingSite };

function identityOf({ scope, key, profile, owner }: SettingSite): string {
  return [scope, key, profile, owner].join('\n');
}
