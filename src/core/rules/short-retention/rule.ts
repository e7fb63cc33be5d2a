import type { Cluster, Topic } from '../../kafka/cluster';
import { numberOf } from '../../kafka/loudness';
import { aboutTopic } from '../../kafka/subject';
import type { Answer, SettingSite } from '../../settings/setting';
import type { Problem, ReportProblem, Rule } from '../rule';

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/** A record that its consumer has not read yet is deleted when its time, or the room for its partition, is over. */
export const rule: Rule = {
  id: 'short-retention',
  title: 'Records are deleted before a consumer that stands still for a day has read them',
  layer: 'broker',
  severity: 'info',

  check(model, report) {
    for (const cluster of model.clusters) checkCluster(cluster, report);
    for (const topic of model.topics) checkTopic(topic, report);
  },
};

/** The broker's keys for one time, the strongest first, and what one of each is in milliseconds (`ServerTopicConfigSynonyms`). */
const TIMES = [['log.retention.ms', 1], ['log.retention.minutes', MINUTE], ['log.retention.hours', HOUR]] as const;

function checkCluster(cluster: Cluster, report: ReportProblem): void {
  if (onlyCompacted(cluster.setting('log.cleanup.policy'))) return;
  const time = TIMES.find(([key]) => cluster.sites(key).length > 0);
  const words = { about: cluster, ...loud(cluster) }, segment = numberOf(cluster.setting('log.segment.bytes'));
  for (const site of time ? cluster.sites(time[0]) : []) reportTime(site, (numberOf(site.value) ?? NaN) * time![1], words, report);
  for (const site of cluster.sites('log.retention.bytes')) reportRoom(site, segment, words, report);
}

function checkTopic(topic: Topic, report: ReportProblem): void {
  if (topic.state || onlyCompacted(topic.setting('cleanup.policy')) || PASSING.test(topic.name ?? '')) return;
  const [time, room] = [topic.setting('retention.ms'), topic.setting('retention.bytes')];
  const about = { about: aboutTopic(topic), ...loud(topic) };
  if (time.known && time.from !== 'default') reportTime(time.site, numberOf(time) ?? NaN, about, report);
  if (room.known && room.from !== 'default') reportRoom(room.site, numberOf(topic.setting('segment.bytes')), about, report);
}

/** Topics whose records are of no use after a while, or are made again. */
const PASSING = /(^|[-_.])(retry|retries|delay(ed)?|changelog|repartition|heartbeats?|metrics?|telemetry|traces?|spans?|logs?|cache|signals?|live|ticks?|test)([-_.]|$)/i;

type Words = Pick<Problem, 'about' | 'severity' | 'sureness'>;

function reportTime(site: SettingSite, time: number, words: Words, report: ReportProblem): void {
  if (!(time >= 0 && time < DAY)) return;
  report(site, { ...words, message: `records are deleted after ${said(time)}, read or not: a consumer that is down for longer loses what is left; keep them for days.` });
}

/** Segments are deleted whole, so that a partition with room for less than two of them keeps as good as nothing. */
function reportRoom(site: SettingSite, segment: number | undefined, words: Words, report: ReportProblem): void {
  const room = numberOf(site.value);
  if (room === undefined || room < 0 || room >= 2 * (segment ?? SEGMENT)) return;
  report(site, { ...words, message: 'a partition keeps less than two segments, read or not: a burst deletes what a slow consumer has not read; give it more room, or none by bytes.' });
}

/** `log.segment.bytes` and `segment.bytes`, unless they are set (`LogConfig`). */
const SEGMENT = 1024 ** 3;

function onlyCompacted(policy: Answer): boolean {
  return policy.known && policy.value.trim() === 'compact';
}

function loud({ environment, sample }: Pick<Cluster, 'environment' | 'sample'>): Pick<Problem, 'severity' | 'sureness'> {
  return { severity: 'info', sureness: environment === 'development' || sample ? 'possible' : 'likely' };
}

function said(time: number): string {
  const [count, unit] = time >= HOUR ? [time / HOUR, 'hour'] : time >= MINUTE ? [time / MINUTE, 'minute'] : [time / 1000, 'second'];
  const rounded = Math.round(count * 10) / 10;
  return `${rounded} ${unit}${rounded === 1 ? '' : 's'}`;
}
