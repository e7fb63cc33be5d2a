import type { Cluster } from '../../kafka/cluster';
import { loudness } from '../../kafka/loudness';
import { aboutTopic } from '../../kafka/subject';
import type { SettingSite } from '../../settings/setting';
import type { Problem, Rule } from '../rule';

/** Redpanda confirms a record when a majority has it on disk, unless it is told to confirm before. */
export const rule: Rule = {
  id: 'unsynced-writes',
  title: 'Records that count as stored before they are on a disk',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) {
      for (const [key, value, message] of HAZARDS) {
        const [first, ...others] = cluster.sites(key).filter(site => site.value.known && site.value.value === value);
        if (!first) continue;
        report(first, {
          about: cluster, message, ...loud(cluster, key),
          because: others.map(({ path, span }) => ({ path, span, note: 'and here' })),
          fixes: () => [synced(cluster, first)],
        });
      }
    }
    for (const topic of model.topics) {
      const caching = topic.setting('write.caching');
      if (!caching.known || caching.from === 'default' || caching.value !== 'true') continue;
      report(caching.site, {
        about: aboutTopic(topic), message: CACHED, severity: 'info', sureness: 'likely',
        fixes: () => [topic.write('write.caching', 'false')],
      });
    }
  },
};

const CACHED = 'records are confirmed from memory and written to disk later: brokers that lose their power together lose what they confirmed; leave write caching off.';

const HAZARDS = [
  ['redpanda.unsafe_bypass_fsync', 'true', 'records are confirmed though no disk has them: brokers that lose their power lose what they confirmed; this is for tests alone, leave it out.'],
  ['redpanda.mode', 'dev-container', 'this mode confirms records though no disk has them, and skips other safeguards: it is for tests alone; start without it.'],
  ['redpanda.write_caching_default', 'true', CACHED],
] as const;

/** Other brokers have a copy in memory, where there are any; a single broker has what it wrote alone. */
function loud(cluster: Cluster, key: string): Pick<Problem, 'severity' | 'sureness'> {
  const found = loudness(cluster);
  if (key === 'redpanda.unsafe_bypass_fsync') return cluster.environment === 'development' ? found : { ...found, sureness: 'likely' };
  return { severity: 'info', sureness: key === 'redpanda.mode' && cluster.brokers === 1 ? 'possible' : 'likely' };
}

/** A flag without a value stands for itself. */
function synced(cluster: Cluster, site: SettingSite): ReturnType<Cluster['write']> | undefined {
  return site.span.start === site.keySpan.start || site.key === 'redpanda.mode' ? undefined : cluster.write(site, 'false');
}
