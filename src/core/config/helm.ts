import type { SettingSite } from '../kafka/setting';
import { clusterOf, isBrokerSetting } from './broker';
import type { ConfigFile } from './file';
import { parseProperties } from './properties';
import { readConnect, setting } from './strimzi';
import { topic } from './shell';
import { at, entriesAt, entryOf, itemsAt, scalarAt, textAt, type YamlEntry, type YamlNode } from './yaml';

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
  if (settings.some(site => site.key.includes('.') && isBrokerSetting(site.key))) addCluster(file, node, name, settings, blocks[0]);
  else for (const { value } of blocks) if (entryOf(value, 'config.storage.replication.factor') || entryOf(value, 'offset.storage.replication.factor')) readConnect(file, entriesAt(value), name);
  provisioning(file, node);
  for (const { key, value } of node.entries) if (!CONFIGURATION.test(key)) walk(file, value, key, depth + 1);
}

function addCluster(file: ConfigFile, node: YamlNode, name: string, settings: SettingSite[], block: YamlEntry): void {
  const count = textAt(node, 'broker', 'replicaCount') === '0' || !at(node, 'broker') ? textAt(node, 'controller', 'replicaCount') ?? textAt(node, 'brokers') ?? textAt(node, 'replicaCount') : textAt(node, 'broker', 'replicaCount');
  const member = { name: name || 'kafka', span: block.keySpan, settings, storage: [] };
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
    if (own) file.facts.topics.push(topic(file, named?.value, named?.span ?? own.keySpan, setting(file, 'topic', own, 'replication.factor')));
  }
}
