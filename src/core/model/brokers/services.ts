import { lastName } from '../../analysis/outcomes/last-name';
import { peel } from '../../flow/walk';
import type { Fix } from '../../kafka/evidence';
import { copiedTopics } from '../../kafka/loudness';
import type { ServiceSetting } from '../../kafka/model';
import { givesServers, hostsOfServers } from '../../kafka/servers';
import type { SettingSite } from '../../settings/setting';
import type { Context } from '../context';
import { clusterFor, writeAll, type FoundCluster } from './clusters';

/** Written settings of services beside the brokers that say how many copies their topics get. */
export function findServices(context: Context, clusters: readonly FoundCluster[]): ServiceSetting[] {
  return [...inFiles(context, clusters), ...inCode(context)];
}

/** Copies of the streams' state that code asks for: `settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1)`. */
function inCode(context: Context): ServiceSetting[] {
  const puts = ['put', 'setProperty', 'putIfAbsent'].flatMap(name => context.program.callsNamed(name)).filter(({ call }) => call.args.length === 2);
  return puts.sort((a, b) => compare(a.unit.path, b.unit.path) || a.call.id - b.call.id).flatMap(({ unit, call }): ServiceSetting[] => {
    const [name, value] = call.args;
    const named = peel(name);
    if (named.kind !== 'member' || named.name !== 'REPLICATION_FACTOR_CONFIG' || lastName(named.object) !== 'StreamsConfig') return [];
    const site: SettingSite = {
      scope: 'streams', key: 'replication.factor', spelling: 'StreamsConfig.REPLICATION_FACTOR_CONFIG', value: context.constants.read(unit, value),
      path: unit.path, span: value.span, keySpan: name.span, notation: 'java',
    };
    return [{ site, ...context.circumstances(unit.path), write: copies => writeAll(context, [site], copies) }];
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function inFiles(context: Context, clusters: readonly FoundCluster[]): ServiceSetting[] {
  return context.inputs.configs.flatMap(config => config.settings.filter(site => copiedTopics(site) !== undefined).map(site => {
    const servers = config.settings.filter(other => other.owner === site.owner && givesServers(other));
    const hosts = servers.flatMap(({ value }) => value.known ? hostsOfServers(value.value) : []);
    return {
      site, cluster: clusterFor(clusters, config.path, hosts),
      environment: site.environment ?? config.environment, sample: site.sample ?? config.sample,
      write: (value: string): Fix => writeAll(context, [site], value),
    };
  }));
}
