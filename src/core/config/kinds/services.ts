import type { Scope } from '../../settings/setting';
import type { Container } from '../containers/container';
import type { ConfigFile } from '../file';
import { parseProperties } from '../notations/properties';
import { clientKind, meaningOf, readClient, type ClientKind } from './clients';
import { springVariable } from './spring/spring-keys';

/** Variables of Confluent's and Debezium's images for programs around the broker, by prefix (confluent-docker-utils dub.py). */
const PREFIXES: readonly (readonly [prefix: string, kind: ClientKind])[] = [
  ['CONNECT_', 'connect'], ['SCHEMA_REGISTRY_', 'registry'], ['KSQL_', 'ksql'], ['CONTROL_CENTER_', 'registry'],
];

// debezium/connect docker-entrypoint.sh: variables without a prefix
const DEBEZIUM: Readonly<Record<string, string>> = {
  CONFIG_STORAGE_TOPIC: 'config.storage.topic', OFFSET_STORAGE_TOPIC: 'offset.storage.topic', STATUS_STORAGE_TOPIC: 'status.storage.topic',
};

/** Adds the settings of a container that is no broker: Connect, Schema Registry, ksqlDB, Control Center, or a Spring application. */
export function readService(file: ConfigFile, container: Container): void {
  const owner = container.name;
  for (const { name, written, block } of container.env) {
    if (block) readEmbedded(file, block, owner);
    if (!written) continue;
    const spring = springVariable(name);
    const meaning = spring ?? variableMeaning(name);
    if (!meaning || (!spring && !container.env.some(other => isRunning(other.name)))) continue;
    if (meaning.scope === 'topic') continue;
    file.is(spring ? 'spring' : 'connect');
    file.add(file.site(meaning.scope, meaning.key, name, { ...written, more: { owner } }));
  }
}

/** Names without which the service is not one of those; an application may have a `CONNECT_TIMEOUT` of its own. */
function isRunning(name: string): boolean {
  return /^(CONNECT_(BOOTSTRAP_SERVERS|GROUP_ID|CONFIG_STORAGE_TOPIC)|SCHEMA_REGISTRY_(KAFKASTORE_\w+|HOST_NAME)|KSQL_(BOOTSTRAP_SERVERS|KSQL_\w+|LISTENERS|HOST_NAME)|CONTROL_CENTER_(BOOTSTRAP_SERVERS|REPLICATION_FACTOR)|(CONFIG|OFFSET)_STORAGE_TOPIC)$/.test(name);
}

function variableMeaning(name: string): { scope: Scope; key: string } | undefined {
  if (Object.hasOwn(DEBEZIUM, name)) return { scope: 'connect', key: DEBEZIUM[name] };
  const found = PREFIXES.find(([prefix]) => name.startsWith(prefix));
  if (!found) return undefined;
  const [prefix, kind] = found;
  const key = name.slice(prefix.length).toLowerCase().replace(/_{1,3}/g, run => run.length === 1 ? '.' : run.length === 2 ? '_' : '-');
  if (/^(heap\.opts|log4j\.|jmx\.|opts$|jvm\.|classpath)/.test(key)) return undefined;
  // Control Center's file names its own settings so (confluentinc/control-center-images).
  if (prefix === 'CONTROL_CENTER_' && key === 'replication.factor') return { scope: 'connect', key: 'confluent.controlcenter.internal.topics.replication' };
  return meaningOf(kind, key);
}

/** Adds a worker's or client's `.properties` that stand in a block of another file. */
export function readEmbedded(file: ConfigFile, block: { start: number; end: number }, owner: string): void {
  const entries = parseProperties(file.text, block).filter(entry => entry.value !== '' || entry.key.includes('.'));
  const kind = clientKind(new Set(entries.map(entry => entry.key)), owner);
  if (kind) readClient(file, kind, entries, owner, owner);
}
