import { standsAt } from '../../kafka/in-effect';
import { compareVersions } from '../../settings/versions';
import { aboutTopic } from '../../kafka/subject';
import { loudness, numberOf, type Standing } from '../../kafka/loudness';
import type { Cluster, Topic } from '../../kafka/cluster';
import type { ReportProblem, Rule } from '../rule';
import { code } from '../../text/visible';

const KEY = 'unclean.leader.election.enable';

/** A replica that lags behind may become leader, and what it does not have is thrown away everywhere. */
export const rule: Rule = {
  id: 'unclean-leader-election',
  title: 'A replica that lags behind may become leader',
  layer: 'broker',
  severity: 'error',

  check(model, report) {
    for (const cluster of model.clusters) {
      for (const site of cluster.sites(KEY)) {
        if (!site.value.known || site.value.value !== 'true') continue;
        const sleeps = isDormant(cluster);
        report(site, {
          about: cluster, message: sleeps ? DORMANT : LOSES, ...loud(cluster, sleeps),
          fixes: () => [cluster.write(site, 'false')],
        });
      }
      checkDefault(cluster, report);
    }
    for (const topic of model.topics) checkTopic(topic, report);
  },
};

function checkDefault(cluster: Cluster, report: ReportProblem): void {
  const unclean = cluster.setting(KEY);
  if (!cluster.complete || !unclean.known || unclean.from !== 'default' || unclean.value !== 'true') return;
  report(cluster, {
    about: cluster,
    message: `Kafka ${cluster.version === undefined ? 'before 0.11' : code(cluster.version)} lets a lagging replica become leader by default, which throws confirmed records away; set \`${KEY}\` to \`false\`.`,
    ...loud(cluster, false),
    fixes: () => [cluster.add?.(KEY, 'false')],
  });
}

function checkTopic(topic: Topic, report: ReportProblem): void {
  const unclean = topic.setting(KEY);
  if (!unclean.known || unclean.from === 'default' || unclean.value !== 'true') return;
  const replicas = numberOf(topic.setting('replication.factor'));
  const brokers = replicas !== undefined && replicas > 0 ? replicas : topic.cluster?.brokers;
  report(unclean.site, {
    about: aboutTopic(topic), message: LOSES,
    ...loud({ brokers, environment: topic.environment, sample: topic.sample }, false),
    because: standsAt(unclean.site), fixes: () => [topic.write(KEY, 'false')],
  });
}

/** Nobody writes this by accident: it counts in full where the number of brokers is not known, if not as an error. */
function loud({ brokers, environment, sample }: Standing, sleeps: boolean) {
  const sure = brokers !== undefined || environment === 'production';
  return loudness({ brokers: brokers ?? 2, environment, sample }, sure && !sleeps ? 'error' : 'warning');
}

/** Controllers of KRaft ignored the setting until 3.9 (KAFKA-12670). */
function isDormant(cluster: Cluster): boolean {
  const roles = cluster.setting('process.roles');
  return cluster.version !== undefined && compareVersions(cluster.version, '3.9') < 0 && roles.known && roles.from !== 'default';
}

const LOSES = 'a replica that lags behind may become leader, and every confirmed record that it does not have is thrown away; set this to `false`.';
const DORMANT = 'KRaft ignores this until 3.9; after the upgrade a lagging replica may become leader and throw confirmed records away; set it to `false`.';
