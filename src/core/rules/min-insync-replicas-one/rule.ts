import { standsAt } from '../../kafka/in-effect';
import { aboutTopic } from '../../kafka/subject';
import { loudness, numberOf } from '../../kafka/loudness';
import type { Cluster, Topic } from '../../kafka/cluster';
import type { KafkaModel } from '../../kafka/model';
import type { ReportProblem, Rule } from '../rule';
import type { Evidence } from '../../kafka/evidence';

const KEY = 'min.insync.replicas';
const COPIES = 'replication.factor';

/** With one in-sync replica as the least, `acks=all` is content with the leader alone. */
export const rule: Rule = {
  id: 'min-insync-replicas-one',
  title: 'A single in-sync replica is enough to confirm a record',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) {
      checkWritten(cluster, report);
      checkAbsent(cluster, report);
    }
    for (const topic of model.topics) checkTopic(topic, model, report);
  },
};

function checkWritten(cluster: Cluster, report: ReportProblem): void {
  const copiesByDefault = numberOf(cluster.setting('default.replication.factor')), threeCopies = (copiesByDefault ?? 0) >= 3;
  for (const site of cluster.sites(KEY)) {
    if (numberOf(site.value) !== 1) continue;
    report(site, {
      about: cluster,
      message: cluster.brokers === 1 ? ONE_OF_ONE : cluster.brokers === 2 ? ONE_OF_TWO : ONE,
      ...loudness(cluster),
      because: present(copies(cluster.setting('default.replication.factor')), cluster.acksAll),
      fixes: () => (cluster.brokers ?? 3) < 3 || copiesByDefault === 2 ? [] : [{ ...cluster.write(site, '2'), safe: threeCopies }],
    });
  }
}

function checkAbsent(cluster: Cluster, report: ReportProblem): void {
  const least = cluster.setting(KEY);
  const several = cluster.brokers !== undefined && cluster.brokers > 1;
  if (!several || !cluster.complete || !least.known || least.from !== 'default' || least.value !== '1') return;
  report(cluster, {
    about: cluster,
    message: cluster.brokers === 2 ? ABSENT_OF_TWO : ABSENT,
    severity: 'info',
    sureness: cluster.environment === 'development' || cluster.sample ? 'possible' : 'likely',
    because: present(cluster.acksAll),
    fixes: () => cluster.brokers === 2 || numberOf(cluster.setting('default.replication.factor')) === 2 ? [] : [cluster.add?.(KEY, '2')],
  });
}

function checkTopic(topic: Topic, model: KafkaModel, report: ReportProblem): void {
  const least = topic.setting(KEY), replicas = topic.setting(COPIES);
  if (!least.known || least.from === 'default' || least.value !== '1' || numberOf(replicas) === 1) return;
  const known = numberOf(replicas);
  const brokers = topic.cluster?.brokers ?? (known && known > 0 ? known : undefined);
  report(least.site, {
    about: aboutTopic(topic),
    message: brokers === 1 ? ONE_OF_ONE : known === 2 || brokers === 2 ? ONE_OF_TWO : ONE,
    ...loudness({ brokers, environment: topic.environment, sample: topic.sample }),
    because: present(...standsAt(least.site), copies(replicas), topic.cluster?.acksAll ?? acksOfSenders(topic, model)),
    fixes: () => known === 2 || (brokers ?? 3) < 3 ? [] : [topic.write(KEY, '2')],
  });
}

/** A producer that sends to the topic and waits for all in-sync replicas. */
function acksOfSenders(topic: Topic, model: KafkaModel): Evidence | undefined {
  for (const { topic: name, producer } of model.sends) {
    const acks = producer?.setting('acks');
    if (!producer || name === undefined || name !== topic.name || !acks?.known || acks.value !== 'all') continue;
    const { path, span } = acks.from === 'default' ? producer : acks.site;
    return { path, span, note: 'this producer waits for all in-sync replicas, of which one is enough' };
  }
  return undefined;
}

function copies(replicas: ReturnType<Topic['setting']>): Evidence | undefined {
  if (!replicas.known || replicas.from === 'default' || (numberOf(replicas) ?? 0) < 2) return undefined;
  return { path: replicas.site.path, span: replicas.site.span, note: `there are ${replicas.value} copies, of which one is enough` };
}

function present(...evidence: (Evidence | undefined)[]): Evidence[] {
  return evidence.filter(step => step !== undefined);
}

const ONE = 'with `min.insync.replicas=1` even `acks=all` is content with the leader alone: if its disk or broker fails, confirmed records are gone; set it to 2.';
const ONE_OF_ONE = 'on a single broker `min.insync.replicas` can only be 1: what it confirms is lost with its disk; add two brokers and copies, then set it to 2.';
const ABSENT = '`min.insync.replicas` is not set and is 1: even `acks=all` may leave a confirmed record on a single broker; set it to 2.';
const ONE_OF_TWO = 'with `min.insync.replicas=1` even `acks=all` is content with the leader alone: if its disk or broker fails, confirmed records are gone; add a third broker and copy, then set it to 2.';
const ABSENT_OF_TWO = '`min.insync.replicas` is not set and is 1: even `acks=all` may leave a confirmed record on a single broker; add a third broker and copy, then set it to 2.';
