import type { Stage } from '../experiment';
import { orders, type Count } from '../ledger';
import { snippetText } from '../snippets';
import { API } from '../system/frames';
import { until } from '../system/until';
import { Stock } from './stock';

/** Kills a consumer of the group `stock` as it commits, after the effects of 20 messages, and starts it again; counts effects. */
export async function killedAsItCommits(stage: Stage, surroundings?: Parameters<Stage['app']>[0]): Promise<Count> {
  const { cluster, ledger, app } = stage, messages = orders(1, 20), last = 'order-0';
  const asMessage = (name: string) => ({ key: name, value: name, headers: { id: name } });
  const stock = await Stock.open(stage, [...messages, last], [snippetText('Kafka idempotent consumer: table (PostgreSQL)')]);
  await cluster.topics.create('orders');
  await cluster.topics.fill('orders', messages.map(asMessage));

  const first = await app(surroundings);
  let killed = false;
  for (const { network } of cluster.brokers) {
    network.clients.judge = ({ side, api }) => {
      if (side !== 'request' || api !== API.offsetCommit) return 'pass';
      void first.kill().then(() => { killed = true; });
      return 'cut';
    };
  }
  first.call('start').catch(() => { /* It ends by being killed. */ });
  await until('the consumer is killed', () => killed);
  for (const { network } of cluster.brokers) network.clients.mend();
  await cluster.topics.evict('stock');

  (await app(surroundings)).call('start').catch(() => { /* So does this, or its effects are missed. */ });
  await cluster.topics.fill('orders', [asMessage(last)]);
  await until('the last message has its effect', async () => await stock.taken(last) === 1);
  for (const name of messages) {
    for (let times = await stock.taken(name); times > 0; times--) ledger.processed.push(name);
  }
  return ledger.againstWork(messages);
}
