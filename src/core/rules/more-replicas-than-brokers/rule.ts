import type { Cluster, Topic } from '../../kafka/cluster';
import { loudness, numberOf } from '../../kafka/loudness';
import { aboutTopic } from '../../kafka/subject';
import { code } from '../../text/visible';
import type { ReportProblem, Rule } from '../rule';

/** Each replica is on a broker of its own: a topic that is to have more of them is not created. */
export const rule: Rule = {
  id: 'more-replicas-than-brokers',
  title: 'More copies than there are brokers to keep them',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) checkCluster(cluster, report);
    for (const topic of model.topics) checkTopic(topic, report);
  },
};

/** What comes to a stop when the topics of a setting cannot be created. */
const STOPPED: Readonly<Record<string, string>> = {
  'offsets.topic.replication.factor': 'the topic of committed offsets is not created, and no consumer group can start',
  'transaction.state.log.replication.factor': 'the topic of transactions is not created, and no transactional producer can start',
  'share.coordinator.state.topic.replication.factor': 'the topic of share groups is not created, and none can start',
  'default.replication.factor': 'a topic without a replication factor of its own is not created',
};

// As loud as for so many brokers as somebody counts on: that there is but one is what is wrong.
function checkCluster(cluster: Cluster, report: ReportProblem): void {
  const { brokers } = cluster;
  if (brokers === undefined) return;
  for (const [key, stopped] of Object.entries(STOPPED)) {
    for (const site of cluster.sites(key)) {
      const copies = numberOf(site.value);
      if (copies === undefined || copies <= brokers) continue;
      report(site, {
        about: cluster,
        message: `${wanted(copies, brokers)}: ${stopped}; set ${code(key)} to ${brokers}, or add brokers.`,
        ...loudness({ ...cluster, brokers: copies }),
        fixes: () => [{ ...cluster.write(site, String(brokers)), safe: false }],
      });
    }
  }
}

function checkTopic(topic: Topic, report: ReportProblem): void {
  const replicas = topic.setting('replication.factor'), brokers = topic.cluster?.brokers, copies = numberOf(replicas);
  if (!replicas.known || replicas.from === 'default' || brokers === undefined || copies === undefined || copies <= brokers) return;
  report(replicas.site, {
    about: aboutTopic(topic),
    message: `${wanted(copies, brokers)}, so that the topic is not created; ask for ${brokers}, or add brokers.`,
    because: [{ path: topic.cluster!.path, span: topic.cluster!.span, note: `the cluster has ${brokersIn(brokers)}` }],
    ...loudness({ ...topic, brokers: copies }),
  });
}

function wanted(copies: number, brokers: number): string {
  return `${copies} copies are asked for of ${brokersIn(brokers)}`;
}

function brokersIn(count: number): string {
  return count === 1 ? 'one broker' : `${count} brokers`;
}
