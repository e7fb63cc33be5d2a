import type { Analysis } from '../../../analysis/analysis';
import { moduleOf } from '../../../analysis/program/modules';
import { isTestPath } from '../../../kafka/environment';
import type { SkippedBacklog } from '../../../kafka/model';
import type { SettingSite } from '../../../settings/setting';
import { type Bindings, isSaid } from './bindings';

/** The binder of Kafka Streams makes the group of the function's name. */
const OF_STREAMS = ['org.springframework.cloud:spring-cloud-stream-binder-kafka-streams'];

/** How bindings of functions that read are called, and that of the annotations before them. */
const INPUT = /(-in-\d+|^input)$/;
/** Topics of which only what comes from now on matters, and to everybody. */
const FOR_ALL = /cache|refresh|invalidat|evict|broadcast|notif|websocket|bus$|config|heartbeat|live/i;

/**
 * Inputs of Spring Cloud Stream without a group: the binder gives each start one of its own, which begins at the end
 * unless it is told otherwise (KafkaMessageChannelBinder.createConsumerEndpoint: `anonymous.` and a UUID; BindingUtils: `latest`).
 */
export function inputsWithoutGroup(analysis: Analysis, bindings: Bindings): SkippedBacklog[] {
  const modules = new Map<string, SettingSite[]>();
  for (const config of analysis.inputs.configs) {
    if (!config.kinds.includes('spring') || isTestPath(config.path)) continue;
    const module = moduleOf(config.path);
    modules.set(module, [...modules.get(module) ?? [], ...config.settings]);
  }
  return [...modules.values()].flatMap(sites => sites.flatMap(site => withoutGroup(analysis, bindings, site, sites) ?? resetToEnd(analysis, bindings, site) ?? []));
}

/** `resetOffsets` with `startOffset: latest` goes to the end with the first assignment of each start (KafkaMessageChannelBinder.resetOffsetsForAutoRebalance). */
function resetToEnd(analysis: Analysis, bindings: Bindings, { key, owner, value, path, span, profile, environment, sample }: SettingSite): SkippedBacklog | undefined {
  if (key !== 'spring:binding.reset-offsets' || owner === undefined || profile !== undefined || !value.known || value.value !== 'true') return undefined;
  const start = bindings.kafkaValue(path, owner, 'consumer.start-offset'), topics = bindings.topics(path, owner);
  if (!bindings.isKafka(path, owner) || !isSaid(start, 'latest') || FOR_ALL.test(`${topics.join(' ')} ${owner}`)) return undefined;
  const because = start!.known && start!.at ? [{ path: start!.at.path, span: start!.at.span, note: 'it starts at the end' }] : [];
  return { path, span, how: 'reset', name: owner, topics, because, environment: environment ?? 'neutral', sample: analysis.circumstances(path).sample || sample === true };
}

function withoutGroup(analysis: Analysis, bindings: Bindings, site: SettingSite, sites: readonly SettingSite[]): SkippedBacklog | undefined {
  const { key, owner, value, path, span, profile } = site;
  if (key !== 'spring:binding.destination' || owner === undefined || profile !== undefined || !INPUT.test(owner)) return undefined;
  if (!bindings.isKafka(path, owner) || analysis.dependency(path, OF_STREAMS) !== undefined || bindings.value(path, owner, 'group') !== undefined) return undefined;
  if (sites.some(one => one.key === 'auto.offset.reset' && (one.owner === undefined || one.owner === owner) && !(one.value.known && one.value.value === 'latest'))) return undefined;
  if (value.known && FOR_ALL.test(`${value.value} ${owner}`)) return undefined;
  const { sample } = analysis.circumstances(path);
  return { path, span, how: 'no-group', name: owner, topics: value.known ? [value.value] : [], because: [], environment: site.environment ?? 'neutral', sample: sample || site.sample === true };
}
