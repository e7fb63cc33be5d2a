import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import { isTestPath } from '../../kafka/environment';
import type { ConfigFacts } from '../../kafka/facts';
import type { SkippedBacklog } from '../../kafka/model';
import type { SettingSite } from '../../settings/setting';
import { ApplicationFiles } from './application-files';

const CLOUD = 'org.springframework.cloud:spring-cloud-';
const KAFKA = [`${CLOUD}stream-binder-kafka`, `${CLOUD}starter-stream-kafka`];
/** Binders by which a binding may be another one's; that of Kafka Streams makes the group of the function's name. */
const OTHERS = [
  `${CLOUD}stream-binder-kafka-streams`, `${CLOUD}stream-binder-kafka-reactive`, `${CLOUD}stream-binder-rabbit`, `${CLOUD}starter-stream-rabbit`,
  `${CLOUD}stream-binder-kinesis`, `${CLOUD}stream-binder-pulsar`,
];

/** How bindings of functions that read are called, and that of the annotations before them. */
const INPUT = /(-in-\d+|^input)$/;
/** Topics of which only what comes from now on matters, and to everybody. */
const FOR_ALL = /cache|refresh|invalidat|evict|broadcast|notif|websocket|bus$|config|heartbeat|live/i;

/**
 * Inputs of Spring Cloud Stream without a group: the binder gives each start one of its own, which begins at the end
 * unless it is told otherwise (KafkaMessageChannelBinder.createConsumerEndpoint: `anonymous.` and a UUID; BindingUtils: `latest`).
 */
export function inputsWithoutGroup(analysis: Analysis): SkippedBacklog[] {
  const modules = new Map<string, ConfigFacts[]>();
  for (const config of analysis.inputs.configs) {
    if (!config.kinds.includes('spring') || isTestPath(config.path)) continue;
    const module = moduleOf(config.path);
    modules.set(module, [...modules.get(module) ?? [], config]);
  }
  return [...modules.values()].flatMap(configs => (isOfKafka(analysis, configs[0].path) ? withoutGroup(analysis, configs.flatMap(({ settings }) => settings)) : []));
}

function isOfKafka(analysis: Analysis, path: string): boolean {
  return analysis.dependency(path, KAFKA) !== undefined && analysis.dependency(path, OTHERS) === undefined;
}

function withoutGroup(analysis: Analysis, sites: readonly SettingSite[]): SkippedBacklog[] {
  const files = new ApplicationFiles(analysis.inputs);
  const isSaid = (path: string, property: string) => files.value(path, `spring.cloud.stream.${property}`) !== undefined;
  return sites.flatMap((site): SkippedBacklog[] => {
    const { key, owner, value, path, span, profile } = site;
    if (key !== 'spring:binding.destination' || owner === undefined || profile !== undefined || !INPUT.test(owner)) return [];
    if (['default.group', `bindings.${owner}.group`].some(property => isSaid(path, property))) return [];
    if (sites.some(one => one.key === 'auto.offset.reset' && (one.owner === undefined || one.owner === owner) && !(one.value.known && one.value.value === 'latest'))) return [];
    if (value.known && FOR_ALL.test(`${value.value} ${owner}`)) return [];
    const { sample } = analysis.circumstances(path);
    return [{ path, span, how: 'no-group', name: owner, topics: value.known ? [value.value] : [], because: [], environment: site.environment ?? 'neutral', sample: sample || site.sample === true }];
  });
}
