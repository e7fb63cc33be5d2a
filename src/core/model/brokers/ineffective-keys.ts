import type { IneffectiveSetting } from '../../kafka/model';
import { ignoredByBrokers, ignoredByTopics, type Ignored } from '../../settings/known-keys';
import type { SettingSite } from '../../settings/setting';
import { renamed, renameSetting, titleOfRename } from '../../settings/write-setting';
import type { Edit } from '../../text/edit';
import type { Context } from '../context';
import { clusterCopies, onceEach, sameIn, settingsOf, topicCopies } from './copies';

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
  return found;
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
