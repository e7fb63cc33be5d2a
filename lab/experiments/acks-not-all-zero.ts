import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { until, whether } from '../system/until';

/** Nobody confirms; what was written to a connection counts as sent. */
export const experiment: Experiment = {
  id: 'acks-not-all-zero',
  rule: 'acks-not-all',
  case: 'kafkajs: no answer wanted, for a batch',
  client: 'kafkajs',
  entry: 'src/payments.js',
  fault: 'the leader stands still, and is killed',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('payments');
    const shop = await app(), leader = await cluster.leader('payments');
    const as = (message: string) => [[message]];
    await ledger.publish(shop, 'publishAll', orders(1, 20), { as });
    await until('the first 20 have arrived', async () => await cluster.topics.length('payments') === 20);

    leader.pause();
    const rest = ledger.publish(shop, 'publishAll', orders(21, 100), { as });
    await whether(() => ledger.acknowledged.length >= 50, 3);
    await leader.kill();
    await rest;
    return countTopic('payments');
  },
};
