import { isTestPath } from '../../kafka/environment';
import type { Connector } from '../../kafka/model';
import type { SettingSite } from '../../settings/setting';
import type { Context } from '../context';
import { removeAll, writeAll } from './clusters';

/** The connectors that files define. What reads topics says which; a source writes to them (SinkConnectorConfig.java). */
export function findConnectors(context: Context): Connector[] {
  return context.inputs.configs.filter(({ path }) => !isTestPath(path)).flatMap(({ settings, environment, sample }) => {
    const own = new Map<string | undefined, Map<string, SettingSite>>();
    for (const site of settings) {
      const keys = own.get(site.owner) ?? new Map<string, SettingSite>();
      own.set(site.owner, keys.set(site.key, site));
    }
    return [...own].flatMap(([name, keys]): Connector[] => {
      const type = keys.get('connector.class');
      if (!type) return [];
      const sink = keys.has('topics') || keys.has('topics.regex') || (type.value.known && /Sink/.test(type.value.value));
      return [{
        path: type.path, span: type.span, name, kind: sink ? 'sink' : 'source',
        environment: type.environment ?? environment, sample: type.sample ?? sample,
        setting: key => keys.get(key),
        write: (site, value) => writeAll(context, [site], value),
        remove: site => removeAll(context, [site]),
      }];
    });
  });
}
