import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { API } from '../system/frames';

/** The batch is written, its answer is lost, and the client sends it again. */
export const experiment: Experiment = {
  id: 'idempotence-off-answer',
  rule: 'idempotence-off',
  case: 'kafkajs: switched off',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  fault: 'the connection breaks at the answer to every 20th send',
  claims: 'doubled',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('orders');
    const shop = await app(), leader = await cluster.leader('orders');
    let answers = 0;
    leader.network.clients.judge = ({ side, api }) => side === 'response' && api === API.produce && ++answers % 20 === 0 ? 'cut' : 'pass';
    await ledger.publish(shop, 'publish', orders(1, 100));
    return countTopic('orders');
  },
};
