import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { until } from '../system/until';

/** The template writes each failure into the log; nobody who called it hears of one. */
export const experiment: Experiment = {
  id: 'dropped-send-spring',
  rule: 'dropped-send',
  case: 'Spring: the future of a template',
  client: 'spring-kafka',
  entry: 'shop.OrderProducer',
  fault: 'no broker can be reached until the producer has given up (`delivery.timeout.ms` is 6 s)',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('orders');
    const shop = await app({ producer: { 'delivery.timeout.ms': '6000', 'request.timeout.ms': '2000' } });
    const as = (order: string) => [order, order];
    await ledger.publish(shop, 'publish', orders(1, 20), { as });
    await until('the first 20 have arrived', async () => await cluster.topics.length('orders') === 20);

    cluster.cutOff();
    await ledger.publish(shop, 'publish', orders(21, 100), { as, atOnce: 80 });
    await until('the template has given up all others', () => shop.printed(/Exception thrown when sending a message/) === 80);
    await cluster.whole();
    return countTopic('orders');
  },
};
