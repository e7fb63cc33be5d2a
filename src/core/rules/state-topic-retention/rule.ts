import type { Cluster, StateTopic, Topic } from '../../kafka/cluster';
import { loudness, numberOf } from '../../kafka/loudness';
import { aboutTopic } from '../../kafka/subject';
import type { Place } from '../../text/span';
import type { ReportProblem, Rule } from '../rule';

/** What a program reads back at its start, to know where it was, is deleted like messages that were read long ago. */
export const rule: Rule = {
  id: 'state-topic-retention',
  title: 'The memory of a program in a topic that forgets',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const topic of model.topics) if (topic.state) checkTopic(topic, topic.state, report);
    for (const cluster of model.clusters) checkCluster(cluster, report);
  },
};

/** What is gone when the topic forgets. */
const LOST: Readonly<Record<StateTopic['of'], string>> = {
  connect: 'Connect keeps its connectors and their positions here, and does not start, or forgets them',
  schemas: 'the Schema Registry keeps its schemas here, without which nobody can read the records',
  changelog: 'a Streams application restores its state from here, and comes back with a part of it',
  brokers: 'the brokers keep positions and transactions here, which begin anew',
  history: 'Debezium reads all of it at each start, and the connector does not come back',
};

function checkTopic(topic: Topic, state: StateTopic, report: ReportProblem): void {
  const policy = topic.setting('cleanup.policy');
  const tell = (place: Place, what: string, key: string, value: string, certain: boolean): void => report(place, {
    about: aboutTopic(topic),
    message: `${what}: ${LOST[state.of]}; set \`${key}=${value}\`.`,
    severity: topic.environment === 'development' || topic.sample ? 'info' : 'warning',
    sureness: certain ? 'certain' : 'likely',
    because: state.because,
    fixes: () => [topic.write(key, value)],
  });

  if (state.of !== 'history') {
    const written = siteOf(policy), place = written ?? topic;
    if (policy.known && written ? forgets(policy.value, state) : isCreated(topic) && !isCompactedAnyhow(topic))
      tell(place, 'its records are deleted with their age', 'cleanup.policy', 'compact', written !== undefined && isNamed(state));
    return;
  }
  if (policy.known && policy.value.includes('compact'))
    tell(siteOf(policy)!, 'of all its records only the last is kept', 'cleanup.policy', 'delete', true);
  const [time, room] = [topic.setting('retention.ms'), topic.setting('retention.bytes')];
  for (const [key, limit] of [['retention.ms', time], ['retention.bytes', room]] as const)
    if ((numberOf(limit) ?? -1) >= 0) tell(siteOf(limit) ?? topic, 'its records are deleted', key, '-1', true);
  if (!siteOf(time) && isCreated(topic) && !keepsAll(topic.cluster))
    tell(topic, 'its records are deleted after a week by default', 'retention.ms', '-1', false);
}

/** Windows in a changelog are forgotten on purpose, by `compact,delete`. */
function forgets(policy: string, { of }: StateTopic): boolean {
  return !policy.includes('compact') || (of === 'connect' && policy.includes('delete'));
}

/** A name of one's own is proved by the setting that names it, one of Kafka's by itself. */
function isNamed({ of, because }: StateTopic): boolean {
  return because.length > 0 || of !== 'changelog';
}

/** What only alters a topic leaves the rest of it as it is. */
function isCreated({ setting }: Topic): boolean {
  return ['replication.factor', 'num.partitions'].some(key => siteOf(setting(key)) !== undefined);
}

function isCompactedAnyhow({ cluster }: Topic): boolean {
  const policy = cluster?.setting('log.cleanup.policy');
  return policy?.known === true && policy.value.includes('compact');
}

function keepsAll(cluster: Cluster | undefined): boolean {
  const keys = ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'];
  return keys.some(key => cluster?.sites(key).some(({ value }) => numberOf(value) === -1));
}

function siteOf(answer: ReturnType<Topic['setting']>): Place | undefined {
  return answer.known && answer.from !== 'default' ? answer.site : undefined;
}

const DAY = 24 * 60;

function checkCluster(cluster: Cluster, report: ReportProblem): void {
  for (const site of cluster.sites('offsets.retention.minutes')) {
    const minutes = numberOf(site.value);
    if (minutes === undefined || minutes < 0 || minutes >= DAY) continue;
    report(site, {
      about: cluster,
      message: 'the position of a group that stands still for less than a day is forgotten, and it skips or repeats what it has not read; keep positions for a week.',
      ...loudness({ ...cluster, brokers: undefined, environment: cluster.environment === 'production' ? 'neutral' : cluster.environment }),
      fixes: () => [cluster.remove(site)],
    });
  }
}
