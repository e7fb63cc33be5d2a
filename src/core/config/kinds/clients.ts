import type { Scope, SettingSite } from '../../settings/setting';
import { isClientKey, sideOf } from '../../settings/spelling';
import type { ConfigFile } from '../file';
import type { PropertyEntry } from '../notations/properties';
import { prefixed } from './spring/spring-keys';

/** What a `.properties` text configures, known by its keys. */
export type ClientKind = 'connector' | 'connect' | 'mirror' | 'ksql' | 'registry' | 'streams' | 'client';

/** The kind of a `.properties` text that is no broker's; undefined where nothing is certain. */
export function clientKind(keys: ReadonlySet<string>, name: string): ClientKind | undefined {
  const has = (...wanted: string[]): boolean => wanted.some(key => keys.has(key));
  if (has('connector.class') && has('name', 'tasks.max', 'topics', 'topics.regex')) return 'connector';
  if (has('clusters') && [...keys].some(key => /^[\w.-]+->[\w.-]+\./.test(key))) return 'mirror';
  if ([...keys].some(key => key.startsWith('ksql.'))) return 'ksql';
  if (has('kafkastore.bootstrap.servers', 'kafkastore.connection.url')) return 'registry';
  if (keys.has('config.storage.topic') && keys.has('offset.storage.topic')) return 'connect';
  const worker =
    has('config.storage.topic', 'offset.storage.topic', 'offset.storage.file.filename') || (has('plugin.path') && has('key.converter'));
  if (worker && has('bootstrap.servers')) return 'connect';
  if (!has('bootstrap.servers', 'metadata.broker.list')) return clientByName(keys, name);
  // Other servers keep a bootstrap list among keys of their own.
  if (has('application.id', 'processing.guarantee', 'num.stream.threads')) return 'streams';
  return [...keys].some(key => key !== 'bootstrap.servers' && isClientKey(key)) ? 'client' : undefined;
}

function clientByName(keys: ReadonlySet<string>, name: string): ClientKind | undefined {
  if (!/(^|[-_.])(producer|consumer)([-_.]|$)/i.test(name)) return undefined;
  // Its own keys are at home there; others, for metrics or interceptors, are handed on too.
  const own = [...keys].filter(isClientKey).length;
  return own >= 2 && own * 2 > [...keys].filter(key => !/^(sasl|ssl|security|schema|metrics)\./.test(key)).length ? 'client' : undefined;
}

/** Adds the settings of a client, Streams application, Connect worker, connector or MirrorMaker. */
export function readClient(file: ConfigFile, kind: ClientKind, entries: readonly PropertyEntry[], name: string, owner?: string): void {
  const side = kind === 'client' ? sideOfKeys(entries.map(entry => entry.key), name) : undefined;
  file.is(kind === 'client' ? side ?? 'client' : kind === 'streams' ? 'client' : 'connect');
  for (const entry of lastOfEach(entries)) {
    const meaning = meaningOf(kind, entry.key, side);
    if (!meaning) continue;
    file.add(file.site(meaning.scope, meaning.key, entry.key, {
      text: entry.value, span: entry.valueSpan, keySpan: entry.keySpan, notation: 'properties', placeholders: 'providers',
      more: { ...replacedBy(entry), ...(owner === undefined ? {} : { owner }) },
    }));
  }
}

/** Of a key that is written twice java.util.Properties keeps the last. A template's own lines are none. */
export function lastOfEach(entries: readonly PropertyEntry[]): PropertyEntry[] {
  const last = new Map<string, PropertyEntry>();
  for (const entry of entries) {
    if (/^[{<@]/.test(entry.key)) continue;
    const before = last.get(entry.key);
    last.set(entry.key, before ? { ...entry, replaced: [...before.replaced ?? [], before] } : entry);
  }
  return [...last.values()];
}

/** The places of the entries that an entry replaces. */
export function replacedBy({ replaced }: PropertyEntry): Pick<SettingSite, 'replaced'> {
  return replaced ? { replaced: replaced.map(({ keySpan, valueSpan }) => ({ keySpan, span: valueSpan })) } : {};
}

/** Whether keys that stand together configure a producer or a consumer, by what only one side has, or else by a name. */
export function sideOfKeys(keys: readonly string[], name: string): 'producer' | 'consumer' | undefined {
  const sides = new Set(keys.map(sideOf));
  const [producer, consumer] = [sides.has('producer'), sides.has('consumer')];
  if (producer !== consumer) return producer ? 'producer' : 'consumer';
  return /producer/i.test(name) ? 'producer' : /consumer/i.test(name) ? 'consumer' : undefined;
}

/** Scope and key of one key of such a text; also for the decoded variables of their images. */
export function meaningOf(kind: ClientKind, key: string, side?: 'producer' | 'consumer'): { scope: Scope; key: string } | undefined {
  switch (kind) {
    case 'client':
      return { scope: sideOf(key) ?? side ?? 'client', key };
    case 'streams':
      return prefixed('streams', key);
    case 'ksql':
      return key.startsWith('ksql.streams.') ? prefixed('streams', key.slice('ksql.streams.'.length)) : { scope: 'connect', key };
    case 'registry':
      return { scope: 'connect', key };
    default:
      return connectMeaning(key, kind);
  }
}

/**
 * Connect hands `producer.` and `consumer.` of a worker, and `producer.override.` of a connector, to its clients
 * (Worker.java); `producer.` of a connector and its own `acks` mean nothing, nor has a worker a replication factor.
 */
function connectMeaning(key: string, kind: ClientKind): { scope: Scope; key: string } | undefined {
  const match = /^(?:[\w.-]+(?:->[\w.-]+)?\.)??(producer|consumer|admin)\.(override\.)?(.+)$/.exec(key);
  const counts =
    kind === 'mirror' || (match !== null && key.startsWith(`${match[1]}.`) && (match[2] !== undefined) === (kind === 'connector'));
  if (match && isClientKey(match[3])) return counts ? { scope: match[1] as Scope, key: match[3] } : undefined;
  if (kind === 'connect' && key === 'replication.factor') return undefined;
  if (isClientKey(key) && key !== 'bootstrap.servers' && key !== 'group.id' && kind !== 'mirror') return undefined;
  return { scope: 'connect', key };
}
