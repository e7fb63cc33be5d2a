import type { Inputs } from '../../analysis/inputs';
import type { ClusterFacts, TopicFacts } from '../../kafka/facts';
import type { CopiedPlace } from '../../kafka/model';
import type { SettingSite } from '../../settings/setting';
import type { Place } from '../../text/span';

/** What stands in one file, and the same resource in others. */
export type Copies<Facts> = [Facts, ...Facts[]];

/** What was found in the files of one state of the workspace, which several parts of the model ask for. */
const found = new WeakMap<Inputs, { clusters?: Copies<ClusterFacts>[]; topics?: Copies<TopicFacts>[] }>();

function foundIn(inputs: Inputs) {
  let known = found.get(inputs);
  if (!known) found.set(inputs, known = {});
  return known;
}

/** The clusters of all files, each with its copies. */
export function clusterCopies(inputs: Inputs): readonly Copies<ClusterFacts>[] {
  return foundIn(inputs).clusters ??= copiesOf(inputs.configs.flatMap(config => config.clusters), said);
}

/** The topics of all files, each with its copies. */
export function topicCopies(inputs: Inputs): readonly Copies<TopicFacts>[] {
  return foundIn(inputs).topics ??= copiesOf(inputs.configs.flatMap(config => config.topics), ({ name, settings }) => [name, pairsOf(settings)]);
}

/** Generated files hold the same Kubernetes resource again and again, and it is one: by its names, and all that it says. */
function copiesOf<Facts extends ClusterFacts | TopicFacts>(all: readonly Facts[], saidBy: (facts: Facts) => unknown): Copies<Facts>[] {
  const groups = new Map<unknown, Copies<Facts>>();
  for (const facts of all) {
    const { resources, environment, sample } = facts;
    // Samples are one or the other, and somebody reads each.
    const identity = resources?.length && !sample ? JSON.stringify([resources, environment, saidBy(facts)]) : facts;
    const group = groups.get(identity);
    if (group) group.push(facts);
    else groups.set(identity, [facts]);
  }
  return [...groups.values()];
}

function said({ members, brokers }: ClusterFacts): unknown {
  return [brokers, members.map(({ settings, storage }) => [pairsOf(settings), storage.map(({ kind, directory, deleted }) => [kind, directory, deleted?.with])])];
}

/** Keys and values of settings, wherever they stand. */
function pairsOf(settings: readonly SettingSite[]): [string, string][] {
  return settings.map(({ key, value }) => [key, value.known ? value.value : '']);
}

/** What several brokers share, such as the keys of a YAML anchor, stands once. */
export function onceEach(settings: readonly SettingSite[]): SettingSite[] {
  const seen = new Set<string>();
  return settings.filter(({ path, span }) => !seen.has(`${path}:${span.start}`) && seen.add(`${path}:${span.start}`));
}

/** The settings of all brokers of a cluster. */
export function settingsOf({ members }: ClusterFacts): SettingSite[] {
  return members.flatMap(({ settings }) => settings);
}

/** A setting with those that stand in its place in copies, which have the same settings one by one. */
export function sameIn(own: readonly SettingSite[], copies: readonly (readonly SettingSite[])[], site: SettingSite): SettingSite[] {
  const index = own.indexOf(site);
  return [site, ...copies.map(settings => settings[index]).filter(copy => copy !== undefined)];
}

/** The places of clusters and topics that stand in copies of their resource as well. */
export function copiedPlaces(inputs: Inputs): CopiedPlace[] {
  const placed = ([own, ...copies]: readonly (readonly Place[])[]): CopiedPlace[] =>
    copies.length === 0 ? [] : own.map(({ path, span }, index) => ({ path, span, copies: copies.flatMap(copy => copy[index] ?? []) }));
  return [
    ...clusterCopies(inputs).flatMap(all => placed(all.map(facts => [facts, ...settingsOf(facts), ...facts.members.flatMap(({ storage }) => storage.flatMap(one => one.deleted ? [one, one.deleted] : one))]))),
    ...topicCopies(inputs).flatMap(all => placed(all.map(facts => [facts, ...facts.settings]))),
  ];
}
