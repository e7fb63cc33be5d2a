import type { Experiment } from '../experiment';
import { createdByCase } from '../faults/own-topics';
import { orders } from '../ledger';
import { until, whether } from '../system/until';

/** "All replicas in sync" is one replica, and it does not come back. */
export const experiment: Experiment = {
  id: 'min-insync-replicas-one-alone',
  rule: 'min-insync-replicas-one',
  case: 'kafkajs: a topic that code creates, and the producer that trusts it',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  fault: 'both followers stand still; the leader, the only replica in sync, is killed for good; the followers go on without it, by hand where Kafka does not let them',
  claims: 'lost',

  async run(stage) {
    const { cluster, ledger, app, countTopic } = stage;
    await createdByCase(stage, 'src/topics.ts');
    const shop = await app();
    await ledger.publish(shop, 'publish', orders(1, 20));
    const partition = await cluster.topics.fullest('orders'), leader = await cluster.leader('orders', partition);
    const followers = cluster.brokers.filter(broker => broker !== leader);

    for (const follower of followers) follower.pause();
    const rest = ledger.publish(shop, 'publish', orders(21, 100));
    await until('the leader is the only one in sync', async () => (await cluster.topics.partition('orders', partition)).isr.length === 1);
    // With the fix nothing more is confirmed, and the wait ends by itself.
    await whether(() => ledger.acknowledged.length >= 50, 3);
    await leader.kill();
    for (const follower of followers) follower.resume();
    const othersLead = async () => {
      const state = await cluster.topics.partition('orders', partition);
      return followers.some(({ id }) => id === state.leader);
    };
    if (!await whether(othersLead, 10)) {
      await cluster.topics.giveUp('orders');
      await until('a follower leads', othersLead);
    }
    await cluster.whole();
    await rest;
    return countTopic('orders');
  },
};
