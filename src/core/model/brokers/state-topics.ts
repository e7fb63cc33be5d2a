import type { StateTopic } from '../../kafka/cluster';
import type { TopicFacts } from '../../kafka/facts';
import type { SettingSite } from '../../settings/setting';
import { code } from '../../text/visible';
import type { Context } from '../context';

/**
 * Settings that name a topic in which a program keeps its state: those of Connect's workers (DistributedConfig.java), of the
 * Schema Registry (SchemaRegistryConfig.java), and of Debezium's connectors (KafkaSchemaHistory.java).
 */
const NAMED_BY: Readonly<Record<string, StateTopic['of']>> = {
  'offset.storage.topic': 'connect', 'config.storage.topic': 'connect', 'status.storage.topic': 'connect',
  'kafkastore.topic': 'schemas',
  'schema.history.internal.kafka.topic': 'history', 'database.history.kafka.topic': 'history',
};

/** Finds out which topics are the memory of a program, by the settings of all files that name them. */
export function stateTopics(context: Context): (topic: Pick<TopicFacts, 'name' | 'path'>) => StateTopic | undefined {
  const naming = new Map<string, SettingSite>();
  for (const { settings } of context.inputs.configs) {
    for (const site of settings) if (site.value.known && Object.hasOwn(NAMED_BY, site.key)) naming.set(site.value.value, site);
  }
  return ({ name }) => {
    const site = name === undefined ? undefined : naming.get(name);
    if (site) {
      const because = [{ path: site.path, span: site.span, note: `${code(site.spelling)} names it` }];
      return { of: NAMED_BY[site.key], because };
    }
    const of = byName(name ?? '');
    return of && { of, because: [] };
  };
}

/** Names that Kafka's own programs give (Topic.java of kafka-clients; StreamsConfig's `<application.id>-<store>-changelog`). */
function byName(name: string): StateTopic['of'] | undefined {
  if (name === '__consumer_offsets' || name === '__transaction_state') return 'brokers';
  if (name === '_schemas') return 'schemas';
  return /.-changelog$/.test(name) ? 'changelog' : undefined;
}
