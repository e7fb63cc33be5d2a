import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { API } from '../system/frames';
import { until } from '../system/until';

/** Larger than a batch may be, so that each order is a request of its own. */
const LARGE = 'x'.repeat(20_000);

/** The first of several requests under way are refused, as too few replicas are there; the ones behind them are not. */
export const experiment: Experiment = {
  id: 'idempotence-off-order',
  rule: 'idempotence-off',
  case: 'kafka-clients: a boolean in a map, several requests under way',
  client: 'kafka-clients',
  entry: 'shop.OrderImport',
  fault: 'both followers stand still when the first two of five requests under way arrive, and are back when the others do (`min.insync.replicas` is 2)',
  claims: 'reordered',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('orders', { leader: 1, config: { 'min.insync.replicas': '2' } });
    const shop = await app(), leader = await cluster.leader('orders'), network = leader.network.clients;
    const publish = async (from: number, to: number): Promise<void> => {
      const list = orders(from, to);
      await shop.call('publishAll', ...list.map(order => `${order} ${LARGE}`));
      ledger.acknowledged.push(...list);
    };
    await publish(1, 5);

    const followers = cluster.brokers.filter(broker => broker !== leader), inSync = async () => (await cluster.topics.partition('orders')).isr.length;
    for (const follower of followers) follower.pause();
    await until('the leader is alone', async () => await inSync() === 1);
    let requests = 0, refusals = 0;
    network.judge = ({ side, api }) => {
      if (api !== API.produce) return 'pass';
      if (side === 'request') return ++requests > 2 ? 'hold' : 'pass';
      refusals++;
      return 'hold';
    };
    const rest = publish(6, 20);
    await until('two requests are refused, and three under way', () => refusals === 2 && requests === 5);
    for (const follower of followers) follower.resume();
    await until('the followers are back', async () => await inSync() === 3);
    network.mend();
    await rest;
    return countTopic('orders');
  },
};
