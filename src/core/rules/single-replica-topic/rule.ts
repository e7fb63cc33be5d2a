import { aboutTopic } from '../../kafka/subject';
import { standsAt } from '../../kafka/in-effect';
import { copiedTopics, loudness, moreCopies, moreCopiesInWords, numberOf } from '../../kafka/loudness';
import type { Answer } from '../../settings/setting';
import type { Cluster, Topic } from '../../kafka/cluster';
import type { ReportProblem, Rule } from '../rule';
import { code } from '../../text/visible';

const COPIES = 'replication.factor';
const DEFAULT_COPIES = 'default.replication.factor';

/** A topic with one replica is on one broker: when that is gone, so are its records. */
export const rule: Rule = {
  id: 'single-replica-topic',
  title: 'A topic with a single copy',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const topic of model.topics) checkTopic(topic, report);
    for (const cluster of model.clusters) checkCluster(cluster, report);
    for (const setting of model.services ?? []) {
      const { site, cluster, environment, sample } = setting;
      if (copiedTopics(site) !== 'data' || numberOf(site.value) !== 1) continue;
      report(site, {
        about: { name: site.owner },
        message: `${CREATED}; ${moreCopiesInWords(cluster?.brokers)}.`,
        ...loudness({ brokers: cluster?.brokers ?? 2, environment, sample }),
        fixes: () => [moreCopies(cluster?.brokers, copies => setting.write(copies))],
      });
    }
  },
};

function checkTopic(topic: Topic, report: ReportProblem): void {
  const replicas = topic.setting(COPIES);
  if (numberOf(replicas) !== 1 || !replicas.known) return;
  const brokers = topic.cluster?.brokers;
  report(replicas.from === 'default' ? topic : replicas.site, {
    about: aboutTopic(topic),
    message: `${topic.name === undefined ? 'this' : 'the'} topic gets one copy${byDefault(replicas)}: when its broker or disk is lost, so is every record in it; ${moreCopiesInWords(brokers)}.`,
    because: replicas.from === 'default' ? [] : standsAt(replicas.site),
    ...(isCode(replicas) ? inCode(topic, brokers) : loudness({ brokers, environment: topic.environment, sample: topic.sample })),
    fixes: () => [moreCopies(brokers, copies => topic.write(COPIES, copies))],
  });
}

function checkCluster(cluster: Cluster, report: ReportProblem): void {
  for (const site of cluster.sites(DEFAULT_COPIES)) {
    if (numberOf(site.value) !== 1) continue;
    report(site, { about: cluster, message: `${DEFAULT}; ${cluster.brokers === 1 ? moreCopiesInWords(1) : `set the default to ${Math.min(3, cluster.brokers ?? 3)}`}.`, ...loudness(cluster), fixes: () => [moreCopies(cluster.brokers, copies => cluster.write(site, copies))] });
  }
  const copies = cluster.setting(DEFAULT_COPIES), autoCreate = cluster.setting('auto.create.topics.enable');
  const several = cluster.brokers !== undefined && cluster.brokers > 1;
  if (!several || !cluster.complete || !copies.known || copies.from !== 'default' || copies.value !== '1') return;
  if (!autoCreate.known || autoCreate.value === 'false') return;
  report(cluster, {
    about: cluster,
    message: `${ABSENT}; set it to ${Math.min(3, cluster.brokers!)}.`,
    severity: 'info',
    sureness: cluster.environment === 'development' || cluster.sample ? 'possible' : 'likely',
    because:
      autoCreate.from === 'default'
        ? []
        : [{ path: autoCreate.site.path, span: autoCreate.site.span, note: 'topics are created on first use' }],
    fixes: () => [moreCopies(cluster.brokers, replicas => cluster.add?.(DEFAULT_COPIES, replicas))],
  });
}

function isCode(replicas: Answer & { known: true }): boolean {
  return replicas.from === 'default' || replicas.site.notation === 'typescript' || replicas.site.notation === 'java';
}

/** Code goes to every environment with the same number in it, so what its own path says of samples does not count. */
function inCode({ environment }: Topic, brokers: number | undefined) {
  return brokers === 1
    ? { severity: 'info', sureness: 'likely' } as const
    : { severity: environment === 'development' ? 'info' : 'warning', sureness: brokers ? 'certain' : 'likely' } as const;
}

function byDefault(replicas: Answer & { known: true }): string {
  return replicas.from === 'default' ? `, the default of ${replicas.version ? `version ${code(replicas.version)}` : 'this client'}` : '';
}

const CREATED = 'topics that this creates get one copy: when its broker or disk is lost, so is every record in them';
const DEFAULT = 'topics that are created without a replication factor get one copy, which is lost with its broker';
const ABSENT = 'topics are created on first use, and without `default.replication.factor` they get one copy, which is lost with its broker';
