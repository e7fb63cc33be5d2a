import { copiedTopics, copiesFor, loudness, numberOf } from '../kafka/standing';
import type { Cluster, Fix } from '../kafka/model';
import type { ReportProblem, Rule } from './rule';

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
      const { site, service, cluster, environment, sample } = setting;
      if (copiedTopics(service, site.key) !== 'internal' || numberOf(site.value) !== 1) continue;
      report(site, {
        message: oneCopy(SERVICES[service] ?? 'the state of this service'),
        ...loudness({ brokers: cluster?.brokers ?? 2, environment, sample }),
        fixes: [raised(cluster?.brokers, copies => setting.write(copies))],
      });
    }
  },
};

function checkCopies(cluster: Cluster, key: string, holds: string, report: ReportProblem): void {
  for (const site of cluster.sites(key)) {
    if (numberOf(site.value) !== 1) continue;
    report(site, { message: oneCopy(holds), ...loudness(cluster), fixes: [raised(cluster.brokers, copies => cluster.write(site, copies))] });
  }
}

function checkLeast(cluster: Cluster, key: string, holds: string, report: ReportProblem): void {
  if (cluster.brokers === 2) return;
  for (const site of cluster.sites(key)) {
    if (numberOf(site.value) !== 1) continue;
    report(site, {
      message: `A change to ${holds} counts as kept when one broker has it, and is lost with that broker; set \`${key}\` to 2.`,
      ...loudness(cluster),
      fixes: cluster.brokers === 1 ? [] : [{ ...cluster.write(site, '2'), safe: false }],
    });
  }
}

/** Some images bring their own file, in which Kafka's default of three copies is taken back. */
function checkImplied(cluster: Cluster, report: ReportProblem): void {
  const key = 'offsets.topic.replication.factor';
  const copies = cluster.setting(key);
  const several = cluster.brokers !== undefined && cluster.brokers > 1;
  if (!several || !cluster.complete || numberOf(copies) !== 1 || !copies.known || copies.from !== 'default') return;
  report(cluster, {
    message: `This image keeps one copy of ${COPIES[key]} unless told otherwise: lost with its broker, consumers skip or repeat records; set \`${key}\`.`,
    ...loudness(cluster),
    fixes: [raised(cluster.brokers, value => cluster.add?.(key, value))],
  });
}

function raised(brokers: number | undefined, write: (copies: string) => Fix | undefined): Fix | undefined {
  const copies = copiesFor(brokers);
  const fix = copies === undefined ? undefined : write(String(copies));
  return fix && { ...fix, safe: brokers !== undefined && brokers >= 3 };
}

function oneCopy(holds: string): string {
  return `There is one copy of ${holds}: when its broker is lost, consumers or services skip or repeat records; use 3 replicas.`;
}

const COPIES: Readonly<Record<string, string>> = {
  'offsets.topic.replication.factor': 'the consumers\' offsets',
  'transaction.state.log.replication.factor': 'the transaction log',
  'share.coordinator.state.topic.replication.factor': 'the share groups\' state',
  'rlmm.config.remote.log.metadata.topic.replication.factor': 'the tiered storage\'s metadata',
  'confluent.metrics.reporter.topic.replicas': 'the metrics',
  'confluent.license.topic.replication.factor': 'the license topic',
  'confluent.balancer.topic.replication.factor': 'the balancer\'s state',
  'confluent.cluster.link.metadata.topic.replication.factor': 'the cluster links\' metadata',
  'confluent.tier.metadata.replication.factor': 'the tiered storage\'s metadata',
};
const LEAST: Readonly<Record<string, string>> = {
  'transaction.state.log.min.isr': 'the transaction log',
  'share.coordinator.state.topic.min.isr': 'the share groups\' state',
};
const SERVICES: Readonly<Record<string, string>> = {
  connect: 'the connectors\' offsets, configuration or status',
  'mirror-maker': 'the mirror\'s offsets',
  'schema-registry': 'all schemas',
  ksql: 'the queries\' state',
  streams: 'the streams\' state',
  'control-center': 'Control Center\'s state',
};
