import type { Storage } from '../../kafka/cluster';
import type { SettingSite } from '../../settings/setting';
import type { Span } from '../../text/span';
import { clusterOf } from '../containers/cluster';
import { listed, isTemporary } from '../containers/storage';
import type { ConfigFile } from '../file';
import type { PropertyEntry } from '../notations/properties';
import { lastOfEach, replacedBy } from './clients';

/** True for the keys of a broker's or controller's own file, whatever its name. */
export function isBroker(keys: ReadonlySet<string>): boolean {
  if (keys.has('metric.sampler.class') || keys.has('goals') || keys.has('connector.class')) return false;
  return (
    (['process.roles', 'broker.id', 'node.id', 'controller.quorum.voters', 'controller.quorum.bootstrap.servers'].some(key => keys.has(key))
      && hasBrokerKey(keys))
    || (keys.has('zookeeper.connect') && (keys.has('log.dirs') || keys.has('listeners')))
  );
}

// `node.id` and `broker.id` are words of other servers too (Presto, RocketMQ).
function hasBrokerKey(keys: ReadonlySet<string>): boolean {
  return [...keys].some(isBrokerSetting);
}

/** True for keys that only Kafka's brokers and controllers have. */
export function isBrokerSetting(key: string): boolean {
  return /^(process\.roles|controller\.|log\.dirs?$|listeners$|advertised\.|zookeeper\.connect|num\.partitions$|offsets\.|transaction\.state|inter\.broker|default\.replication|min\.insync|auto\.create\.topics|unclean\.leader)/.test(key);
}

/** The cluster of a broker's `.properties` text; `name` is the file's or resource's. */
export function readBroker(file: ConfigFile, entries: readonly PropertyEntry[], name: string, span: Span): void {
  const settings = lastOfEach(entries).map(entry => file.site('broker', entry.key, entry.key, {
    text: entry.value, span: entry.valueSpan, keySpan: entry.keySpan, notation: 'properties', placeholders: 'providers',
    more: replacedBy(entry),
  }));
  const text = (key: string): string | undefined => {
    const value = settings.find(site => site.key === key)?.value;
    return value?.known ? value.value : undefined;
  };
  const roles = text('process.roles');
  if (roles !== undefined && !/broker/.test(roles)) return;
  file.is('broker');
  file.facts.clusters.push(clusterOf(file, name, span, [{ name, span, settings, storage: storageOf(file.path, settings) }], {
    brokers: brokersOfVoters(text('controller.quorum.voters'), roles),
    complete: settings.every(site => site.value.known || !/replic|isr|unclean|auto\.create/.test(site.key)),
  }));
}

/**
 * The number of brokers that `controller.quorum.voters` proves: with combined roles every voter is a broker. One voter
 * that is reached as localhost has no others beside it.
 */
function brokersOfVoters(voters: string | undefined, roles: string | undefined): number | undefined {
  if (!voters || !roles || !/controller/.test(roles) || !/broker/.test(roles)) return undefined;
  const hosts = voters.split(',').map(voter => /^\s*\d+@([^:\s]+):\d+\s*$/.exec(voter)?.[1]);
  if (hosts.some(host => host === undefined)) return undefined;
  return hosts.length > 1 || /^(localhost|127\.|\[?::1)/.test(hosts[0]!) ? hosts.length : undefined;
}

/** Where a broker's own settings put its data: what is temporary among it can be told by the name. */
export function storageOf(path: string, settings: readonly SettingSite[]): Storage[] {
  const site = ['log.dirs', 'log.dir'].map(key => settings.find(one => one.key === key)).find(one => one !== undefined);
  const metadata = settings.find(({ key }) => key === 'metadata.log.dir');
  return [site, metadata].filter(one => one !== undefined).map((one): Storage => {
    if (!one.value.known) return { path, span: one.span, kind: 'unknown', because: [] };
    const directories = listed(one.value.value);
    const temporary = directories.find(isTemporary);
    return {
      path, span: one.span, kind: temporary ? 'temporary' : 'persistent', directory: temporary ?? directories[0],
      because: [], ...(one === metadata && { holds: 'metadata' }),
    };
  });
}
