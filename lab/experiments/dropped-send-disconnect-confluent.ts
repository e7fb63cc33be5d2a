import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { API } from '../system/frames';
import { whether } from '../system/until';

/** The client waits for its buffer while it is closed, but not for long, and its promise fulfils all the same. */
export const experiment: Experiment = {
  id: 'dropped-send-disconnect-confluent',
  rule: 'dropped-send',
  case: 'confluent-kafka-javascript: closing gives up after five seconds, and says nothing',
  client: 'confluent-kafka-javascript',
  entry: 'src/orders.ts',
  fault: 'no broker can be reached from the first record on, until the function has returned, or has not for 8 s',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    const messages = orders(1, 20);
    await cluster.topics.create('orders');
    const shop = await app(), { clients } = (await cluster.leader('orders')).network;
    clients.judge = ({ side, api }) => {
      if (side !== 'request' || api !== API.produce) return 'pass';
      cluster.cutOff();
      return 'cut';
    };
    let over = false;
    const told = shop.call('publishAll', messages).finally(() => { over = true; });
    await Promise.all([
      told.then(() => { ledger.acknowledged.push(...messages); }, () => { ledger.refused.push(...messages); }),
      whether(() => over, 8).then(() => cluster.whole()),
    ]);
    return countTopic('orders');
  },
};
