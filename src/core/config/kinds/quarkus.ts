import { isClientKey, sideOf } from '../../settings/spelling';
import type { ConfigFile } from '../file';
import type { PropertyEntry } from '../notations/properties';
import type { YamlNode } from '../notations/yaml';
import { meaningOf } from './clients';
import { entriesOfYaml, profileOf, type SpringEntry } from './spring/spring-entries';

/** What the key of a setting of a channel begins with that is the connector's own, and none of Kafka's clients. */
export const CHANNEL = 'channel:';

/** The connector of SmallRye for Kafka (KafkaConnector.CONNECTOR_NAME). */
export const KAFKA_CONNECTOR = 'smallrye-kafka';

const OURS = /^(?:%[\w,-]+\.)?(?:quarkus|mp\.messaging)\./;
const PROFILE = /^%([\w,-]+)\./;
const CLIENT = /^(kafka|kafka-streams)\.(.+)$/;
const OF_CHANNEL = /^mp\.messaging\.(incoming|outgoing)\.(?:"([^"]+)"|([^."]+))\.(.+)$/;
const OF_CONNECTOR = /^mp\.messaging\.connector\.(?:"([^"]+)"|([^."]+))\.(.+)$/;

/** Attributes of channels that decide what becomes of their messages (KafkaConnector.java of SmallRye Reactive Messaging 4.27). */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'connector', 'topic', 'topics', 'failure-strategy', 'dead-letter-queue.topic', 'waitForWriteCompletion', 'kafka-configuration',
]);

/** True for an application.properties of Quarkus, whose keys have its profiles and namespaces. */
export function isQuarkus(keys: ReadonlySet<string>): boolean {
  return [...keys].some(key => OURS.test(key));
}

/**
 * Adds what Quarkus hands on to its clients: `kafka.*` to all of them, `kafka-streams.*` to Kafka Streams, and the attributes of the
 * channels of SmallRye Reactive Messaging, each with `%profile.` before it where it holds for a profile (Quarkus guides "Apache Kafka"
 * and "Kafka Streams").
 */
export function readQuarkus(file: ConfigFile, entries: readonly PropertyEntry[]): void {
  readEntries(file, entries.map(({ key, value, valueSpan, keySpan }) =>
    ({ path: key, text: value, span: valueSpan, keySpan, notation: 'properties' })));
}

/** The same in YAML. */
export function readQuarkusYaml(file: ConfigFile, documents: readonly YamlNode[]): void {
  for (const entries of documents.map(entriesOfYaml)) if (entries.some(({ path }) => OURS.test(path))) readEntries(file, entries);
}

function readEntries(file: ConfigFile, entries: readonly SpringEntry[]): void {
  const others = channelsOfOthers(entries), ofFile = profileOf(entries, file.path);
  for (const entry of entries) {
    const marked = PROFILE.exec(entry.path)?.[1], profile = marked ?? ofFile, path = entry.path.replace(PROFILE, '');
    const meaning = ofClients(path) ?? ofConnector(path) ?? ofChannel(path, others);
    if (!meaning) continue;
    const { scope, key, owner } = meaning;
    file.is('client');
    file.add(file.site(scope, key, entry.path, {
      ...entry, placeholders: 'spring', more: { ...(profile !== undefined && { profile }), ...(owner !== undefined && { owner }) },
    }));
  }
}

type Meaning = Pick<ReturnType<ConfigFile['site']>, 'scope' | 'key' | 'owner'>;

function ofClients(path: string): Meaning | undefined {
  const [, place, key] = CLIENT.exec(path) ?? [];
  if (place === undefined || (place === 'kafka' && !isClientKey(key))) return undefined;
  return meaningOf(place === 'kafka' ? 'client' : 'streams', key);
}

/** What holds for all channels of the connector. */
function ofConnector(path: string): Meaning | undefined {
  const [, quoted, plain, key] = OF_CONNECTOR.exec(path) ?? [];
  if ((quoted ?? plain) !== KAFKA_CONNECTOR) return undefined;
  if (isClientKey(key)) return { scope: sideOf(key) ?? 'client', key };
  return ATTRIBUTES.has(key) ? { scope: 'container', key: CHANNEL + key } : undefined;
}

function ofChannel(path: string, others: ReadonlySet<string>): Meaning | undefined {
  const { direction, name, key } = channelAt(path) ?? {};
  if (direction === undefined || name === undefined || key === undefined) return undefined;
  const owner = `${direction} ${name}`;
  if (key === 'connector') return { scope: 'container', key: CHANNEL + key, owner };
  if (others.has(owner)) return undefined;
  const scope = direction === 'incoming' ? 'consumer' : 'producer';
  if (isClientKey(key) && (sideOf(key) ?? scope) === scope) return { scope, key, owner };
  return ATTRIBUTES.has(key) ? { scope: 'container', key: CHANNEL + key, owner } : undefined;
}

/** Channels whose connectors, under all profiles, are other ones: their keys may have Kafka's names. */
function channelsOfOthers(entries: readonly SpringEntry[]): ReadonlySet<string> {
  const connectors = new Map<string, string[]>();
  for (const { path, text } of entries) {
    const channel = channelAt(path.replace(PROFILE, ''));
    if (channel?.key !== 'connector') continue;
    const owner = `${channel.direction} ${channel.name}`;
    connectors.set(owner, [...connectors.get(owner) ?? [], text]);
  }
  const isOurs = (name: string): boolean => name === KAFKA_CONNECTOR || name.includes('${');
  return new Set([...connectors].filter(([, names]) => !names.some(isOurs)).map(([owner]) => owner));
}

function channelAt(path: string): { direction: string; name: string; key: string } | undefined {
  const [, direction, quoted, plain, key] = OF_CHANNEL.exec(path) ?? [];
  return direction === undefined ? undefined : { direction, name: quoted ?? plain, key };
}
