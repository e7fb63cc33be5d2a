import { first } from '../../flow/first';
import type { Cluster } from '../../kafka/cluster';
import type { Fix } from '../../kafka/evidence';
import type { ClusterFacts } from '../../kafka/facts';
import { isReached } from '../../kafka/servers';
import type { Answer, SettingSite } from '../../settings/setting';
import { defaultOf } from '../../settings/versions';
import { addSetting, removeSetting, titleOfAddition, titleOfWrite, writeSetting } from '../../settings/write-setting';
import type { Edit } from '../../text/edit';
import { code } from '../../text/visible';
import type { Context } from '../context';
import { clusterCopies, onceEach, sameIn, settingsOf } from './copies';

/** A cluster with the facts that it is made of. */
export interface FoundCluster {
  facts: ClusterFacts;
  cluster: Cluster;
}

/** The clusters that files describe. */
export function findClusters(context: Context): FoundCluster[] {
  return clusterCopies(context.inputs).map(([facts, ...copies]) => ({ facts, cluster: buildCluster(context, facts, copies) }));
}

/**
 * The cluster that somebody in a file works with: the one whose brokers have one of the given hosts, of several the one
 * that is nearest in the folders; else the only one of the file, or any where all have as many brokers.
 */
export function clusterFor(clusters: readonly FoundCluster[], path: string, hosts: readonly string[]): Cluster | undefined {
  const reached = clusters.filter(({ facts }) => isReached(facts.hosts ?? [], hosts));
  const nearest = Math.max(...reached.map(({ facts }) => nearness(facts.path, path)));
  const found = hosts.length > 0 ? reached.filter(({ facts }) => nearness(facts.path, path) === nearest) : [];
  return onlyOne(found) ?? onlyOne(clusters.filter(({ facts }) => facts.path === path));
}

function onlyOne(clusters: readonly FoundCluster[]): Cluster | undefined {
  const [some] = clusters;
  return clusters.every(({ facts }) => facts.brokers === some.facts.brokers) ? some?.cluster : undefined;
}

/** How many folders, and the file itself, two paths have in common. */
function nearness(one: string, other: string): number {
  const [left, right] = [one.split('/'), other.split('/')];
  const apart = left.findIndex((part, i) => part !== right[i]);
  return apart < 0 ? left.length : apart;
}

function buildCluster(context: Context, facts: ClusterFacts, copies: readonly ClusterFacts[]): Cluster {
  const everywhere = (site: SettingSite): SettingSite[] => sameIn(settingsOf(facts), copies.map(settingsOf), site);
  const sites = (key: string): SettingSite[] => onceEach(settingsOf(facts).filter(site => site.key === key));
  return {
    path: facts.path, span: facts.span, name: facts.name, brokers: facts.brokers, version: facts.version,
    environment: facts.environment, sample: facts.sample, complete: facts.complete,
    sites,
    setting(key: string): Answer {
      const written = sites(key);
      const unsure = written.find(s => !s.value.known);
      if (written.length > 0 && unsure && !unsure.value.known) return { known: false, why: unsure.value.why, place: { path: unsure.path, span: unsure.span } };
      if (written[0]?.value.known) return { known: true, value: written[0].value.value, from: 'file', site: written[0] };
      const implied = facts.implied.find(i => i.key === key);
      if (implied) return { known: true, value: implied.value, from: 'default', source: implied.why, version: facts.version };
      if (!facts.complete) return { known: false, why: 'other files may set it' };
      const found = defaultOf('broker', 'broker', key, facts.version);
      return found ? { known: true, value: found.value, from: 'default', source: found.source, version: facts.version } : { known: false, why: 'the broker version is not known' };
    },
    storage: facts.members.flatMap(m => m.storage),
    write: (site, value): Fix => writeAll(context, everywhere(site), value),
    remove: site => removeAll(context, everywhere(site)),
    add(key, value) {
      const fixes = [facts, ...copies].map(one => addToCluster(context, one, key, value));
      return fixes.every(added => added !== undefined) ? { ...fixes[0], edits: fixes.flatMap(({ edits }) => edits) } : undefined;
    },
  };
}

/** Adds a setting beside one that all brokers share, or else beside one of each broker that lacks it. */
function addToCluster(context: Context, { path, members }: ClusterFacts, key: string, value: string): Fix | undefined {
  const lacking = members.filter(({ settings }) => !settings.some(site => site.key === key));
  if (lacking.length === 0) return undefined;
  const isShared = ({ span }: SettingSite) => lacking.every(({ settings }) => settings.some(site => site.span.start === span.start));
  const edits = new Map<string, Edit>();
  for (const { settings, variables, opening } of lacking) {
    const spelled = settings.filter(({ notation, spelling }) => notation !== 'env' || (variables !== undefined && spelling.startsWith(variables)));
    const nearest = inTurn(spelled, site => isShared(site), site => /replic|isr|unclean|topics/.test(site.key));
    const edit = opening ? openMap(context.inputs.source(path), opening, key, value) : first(nearest, site => {
      const source = context.inputs.source(site.path);
      return source && addSetting(source, site, key, value);
    });
    if (!edit) return undefined;
    edits.set(`${edit.path}:${edit.span.start}`, edit);
  }
  const all = [...edits.values()];
  return { title: titleOfAddition(all[0]), edits: all, safe: false };
}

/** The first setting of a YAML map that is not there yet. */
function openMap(source: Source | undefined, { at, map }: { at: number; map: string }, key: string, value: string): Edit | undefined {
  if (!source) return undefined;
  const indent = source.indentAt(at), end = source.lineEnd;
  return { path: source.path, span: { start: at, end: at }, text: `${indent}${map}:${end}${indent}  ${key}: ${value}${end}` };
}

/** The later of the settings first, and before all others those that have the first quality, then the second. */
function inTurn(sites: readonly SettingSite[], ...qualities: ((site: SettingSite) => boolean)[]): SettingSite[] {
  const rank = (site: SettingSite): number => qualities.reduce((sum, has) => sum * 2 + (has(site) ? 1 : 0), 0);
  return [...sites].sort((a, b) => rank(b) - rank(a) || b.span.start - a.span.start);
}

type Source = NonNullable<ReturnType<Context['inputs']['source']>>;

/** Writes one value to settings of files. */
export function writeAll(context: Context, sites: readonly SettingSite[], value: string): Fix {
  const edits = editAll(context, sites, (source, site) => [writeSetting(source, site, value)]);
  return { title: titleOfWrite(sites[0].spelling, edits, value), edits, safe: true };
}

/** Deletes settings of files, with their lines. */
export function removeAll(context: Context, sites: readonly SettingSite[]): Fix {
  return { title: `Delete ${code(sites[0].spelling)}`, edits: editAll(context, sites, removeSetting), safe: true };
}

function editAll(context: Context, sites: readonly SettingSite[], make: (source: Source, site: SettingSite) => readonly Edit[]): Edit[] {
  return sites.flatMap(site => {
    const source = context.inputs.source(site.path);
    return source ? make(source, site) : [];
  });
}
