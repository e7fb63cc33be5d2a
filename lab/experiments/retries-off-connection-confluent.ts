import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { API } from '../system/frames';

/** librdkafka tries again whatever a broker refuses because it leads no more, but not what was under way when a connection broke. */
export const experiment: Experiment = {
  id: 'retries-off-connection-confluent',
  rule: 'retries-off',
  case: 'confluent-kafka-javascript: off for the client, and so for its producer',
  client: 'confluent-kafka-javascript',
  entry: 'src/orders.ts',
  fault: 'the connection breaks as every 20th record is sent; each order that was handed over counts, as nobody here tries again',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    const messages = orders(1, 100);
    await cluster.topics.create('orders');
    const shop = await app(), { clients } = (await cluster.leader('orders')).network;
    let requests = 0;
    clients.judge = ({ side, api }) => side === 'request' && api === API.produce && ++requests % 20 === 0 ? 'cut' : 'pass';
    await ledger.publish(shop, 'publish', messages);
    return countTopic('orders', messages);
  },
};
