import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { snippetText } from '../snippets';
import { API } from '../system/frames';
import { until } from '../system/until';

/** The row is there, and the process dies as the message leaves it. */
export const experiment: Experiment = {
  id: 'dual-write-outbox',
  rule: 'dual-write',
  case: 'kafkajs and pg: the row first, then the message',
  instead: {
    snippets: { 'src/outbox.ts': 'Kafka outbox: write in the same transaction (pg)', 'src/relay.ts': 'Kafka outbox: scheduled relay with retries (kafkajs, pg)' },
    shop: 'outbox.ts',
  },
  client: 'kafkajs-pg',
  entry: 'src/orders.ts',
  fault: 'the process is killed between the row of the 5th order and its message, and started again; counted are rows without a message',
  claims: 'lost',

  async run({ cluster, ledger, app, postgres, countTopic }) {
    const database = await postgres();
    await database.query('CREATE TABLE orders (id TEXT PRIMARY KEY, body TEXT)');
    await database.query(snippetText('Kafka outbox: table (PostgreSQL)'));
    await cluster.topics.create('orders');
    const shop = await app(), { clients } = (await cluster.leader('orders')).network;
    const create = async (by: typeof shop, ids: readonly string[]): Promise<void> => {
      for (const id of ids) await by.call('create', id, `three books for ${id}`).catch(() => { /* It was killed. */ });
    };

    let messages = 0, killed = false;
    clients.judge = ({ side, api }) => {
      if (side !== 'request' || api !== API.produce || ++messages < 5) return 'pass';
      void shop.kill().then(() => { killed = true; });
      return 'cut';
    };
    await create(shop, orders(1, 5));
    await until('the process is killed', () => killed);
    clients.mend();

    await create(await app(), orders(6, 20));
    await until('nothing waits in the outbox', async () => (await database.query('SELECT count(*) FROM outbox WHERE sent_at IS NULL'))[0][0] === '0');
    ledger.acknowledged.push(...(await database.query('SELECT id FROM orders')).map(([id]) => id));
    return countTopic('orders');
  },
};
