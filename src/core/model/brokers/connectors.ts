import { isTestPath } from '../../kafka/environment';
import type { Container } from '../../kafka/model';
import type { Context } from '../context';

/**
 * Connectors that go on after errors (ConnectorConfig.java, SinkConnectorConfig.java): a sink may keep what failed in a
 * dead-letter topic, a source has none (WorkerSourceTask.java).
 */
export function findConnectors(context: Context): Container[] {
  return context.inputs.configs.filter(({ path }) => !isTestPath(path)).flatMap(({ path, settings, environment, sample }) => {
    const byName = new Map(settings.map(site => [`${site.owner} ${site.key}`, site]));
    const tolerant = settings.filter(({ scope, key, value }) => scope === 'connect' && key === 'errors.tolerance' && value.known && value.value === 'all');
    return tolerant.flatMap((site): Container[] => {
      const own = (key: string) => byName.get(`${site.owner} ${key}`);
      const type = own('connector.class')?.value;
      if (!type) return [];
      const sink = own('topics') !== undefined || own('topics.regex') !== undefined || type.known && /Sink/.test(type.value);
      const queue = own('errors.deadletterqueue.topic.name')?.value;
      const kept = sink && queue !== undefined && !(queue.known && queue.value === '');
      return [{
        path, span: site.span, environment: site.environment ?? environment, sample: site.sample ?? sample,
        library: { id: 'kafka-connect' }, name: site.owner, what: sink ? 'sink-connector' : 'source-connector', failures: kept ? 'dead-letter' : 'skipped', because: [],
      }];
    });
  });
}
