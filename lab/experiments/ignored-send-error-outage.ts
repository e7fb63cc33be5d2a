import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { until } from '../system/until';

/** Both kinds of outcome reach the callback, and it takes the failed ones for sent. */
export const experiment: Experiment = {
  id: 'ignored-send-error-outage',
  rule: 'ignored-send-error',
  case: 'kafka-clients: the metadata is tested instead',
  client: 'kafka-clients',
  entry: 'shop.OrderPublisher',
  fault: 'no broker can be reached until the producer has given up (`delivery.timeout.ms` is 6 s)',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('orders');
    const shop = await app({ producer: { 'delivery.timeout.ms': '6000', 'request.timeout.ms': '2000' } });
    let outcomes = 0;
    shop.onWork = () => { outcomes++; };
    await ledger.publish(shop, 'publish', orders(1, 20));
    await until('the callback has heard of the first 20', () => outcomes === 20);

    cluster.cutOff();
    await ledger.publish(shop, 'publish', orders(21, 100), { atOnce: 80 });
    await until('the callback has heard of all', () => outcomes === 100);
    await cluster.whole();
    return countTopic('orders');
  },
};
