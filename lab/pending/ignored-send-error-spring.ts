import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { until } from '../system/until';

/** The callback writes "sent" for what was not. */
export const experiment: Experiment = {
  id: 'ignored-send-error-spring',
  rule: 'ignored-send-error',
  case: 'Spring: whenComplete looks at the result only',
  client: 'spring-kafka',
  entry: 'shop.OrderProducer',
  fault: 'no broker can be reached until the producer has given up (`delivery.timeout.ms` is 6 s)',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('orders');
    const shop = await app({ producer: { 'delivery.timeout.ms': '6000', 'request.timeout.ms': '2000' }, spring: { 'logging.level.shop': 'info' } });
    await ledger.publish(shop, 'publish', orders(1, 20));
    await until('the log has "sent" for the first 20', () => shop.printed(/sent order-/) === 20);

    cluster.cutOff();
    await ledger.publish(shop, 'publish', orders(21, 100), { atOnce: 80 });
    await until('the log has "sent" for all', () => shop.printed(/sent order-/) === 100);
    await cluster.whole();
    return countTopic('orders');
  },
};
