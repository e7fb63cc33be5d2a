import { aboutTopic } from '../../kafka/subject';
import { loudness, numberOf } from '../../kafka/loudness';
import type { Cluster, Topic } from '../../kafka/cluster';
import type { ReportProblem, Rule } from '../rule';

/** Copies on other brokers make a record safe; a flush for every few records makes the broker slow. */
export const rule: Rule = {
  id: 'forced-flush',
  title: 'A flush to disk every few records or moments',
  layer: 'broker',
  severity: 'info',

  check(model, report) {
    for (const cluster of model.clusters) checkCluster(cluster, report);
    for (const topic of model.topics) checkTopic(topic, report);
  },
};

function checkCluster(cluster: Cluster, report: ReportProblem): void {
  // With one broker a flush is the only safeguard there is.
  if (cluster.brokers === 1) return;
  for (const [key, limit] of [['log.flush.interval.messages', 10_000], ['log.flush.interval.ms', 1000]] as const) {
    for (const site of cluster.sites(key)) {
      if ((numberOf(site.value) ?? Infinity) > limit) continue;
      report(site, {
        about: cluster, message: COSTS, severity: 'info', sureness: loudness(cluster).sureness,
        fixes: () => [{ ...cluster.remove(site), safe: false }],
      });
    }
  }
}

function checkTopic(topic: Topic, report: ReportProblem): void {
  const replicas = numberOf(topic.setting('replication.factor'));
  if (replicas === 1 || topic.cluster?.brokers === 1) return;
  for (const [key, limit] of [['flush.messages', 10_000], ['flush.ms', 1000]] as const) {
    const interval = topic.setting(key);
    if (!interval.known || interval.from === 'default' || (numberOf(interval) ?? Infinity) > limit) continue;
    report(interval.site, { about: aboutTopic(topic), message: COSTS, severity: 'info', sureness: 'likely' });
  }
}

const COSTS = 'a flush this often slows the broker down and makes no record safer than its copies on other brokers do; remove it and rely on replication.';
