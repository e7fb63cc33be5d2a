import type { Stage } from '../experiment';
import { orders } from '../ledger';
import type { KafkaNode } from '../system/broker';
import { until, whether } from '../system/until';
import { createdByCase } from './own-topics';

/** A partition whose leader was alone in sync, and has been told to write more. */
export interface Alone {
  partition: number;
  leader: KafkaNode;
  /** They stand still. */
  followers: readonly KafkaNode[];
  /** The case's calls; they end when the partition has a leader again, or by giving up. */
  rest: Promise<void>;
  /** Waits a while for Kafka to give it a leader again, one of these, and then chooses one by hand. */
  ledAgain(by: readonly KafkaNode[]): Promise<void>;
}

/** Lets a case create its topic and write; both followers stand still meanwhile, and what the leader alone confirms is noted. */
export async function leaderAlone(stage: Stage, topics: string): Promise<Alone> {
  const { cluster, ledger, app } = stage;
  await createdByCase(stage, topics);
  const shop = await app();
  await ledger.publish(shop, 'publish', orders(1, 20));
  const partition = await cluster.topics.fullest('orders'), leader = await cluster.leader('orders', partition);
  const followers = cluster.brokers.filter(broker => broker !== leader), state = () => cluster.topics.partition('orders', partition);

  for (const follower of followers) follower.pause();
  const rest = ledger.publish(shop, 'publish', orders(21, 100));
  await until('the leader is the only one in sync', async () => (await state()).isr.length === 1);
  // Where two must have it nothing more is confirmed, and the wait ends by itself.
  await whether(() => ledger.acknowledged.length >= 50, 3);
  return {
    partition, leader, followers, rest,
    ledAgain: async by => {
      const isLed = async () => {
        const { leader: now } = await state();
        return by.some(({ id }) => id === now);
      };
      if (await whether(isLed, 15)) return;
      await until('the partition has a leader', async () => {
        await cluster.topics.giveUp('orders', partition);
        return isLed();
      });
    },
  };
}
