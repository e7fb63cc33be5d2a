import type { Storage } from '../../kafka/cluster';
import type { SettingSite } from '../../settings/setting';
import { deletedByOperator } from '../containers/claims';
import { clusterOf } from '../containers/cluster';
import { topic } from '../containers/commands';
import { writtenScalar, type ConfigFile } from '../file';
import { at, entriesAt, itemsAt, scalarAt, textAt, type YamlEntry, type YamlNode } from '../notations/yaml';
import { meaningOf } from './clients';
import { resourcesOf } from './resources';

/** True for Strimzi's custom resources. */
export function isStrimzi(resource: YamlNode): boolean {
  return /^(kafka|core)\.strimzi\.io\//.test(textAt(resource, 'apiVersion') ?? '');
}

/** Reads the Strimzi resources of a file together, for a cluster and its node pools are several documents. */
export function readStrimzi(file: ConfigFile, resources: readonly YamlNode[]): boolean {
  const pools = resources.filter(resource => textAt(resource, 'kind') === 'KafkaNodePool');
  const used = new Set<YamlNode>();
  for (const resource of resources) {
    const name = textAt(resource, 'metadata', 'name') ?? '';
    switch (textAt(resource, 'kind')) {
      case 'Kafka': {
        const own = pools.filter(pool => clusterLabel(pool) === name);
        own.forEach(pool => used.add(pool));
        readKafka(file, resource, name, own);
        break;
      }
      case 'KafkaTopic':
        readTopic(file, resource);
        break;
      case 'KafkaConnect':
        readServers(file, at(resource, 'spec'), name);
        readConnect(file, entriesAt(resource, 'spec', 'config'), name);
        break;
      case 'KafkaConnector':
        readClass(file, at(resource, 'spec'), name);
        readConnect(file, entriesAt(resource, 'spec', 'config'), name, 'connector');
        break;
      case 'KafkaMirrorMaker2':
        readMirrorMaker(file, resource, name);
        break;
    }
  }
  for (const pool of pools) if (!used.has(pool)) readLonePool(file, pool);
  const found = file.facts.clusters.length > 0 || file.facts.topics.length > 0 || file.facts.settings.length > 0;
  if (found) file.is('strimzi');
  return found;
}

function clusterLabel(resource: YamlNode): string | undefined {
  return textAt(resource, 'metadata', 'labels', 'strimzi.io/cluster');
}

function readKafka(file: ConfigFile, resource: YamlNode, name: string, pools: readonly YamlNode[]): void {
  const spec = at(resource, 'spec', 'kafka');
  const brokers = pools.filter(isBrokerPool);
  const settings = entriesAt(spec, 'config').flatMap(entry => setting(file, 'broker', entry));
  const storage =
    pools.length > 0 ? pools.flatMap(pool => storageOf(file, at(pool, 'spec', 'storage'))) : storageOf(file, at(spec, 'storage'));
  const span = scalarAt(resource, 'metadata', 'name')?.span ?? resource.span;
  const counts = brokers.length > 0 ? brokers.map(pool => numberAt(pool, 'spec', 'replicas')) : [numberAt(spec, 'replicas')];
  const total = counts.every(count => count !== undefined) ? counts.reduce((sum, count) => sum + count, 0) : undefined;
  const version = textAt(spec, 'version');
  file.facts.clusters.push(
    clusterOf(file, name, span, [{ name, span, settings, storage, opening: openingOf(file, spec) }], {
      brokers: total, version, complete: true, reference: name,
      hosts: [`${name}-kafka-bootstrap`, `${name}-kafka-brokers`], resources: resourcesOf(resource),
      // The operator writes it where nobody did (KafkaConfiguration.java, DEFAULTS).
      implied: settings.some(site => site.key === 'min.insync.replicas')
        ? []
        : [{ key: 'min.insync.replicas', value: '1', why: 'the operator writes it where it is absent' }],
    }),
  );
}

/** Where `config:` could stand in the lines of a resource that has none: after the plain values with which they begin. */
function openingOf(file: ConfigFile, spec: YamlNode | undefined): { at: number; map: string } | undefined {
  const entries = entriesAt(spec);
  if (entries.some(({ key }) => key === 'config')) return undefined;
  const next = entries.find(({ value }) => value.kind !== 'scalar') ?? entries[0];
  const at = next && file.text.lastIndexOf('\n', next.keySpan.start) + 1;
  return at && file.text.slice(at, next.keySpan.start).trim() === '' ? { at, map: 'config' } : undefined;
}

function readLonePool(file: ConfigFile, pool: YamlNode): void {
  const name = textAt(pool, 'metadata', 'name') ?? '';
  const span = scalarAt(pool, 'metadata', 'name')?.span ?? pool.span;
  const storage = storageOf(file, at(pool, 'spec', 'storage'));
  file.facts.clusters.push(
    clusterOf(file, name, span, [{ name, span, settings: [], storage }], {
      complete: false, reference: clusterLabel(pool), resources: resourcesOf(pool),
    }),
  );
}

function isBrokerPool(pool: YamlNode): boolean {
  const roles = itemsAt(pool, 'spec', 'roles');
  return roles.length === 0 || roles.some(role => role.kind === 'scalar' && role.value === 'broker');
}

function numberAt(node: YamlNode | undefined, ...keys: string[]): number | undefined {
  const text = textAt(node, ...keys);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** `type: ephemeral`, `persistent-claim`, or `jbod` with volumes of either (Strimzi API, KafkaNodePool). */
function storageOf(file: ConfigFile, storage: YamlNode | undefined): Storage[] {
  const type = scalarAt(storage, 'type');
  if (!type) return [];
  if (type.value === 'jbod') return itemsAt(storage, 'volumes').flatMap(volume => storageOf(file, volume));
  const kind = type.value === 'ephemeral' ? 'temporary' : type.value === 'persistent-claim' ? 'persistent' : 'unknown';
  return [{ path: file.path, span: type.span, kind, because: [], ...deletedByOperator(file, storage) }];
}

function readTopic(file: ConfigFile, resource: YamlNode): void {
  const named = scalarAt(resource, 'spec', 'topicName') ?? scalarAt(resource, 'metadata', 'name');
  const replicas = entriesAt(resource, 'spec').filter(({ key }) => key === 'replicas' || key === 'partitions');
  const settings = [
    ...replicas.flatMap(entry => setting(file, 'topic', entry, entry.key === 'replicas' ? 'replication.factor' : 'num.partitions')),
    ...entriesAt(resource, 'spec', 'config').flatMap(entry => setting(file, 'topic', entry)),
  ];
  file.facts.topics.push({
    ...topic(file, named?.value, named?.span ?? resource.span, settings, clusterLabel(resource)),
    resources: resourcesOf(resource),
  });
}

/** Adds a worker's or connector's configuration map. */
export function readConnect(
  file: ConfigFile, entries: readonly YamlEntry[], owner: string,
  kind: 'connect' | 'connector' | 'mirror' = 'connect',
): void {
  for (const { key, keySpan, value } of entries) {
    const meaning = meaningOf(kind, key);
    if (!meaning || value.kind !== 'scalar' || value.null) continue;
    file.is('connect');
    file.add(file.site(meaning.scope, meaning.key, key, writtenScalar(value, keySpan, 'yaml', 'providers', { owner })));
  }
}

/** The class of a connector, which stands beside its configuration. */
function readClass(file: ConfigFile, spec: YamlNode | undefined, owner: string): void {
  const entry = entriesAt(spec).find(({ key }) => key === 'class');
  if (entry?.value.kind === 'scalar')
    file.add(file.site('connect', 'connector.class', entry.key, writtenScalar(entry.value, entry.keySpan, 'yaml', 'providers', { owner })));
}

/** The brokers that a resource names for its clients. */
function readServers(file: ConfigFile, place: YamlNode | undefined, owner: string): void {
  const entry = entriesAt(place).find(({ key }) => key === 'bootstrapServers');
  if (entry?.value.kind === 'scalar')
    file.add(
      file.site('connect', 'bootstrap.servers', entry.key, writtenScalar(entry.value, entry.keySpan, 'yaml', 'providers', { owner })),
    );
}

function readMirrorMaker(file: ConfigFile, resource: YamlNode, name: string): void {
  const spec = at(resource, 'spec');
  const target = textAt(spec, 'connectCluster') ?? textAt(spec, 'target', 'alias');
  for (const place of [at(spec, 'target'), ...itemsAt(spec, 'clusters')]) {
    const alias = textAt(place, 'alias');
    const owner = alias === target ? name : `${name} ${alias}`;
    readServers(file, place, owner);
    readConnect(file, entriesAt(place, 'config'), owner);
  }
  for (const mirror of itemsAt(spec, 'mirrors')) {
    for (const connector of ['sourceConnector', 'checkpointConnector', 'heartbeatConnector'])
      readConnect(file, entriesAt(mirror, connector, 'config'), `${name} ${connector}`, 'connector');
  }
}

/** The site of an entry of a map of Kafka's keys. */
export function setting(file: ConfigFile, scope: 'broker' | 'topic', { key, keySpan, value }: YamlEntry, canonical = key): SettingSite[] {
  return value.kind === 'scalar' && !value.null
    ? [file.site(scope, canonical, key, writtenScalar(value, keySpan, 'yaml', 'providers'))]
    : [];
}
