import { compareVersions } from '../../settings/versions';
import { copiedTopics, loudness, moreCopies, moreCopiesInWords, numberOf } from '../../kafka/loudness';
import type { Cluster } from '../../kafka/cluster';
import type { Problem, ReportProblem, Rule } from '../rule';

/** Kafka's own topics hold offsets and transactions; lost with their one copy, consumers skip or repeat records. */
export const rule: Rule = {
  id: 'single-replica-internal-topic',
  title: 'Offsets, transactions or service state with a single copy',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) {
      for (const [key, holds] of Object.entries(COPIES)) checkCopies(cluster, key, holds, report);
      for (const [key, holds] of Object.entries(LEAST)) checkLeast(cluster, key, holds, report);
      checkImplied(cluster, report);
    }
    for (const setting of model.services ?? []) {
      const { site, cluster, environment, sample } = setting;
      if (copiedTopics(site) !== 'internal' || numberOf(site.value) !== 1) continue;
      report(site, {
        about: { name: site.owner },
        message: oneCopy(SERVICES.find(([keys]) => keys.test(site.key))?.[1] ?? 'the streams\' state', cluster?.brokers),
        ...loudness({ brokers: cluster?.brokers ?? 2, environment, sample }),
        fixes: () => [moreCopies(cluster?.brokers, copies => setting.write(copies))],
      });
    }
  },
};

function checkCopies(cluster: Cluster, key: string, holds: string, report: ReportProblem): void {
  for (const site of cluster.sites(key)) {
    if (numberOf(site.value) !== 1) continue;
    const refused = key === OFFSETS ? refusedCommits(cluster) : undefined;
    report(site, {
      about: cluster,
      ...(refused ?? { message: oneCopy(holds, cluster.brokers), ...loudness(cluster) }),
      fixes: () => [moreCopies(cluster.brokers, copies => cluster.write(site, copies))],
    });
  }
}

/** The offsets' topic takes the brokers' least number of replicas; before 3.7 one that it cannot have (KAFKA-15583). */
function refusedCommits(cluster: Cluster): Pick<Problem, 'message' | 'severity' | 'sureness' | 'because'> | undefined {
  const least = cluster.setting('min.insync.replicas');
  if (!least.known || least.from === 'default' || (numberOf(least) ?? 0) < 2) return undefined;
  const old = cluster.version === undefined ? undefined : compareVersions(cluster.version, '3.7') < 0;
  if (old === false) return undefined;
  const found = old ? { severity: 'warning', sureness: 'certain' } as const : loudness(cluster);
  const { path, span } = least.site;
  return {
    message: `there is one copy of the consumers' offsets, and ${least.value} in sync are asked for: Kafka before 3.7 refuses every commit; ${moreCopiesInWords(cluster.brokers)}.`,
    ...(cluster.sample || cluster.environment === 'development' ? loudness(cluster) : found),
    because: [{ path, span, note: 'the offsets\' topic takes this from the brokers' }],
  };
}

function checkLeast(cluster: Cluster, key: string, holds: string, report: ReportProblem): void {
  if (cluster.brokers === 2) return;
  for (const site of cluster.sites(key)) {
    if (numberOf(site.value) !== 1) continue;
    report(site, {
      about: cluster,
      message: `a change to ${holds} counts as kept when one broker has it, and is lost with that broker; ${cluster.brokers === 1 ? 'with more brokers it can be 2' : `set \`${key}\` to 2`}.`,
      ...loudness(cluster),
      fixes: () => cluster.brokers === 1 ? [] : [{ ...cluster.write(site, '2'), safe: false }],
    });
  }
}

/** Some images bring their own file, in which Kafka's default of three copies is taken back. */
function checkImplied(cluster: Cluster, report: ReportProblem): void {
  const key = OFFSETS;
  const copies = cluster.setting(key);
  const several = cluster.brokers !== undefined && cluster.brokers > 1;
  if (!several || !cluster.complete || numberOf(copies) !== 1 || !copies.known || copies.from !== 'default') return;
  report(cluster, {
    about: cluster,
    message: `the image keeps one copy of ${COPIES[key]}, and consumers skip or repeat records when it is lost; set \`${key}\` to ${Math.min(3, cluster.brokers!)}.`,
    ...loudness(cluster),
    fixes: () => [moreCopies(cluster.brokers, value => cluster.add?.(key, value))],
  });
}

function oneCopy(holds: string, brokers: number | undefined): string {
  return `there is one copy of ${holds}: when its broker is lost, consumers or services skip or repeat records; ${moreCopiesInWords(brokers)}.`;
}

const OFFSETS = 'offsets.topic.replication.factor';

const COPIES: Readonly<Record<string, string>> = {
  'offsets.topic.replication.factor': 'the consumers\' offsets',
  'transaction.state.log.replication.factor': 'the transaction log',
  'share.coordinator.state.topic.replication.factor': 'the share groups\' state',
  'rlmm.config.remote.log.metadata.topic.replication.factor': 'the tiered storage\'s metadata',
  'confluent.metrics.reporter.topic.replicas': 'the metrics',
  'confluent.balancer.topic.replication.factor': 'the balancer\'s state',
  'confluent.cluster.link.metadata.topic.replication.factor': 'the cluster links\' metadata',
  'confluent.tier.metadata.replication.factor': 'the tiered storage\'s metadata',
};
const LEAST: Readonly<Record<string, string>> = {
  'transaction.state.log.min.isr': 'the transaction log',
  'share.coordinator.state.topic.min.isr': 'the share groups\' state',
};
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/storage/, 'the connectors\' offsets, configuration or status'],
  [/^kafkastore/, 'all schemas'],
  [/^ksql/, 'the queries\' state'],
  [/^confluent/, 'this service\'s state'],
  [/offset-syncs|checkpoints|heartbeats/, 'the mirror\'s offsets'],
];
