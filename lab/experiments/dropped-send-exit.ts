import type { Experiment } from '../experiment';
import { orders } from '../ledger';

/** Each call returns, and the process ends before the records have left it. */
export const experiment: Experiment = {
  id: 'dropped-send-exit',
  rule: 'dropped-send',
  case: 'kafkajs: a statement',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  fault: 'the process exits after the last call has returned',
  claims: 'lost',

  async run({ cluster, app, countTopic }) {
    await cluster.topics.create('orders');
    const shop = await app();
    await shop.each('publish', orders(1, 100));
    await shop.ended;
    return countTopic('orders');
  },
};
