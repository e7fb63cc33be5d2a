import { isTestPath } from '../../kafka/environment';
import type { ConfigFacts } from '../../kafka/facts';
import type { IneffectiveSetting } from '../../kafka/model';
import { ignoredByBrokers, ignoredByTopics, nearest, type Ignored } from '../../settings/known-keys';
import type { SettingSite } from '../../settings/setting';
import { isClientKey, isStreamsKey, KNOWN_CLIENT_KEYS } from '../../settings/spelling';
import { renamed, renameSetting, titleOfRename } from '../../settings/write-setting';
import type { Edit } from '../../text/edit';
import type { Context } from '../context';
import { clusterCopies, onceEach, sameIn, settingsOf, topicCopies } from './copies';
import { traitsOf } from '../../languages/traits';

/** Settings of brokers and topics in files whose names those do not know. */
export function findIneffectiveKeys(context: Context): IneffectiveSetting[] {
  const found: IneffectiveSetting[] = [];
  for (const [facts, ...copies] of clusterCopies(context.inputs)) {
    const settings = settingsOf(facts), others = copies.map(settingsOf), { name, environment, sample } = facts;
    for (const site of onceEach(settings)) {
      const ignored = ignoredByBrokers(site.key);
      if (ignored) found.push({ name, environment, sample, reader: 'brokers', ...said(context, ignored, sameIn(settings, others, site), settings) });
    }
  }
  for (const [facts, ...copies] of topicCopies(context.inputs)) {
    const { settings, name, environment, sample } = facts, others = copies.map(copy => copy.settings);
    for (const site of onceEach(settings)) {
      const ignored = site.scope === 'topic' ? ignoredByTopics(site.key) : undefined;
      if (ignored) found.push({ topics: name === undefined ? [] : [name], environment, sample, reader: 'topics', ...said(context, ignored, sameIn(settings, others, site), settings) });
    }
  }
  return [...found, ...ignoredNames(context)];
}

/** What files give under names that nobody reads, unless the application asks for those itself. */
function ignoredNames(context: Context): IneffectiveSetting[] {
  let texts: readonly string[] | undefined;
  const isAskedFor = (property: string): boolean => (texts ??= textsOfJvm(context)).some(text => asksFor(text, property));
  return context.inputs.configs.filter(({ path }) => !isTestPath(path)).flatMap(({ ignored, settings, environment, sample }) =>
    [...ignored, ...settings.flatMap(misspelt)].filter(({ site }) => !isAskedFor(site.spelling))
      .map(({ site, reader, instead }): IneffectiveSetting => {
        const { path, keySpan, notation } = site;
        // In YAML the other name may belong into another map.
        const edits = notation === 'yaml' ? undefined : [{ path, span: keySpan, text: instead }];
        return {
          site, reader, instead, environment: site.environment ?? environment, sample: site.sample ?? sample,
          ...(site.owner === undefined ? {} : { name: site.owner }),
          ...(edits && { rename: { title: titleOfRename(edits[0]), edits, safe: false } }),
        };
      }),
  );
}

/** A key of a client's own file that is a slip of the hand away from one that clients know. */
function misspelt(site: SettingSite): ConfigFacts['ignored'] {
  const { scope, key, spelling, notation } = site;
  if (!/^(producer|consumer|client)$/.test(scope) || notation !== 'properties' || isClientKey(key) || isStreamsKey(key)) return [];
  const instead = nearest(key, KNOWN_CLIENT_KEYS);
  return instead === undefined || !spelling.endsWith(key) ? [] : [{ site, reader: 'clients', instead: spelling.slice(0, -key.length) + instead }];
}

function textsOfJvm({ program, inputs }: Context): string[] {
  return program.units.flatMap(unit => (traitsOf(unit).ecosystem === 'jvm' ? inputs.source(unit.path)?.text ?? [] : []));
}

/** The text of a program names a property, or binds all that stand beside it. */
function asksFor(text: string, property: string): boolean {
  return text.includes(property) || /ConfigurationProperties[^)]*"spring\.kafka/.test(text) || text.includes(`"${property.slice(0, property.lastIndexOf('.'))}"`);
}

/** What is said of a setting, which copies of its resource have too; `beside` are those it stands among. */
function said(context: Context, { because, instead }: Ignored, sites: readonly SettingSite[], beside: readonly SettingSite[]): Omit<IneffectiveSetting, 'reader' | 'environment' | 'sample'> {
  const edits = instead === undefined || beside.some(({ key }) => key === instead) ? undefined : renames(context, sites, instead);
  return {
    site: sites[0], ...(because === 'unknown' ? {} : { of: because }), ...(instead === undefined ? {} : { instead: edits ? renamed(edits[0]) : instead }),
    ...(edits ? { rename: { title: titleOfRename(edits[0]), edits, safe: false } } : {}),
  };
}

function renames(context: Context, sites: readonly SettingSite[], key: string): Edit[] | undefined {
  const edits = sites.map(site => {
    const source = context.inputs.source(site.path);
    return source && renameSetting(source, site, key);
  });
  return edits.every(edit => edit !== undefined) ? edits : undefined;
}
