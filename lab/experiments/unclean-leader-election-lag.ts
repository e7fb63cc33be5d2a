import type { Experiment } from '../experiment';
import { createdByCase } from '../faults/own-topics';
import { orders } from '../ledger';
import { until, whether } from '../system/until';

/** Two replicas in sync have the record and are down; the third, which lags, is there. */
export const experiment: Experiment = {
  id: 'unclean-leader-election-lag',
  rule: 'unclean-leader-election',
  case: 'kafkajs: a topic that code creates',
  client: 'kafkajs',
  entry: 'src/orders.js',
  fault: 'one follower stands still; the leader and the other one are killed; the first goes on, and then the two come back',
  claims: 'lost',

  async run(stage) {
    const { cluster, ledger, app, countTopic } = stage;
    await createdByCase(stage, 'src/topics.js');
    const shop = await app();
    await ledger.publish(shop, 'publish', orders(1, 20));
    const partition = await cluster.topics.fullest('orders'), leader = await cluster.leader('orders', partition);
    const [late, other] = cluster.brokers.filter(broker => broker !== leader);

    late.pause();
    await until('the late one is out of sync', async () => (await cluster.topics.partition('orders', partition)).isr.length === 2);
    await ledger.publish(shop, 'publish', orders(21, 100));
    await other.kill();
    await leader.kill();
    late.resume();
    // With the fix nobody leads until one of those that have all records is back, and the wait ends by itself.
    await whether(async () => (await cluster.topics.partition('orders', partition)).leader === late.id, 15);
    await cluster.whole();
    return countTopic('orders');
  },
};
