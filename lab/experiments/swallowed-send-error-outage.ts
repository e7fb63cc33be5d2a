import type { Experiment } from '../experiment';
import { orders } from '../ledger';

/** The catch logs the failure, and the caller hears nothing of it. */
export const experiment: Experiment = {
  id: 'swallowed-send-error-outage',
  rule: 'swallowed-send-error',
  case: 'kafkajs: caught and logged',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  fault: 'no broker can be reached until the producer has given up',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('orders');
    const shop = await app();
    await ledger.publish(shop, 'publish', orders(1, 20));
    cluster.cutOff();
    await ledger.publish(shop, 'publish', orders(21, 100), { atOnce: 80 });
    await cluster.whole();
    return countTopic('orders');
  },
};
