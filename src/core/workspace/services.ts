import { givesServers, hostsOfServers } from '../kafka/servers';
import type { Fix, ServiceSetting } from '../kafka/model';
import { copiedTopics } from '../kafka/standing';
import { clusterFor, writeAll, type FoundCluster } from './clusters';
import type { Context } from './context';

/** Written settings of services beside the brokers that say how many copies their topics get. */
export function findServices(context: Context, clusters: readonly FoundCluster[]): ServiceSetting[] {
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
