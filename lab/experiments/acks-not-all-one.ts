import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { until, whether } from '../system/until';

/** The leader confirms alone; a follower that lacks the record takes over. */
export const experiment: Experiment = {
  id: 'acks-not-all-one',
  rule: 'acks-not-all',
  case: 'kafkajs: leader only, for one send',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  kafka: ['4', '3'],
  fault: 'the leader is killed while its followers lag',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('orders');
    const shop = await app(), leader = await cluster.leader('orders');
    await ledger.publish(shop, 'publish', orders(1, 20));

    leader.network.followers.hold('response');
    const rest = ledger.publish(shop, 'publish', orders(21, 100));
    // With the fix nothing more is confirmed, and the wait ends by itself.
    await whether(() => ledger.acknowledged.length >= 50, 3);
    await leader.kill();
    await until('another broker leads', async () => ![leader.id, -1].includes((await cluster.topics.partition('orders')).leader));
    await rest;
    return countTopic('orders');
  },
};
