import type { Storage } from '../../kafka/cluster';
import type { SettingSite } from '../../settings/setting';
import type { Span } from '../../text/span';
import { deletedByPolicy } from '../containers/claims';
import { clusterOf } from '../containers/cluster';
import { topic } from '../containers/commands';
import type { ConfigFile } from '../file';
import { parseProperties } from '../notations/properties';
import { at, entriesAt, entryOf, itemsAt, scalarAt, textAt, type YamlNode } from '../notations/yaml';
import { isBrokerSetting } from './broker';
import { readConnect, setting } from './strimzi';

/** Names under which charts take a broker's own configuration (bitnami/kafka 32, cp-helm-charts). */
const CONFIGURATION = /^(configurationOverrides|overrideConfiguration|config|extraConfig|configuration)$/;

/** True for the values of a Helm chart: its name says so, and nothing says that it is a resource. */
export function isHelmValues(path: string): boolean {
  return /(^|\/)values[\w.-]*\.ya?ml$|(^|\/)[\w.-]*-values\.ya?ml$/.test(path);
}

/** Reads the brokers' configuration of chart values, at the top or under the name of a dependency. */
export function readHelmValues(file: ConfigFile, root: YamlNode): void {
  walk(file, root, '', 0);
}

function walk(file: ConfigFile, node: YamlNode, name: string, depth: number): void {
  if (node.kind !== 'map' || depth > 3) return;
  const blocks = node.entries.filter(({ key }) => CONFIGURATION.test(key));
  const settings = blocks.flatMap(({ value }) => settingsIn(file, value));
  const own = namedByChart(file, node);
  if (settings.some(site => site.key.includes('.') && isBrokerSetting(site.key)))
    addCluster(file, node, name, [...own, ...settings], blocks[0].keySpan);
  else if (own.length > 1 || isChart(node)) addCluster(file, node, name, own, own[0]?.keySpan ?? entryOf(node, 'image')!.keySpan);
  else
    for (const { value } of blocks)
      if (entryOf(value, 'config.storage.replication.factor') || entryOf(value, 'offset.storage.replication.factor'))
        readConnect(file, entriesAt(value), name);
  provisioning(file, node);
  for (const { key, value } of node.entries) if (!CONFIGURATION.test(key)) walk(file, value, key, depth + 1);
}

/** Charts that give each setting a name of its own: `minInsyncReplicas`, `MinInsyncReplicas` (bitnami/kafka before 24). */
const OWN_NAMES: Readonly<Record<string, string>> = Object.fromEntries([
  'auto.create.topics.enable', 'min.insync.replicas', 'unclean.leader.election.enable', 'default.replication.factor',
  'offsets.topic.replication.factor', 'transaction.state.log.replication.factor', 'transaction.state.log.min.isr',
].map(key => [key.replace(/\./g, ''), key]));

function namedByChart(file: ConfigFile, node: YamlNode & { kind: 'map' }): SettingSite[] {
  return node.entries.flatMap(entry => {
    const key = /^[A-Za-z]+$/.test(entry.key) ? entry.key.toLowerCase() : '';
    return Object.hasOwn(OWN_NAMES, key) ? setting(file, 'broker', entry, OWN_NAMES[key]) : [];
  });
}

/** Values of bitnami's chart, by the image that it starts. */
function isChart(node: YamlNode): boolean {
  return /^(docker\.io\/)?bitnami(legacy|secure)?\/kafka$/.test(textAt(node, 'image', 'repository') ?? '');
}

/**
 * `persistence.enabled: false` makes an emptyDir of the brokers' volume, and `persistentVolumeClaimRetentionPolicy` beside
 * it may delete the claims (bitnami/kafka, templates).
 */
function storageIn(file: ConfigFile, node: YamlNode): Storage[] {
  return [node, at(node, 'controller'), at(node, 'broker')].flatMap((place): Storage[] => {
    const enabled = scalarAt(place, 'persistence', 'enabled'), { deleted } = deletedByPolicy(file, place);
    if (enabled?.value === 'false') return [{ path: file.path, span: enabled.span, kind: 'temporary', because: [] }];
    return deleted ? [{ path: file.path, span: deleted.span, kind: 'persistent', deleted, because: [] }] : [];
  });
}

function addCluster(file: ConfigFile, node: YamlNode, name: string, settings: SettingSite[], span: Span): void {
  const count =
    textAt(node, 'broker', 'replicaCount') === '0' || !at(node, 'broker')
      ? (textAt(node, 'controller', 'replicaCount') ?? textAt(node, 'brokers') ?? textAt(node, 'Brokers') ?? textAt(node, 'replicaCount'))
      : textAt(node, 'broker', 'replicaCount');
  const member = { name: name || 'kafka', span, settings, storage: storageIn(file, node) };
  file.is('kubernetes');
  file.facts.clusters.push(clusterOf(file, member.name, member.span, [member], {
    brokers: count !== undefined && /^[1-9]\d*$/.test(count) ? Number(count) : undefined,
    // The chart's own defaults are not in view.
    complete: false,
  }));
}

function settingsIn(file: ConfigFile, value: YamlNode): SettingSite[] {
  if (value.kind === 'map') return value.entries.flatMap(entry => setting(file, 'broker', entry));
  if (value.kind !== 'scalar' || !value.block) return [];
  return parseProperties(file.text, value.block).map(entry => file.site('broker', entry.key, entry.key, {
    text: entry.value, span: entry.valueSpan, keySpan: entry.keySpan, notation: 'properties', placeholders: 'providers',
  }));
}

/** Topics that bitnami's chart makes: `provisioning.replicationFactor` for those that do not say their own. */
function provisioning(file: ConfigFile, node: YamlNode): void {
  const place = at(node, 'provisioning');
  const common = entryOf(place, 'replicationFactor');
  if (!place || !common || !entryOf(place, 'numPartitions')) return;
  file.is('kubernetes');
  file.facts.topics.push(topic(file, undefined, common.keySpan, setting(file, 'topic', common, 'replication.factor')));
  for (const item of itemsAt(place, 'topics')) {
    const named = scalarAt(item, 'name');
    const own = entryOf(item, 'replicationFactor');
    if (own)
      file.facts.topics.push(topic(file, named?.value, named?.span ?? own.keySpan, setting(file, 'topic', own, 'replication.factor')));
  }
}
