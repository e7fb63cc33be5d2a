import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { until } from '../system/until';

/** Each call returns at once; the sends behind them fail, and the first failure, held by nobody, ends the process. */
export const experiment: Experiment = {
  id: 'dropped-send-outage',
  rule: 'dropped-send',
  case: 'kafkajs: a statement',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  fault: 'no broker can be reached until the producer has given up',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('orders');
    const shop = await app();
    await ledger.publish(shop, 'publish', orders(1, 20));
    await until('the first 20 have arrived', async () => await cluster.topics.length('orders') === 20);

    cluster.cutOff();
    await ledger.publish(shop, 'publish', orders(21, 100), { atOnce: 80 });
    // Where nobody was told of a failure, Node ends the process at the first one.
    if (ledger.refused.length === 0) await shop.ended;
    await cluster.whole();
    return countTopic('orders');
  },
};
