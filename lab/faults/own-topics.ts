import type { Stage } from '../experiment';
import { until } from '../system/until';

/** Lets a case create its topics, and waits until their replicas are in sync. */
export async function createdByCase({ app, cluster }: Stage, entry: string, topic = 'orders'): Promise<void> {
  // kafkajs may ask a broker that has not heard of the new topic, and then fails although the topic is made.
  const refusal = await (await app({ entry })).call('createTopics').then(() => undefined, (error: unknown) => error);
  try {
    await until(`${topic} has its leaders and followers`, () => cluster.topics.isSettled(topic), 20);
  } catch (error) {
    throw refusal ?? error;
  }
}
