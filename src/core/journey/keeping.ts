import type { Cluster, Topic } from '../kafka/cluster';
import { loudness, numberOf } from '../kafka/loudness';
import type { KafkaModel } from '../kafka/model';
import type { Answer } from '../settings/setting';
import type { Link, Question, Weakness } from './contract';
import { linkOf, maySetOutside, traitOf, writtenAt, type Surroundings } from './link';

const REPLICAS = 'replication.factor', MINIMUM = 'min.insync.replicas', UNCLEAN = 'unclean.leader.election.enable';

/** What keeps the records of a topic: each definition of it; or the only brokers in view, of which it may be one. */
export function keepersOf(around: Surroundings, model: KafkaModel, name: string): Link[] {
  const topics = model.topics.filter(topic => topic.name === name && !topic.sample && !topic.state);
  if (topics.length > 0) return topics.map(topic => ofTopic(around, topic));
  const clusters = model.clusters.filter(({ sample }) => !sample);
  return clusters.length === 1 ? clusters.map(cluster => ofCluster(around, cluster)) : [];
}

function ofTopic(around: Surroundings, topic: Topic): Link {
  const { told } = around, { cluster } = topic;
  const own = (key: string): Answer => (topic.setting(key).known ? topic.setting(key) : cluster?.setting(key) ?? topic.setting(key));
  const [replicas, minimum, unclean, retention] = [topic.setting(REPLICAS), own(MINIMUM), own(UNCLEAN), topic.setting('retention.ms')];
  const forPeople = isForDevelopment({ ...topic, brokers: cluster?.brokers }) || (cluster !== undefined && isForDevelopment(cluster));
  return linkOf(around, {
    place: topic, name: topic.name!, kind: 'topic', once: true,
    traits: {
      replicas: traitOf(replicas, told), [MINIMUM]: traitOf(minimum, told), [UNCLEAN]: traitOf(unclean, told),
      ...(retention.known && { 'retention.ms': traitOf(retention, told) }),
    },
    places: forPeople ? [] : [...[replicas, minimum, unclean, retention].map(writtenAt), ...(cluster ? partsOf(cluster) : [])],
    weak: forPeople ? [] : [
      ...weakBelow(around, topic, replicas, 'single-replica-topic', 'replicas'),
      ...weakBelow(around, topic, minimum, 'min-insync-replicas-one', MINIMUM),
      ...(isTrue(unclean) ? [told.weak(writtenAt(unclean) ?? topic, 'unclean-leader-election')] : []),
    ],
    open: forPeople
      ? [{ question: FOR_PEOPLE, at: told.spot(topic) }]
      : openOf(around, topic, { replicas, [MINIMUM]: minimum, [UNCLEAN]: unclean }),
  });
}

/** Brokers that may keep a topic of which nothing is said. */
function ofCluster(around: Surroundings, cluster: Cluster): Link {
  const { told } = around, forPeople = isForDevelopment(cluster);
  const question = forPeople ? FOR_PEOPLE : 'How many replicas it has is not in view';
  return linkOf(around, {
    place: cluster, name: cluster.name, kind: 'brokers', once: true, weak: [], places: forPeople ? [] : partsOf(cluster),
    traits: Object.fromEntries([MINIMUM, UNCLEAN].map(key => [key, traitOf(cluster.setting(key), told)])),
    open: [{ question, at: told.spot(cluster) }],
  });
}

function isTrue(answer: Answer): boolean {
  return answer.known && answer.value.toLowerCase() === 'true';
}

const FOR_PEOPLE = 'Only a set-up for development says how it is kept';

/** What holds on the machine of a developer says nothing of where messages count. */
function isForDevelopment(standing: Parameters<typeof loudness>[0]): boolean {
  return standing.environment === 'development' || standing.sample || (standing.brokers === 1 && standing.environment !== 'production');
}

const KEYS = [
  MINIMUM, UNCLEAN, 'default.replication.factor', 'log.retention.ms', 'log.retention.minutes', 'log.retention.hours', 'log.retention.bytes',
];

function partsOf(cluster: Cluster) {
  return [cluster, ...KEYS.flatMap(key => cluster.sites(key)), ...cluster.storage.flatMap(disk => [disk, disk.deleted])];
}

function weakBelow({ told }: Surroundings, topic: Topic, answer: Answer, rule: string, what: string): Weakness[] {
  const number = numberOf(answer);
  return number === 0 || number === 1 ? [told.weak(writtenAt(answer) ?? topic, rule, `${what}=${number}`)] : [];
}

function openOf({ told }: Surroundings, topic: Topic, answers: Record<string, Answer>): Question[] {
  return Object.entries(answers).flatMap(([key, answer]) => {
    if (maySetOutside(answer)) return [{ question: `Its \`${key}\` may be set from outside`, at: told.spot(writtenAt(answer) ?? topic) }];
    const isNumber = key !== UNCLEAN;
    if (answer.known && (!isNumber || numberOf(answer) !== undefined)) return [];
    return [{ question: `Its \`${key}\` is not known${answer.known ? '' : `: ${answer.why}`}`, at: told.spot(topic) }];
  });
}
