import { standsAt } from '../../kafka/in-effect';
import { compareVersions } from '../../settings/versions';
import { aboutTopic } from '../../kafka/subject';
import { loudness, numberOf } from '../../kafka/loudness';
import type { Answer } from '../../settings/setting';
import type { Cluster, Topic } from '../../kafka/cluster';
import type { Problem, ReportProblem, Rule } from '../rule';

const KEY = 'min.insync.replicas';

/** When every replica must be in sync, one broker that restarts stops all writes with `acks=all`. */
export const rule: Rule = {
  id: 'min-insync-replicas-equals-replicas',
  title: 'No replica may be missing, so one restart stops the writes',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) checkCluster(cluster, report);
    for (const topic of model.topics) checkTopic(topic, report);
  },
};

function checkCluster(cluster: Cluster, report: ReportProblem): void {
  const replicas = cluster.setting('default.replication.factor');
  for (const site of cluster.sites(KEY)) {
    const least = numberOf(site.value);
    if (least === undefined) continue;
    if (replicas.known && replicas.from !== 'default' && stops(least, numberOf(replicas), cluster)) {
      report(site, { about: cluster, ...problem(least, numberOf(replicas)!, cluster), because: [copies(replicas)] });
    } else if (stops(least, cluster.brokers, cluster)) {
      report(site, { about: cluster, ...problem(least, cluster.brokers!, cluster), message: brokersMessage(least, cluster.brokers!) });
    }
  }
}

function checkTopic(topic: Topic, report: ReportProblem): void {
  const own = topic.setting(KEY), ofCluster = topic.cluster?.setting(KEY), replicas = topic.setting('replication.factor');
  const least = own.known && own.from !== 'default' ? own : ofCluster;
  if (!least?.known || !replicas.known || !stops(numberOf(least), numberOf(replicas), topic.cluster)) return;
  const found = { about: aboutTopic(topic), ...problem(numberOf(least)!, numberOf(replicas)!, {
    brokers: topic.cluster?.brokers ?? numberOf(replicas), environment: topic.environment, sample: topic.sample,
  }) };
  if (least === own && least.from !== 'default') {
    report(least.site, { ...found, because: [...standsAt(least.site), ...(replicas.from === 'default' ? [] : [copies(replicas)])] });
  } else if (replicas.from !== 'default' && least.from !== 'default') {
    const { path, span } = least.site;
    report(replicas.site, { ...found, because: [{ path, span, note: `the brokers ask for ${least.value} in-sync replicas` }] });
  }
}

/** True when one missing replica stops the writes. Since 3.7 brokers ask for no more replicas than a topic has. */
function stops(least: number | undefined, replicas: number | undefined, cluster: { version?: string } | undefined): boolean {
  if (least === undefined || least < 2 || replicas === undefined || replicas < 1 || least < replicas) return false;
  return replicas > 1 || (cluster?.version !== undefined && compareVersions(cluster.version, '3.7') < 0);
}

function problem(least: number, replicas: number, standing: Parameters<typeof loudness>[0]): Omit<Problem, 'about'> {
  const copies = `${replicas} ${replicas === 1 ? 'copy' : 'copies'}`;
  return {
    message: least > replicas
      ? `${least} in-sync replicas are asked for of ${copies}: Kafka before 3.7 refuses every \`acks=all\` write, later versions do while a broker is down.`
      : `all ${copies} must be in sync: while one broker restarts, every \`acks=all\` write is refused; use 3 replicas and \`min.insync.replicas=2\`.`,
    ...loudness(standing),
  };
}

function brokersMessage(least: number, brokers: number): string {
  return `${least} in-sync replicas are asked for on ${brokers} brokers: while one of them restarts, every \`acks=all\` write is refused; ${
    brokers > 2 ? `set it to ${brokers - 1}` : 'add a broker'}.`;
}

function copies(replicas: Answer & { known: true; from: 'code' | 'file' }) {
  return { path: replicas.site.path, span: replicas.site.span, note: `there are no more than ${replicas.value} copies` };
}
