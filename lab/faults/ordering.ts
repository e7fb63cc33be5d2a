import type { Shop, Stage } from '../experiment';
import { orders } from '../ledger';
import { snippetText } from '../snippets';
import { API, type Frame } from '../system/frames';
import { until } from '../system/until';

/** A shop that writes its messages to an outbox, with a relay. */
export const OUTBOX: Shop = {
  snippets: { 'src/outbox.ts': 'Kafka outbox: write in the same transaction (pg)', 'src/relay.ts': 'Kafka outbox: scheduled relay with retries (kafkajs, pg)' },
  shop: 'outbox.ts',
};

/**
 * Lets a shop create 20 orders in a database and tell of them. It is killed at the 5th produce request, or at the response
 * to it, which then is lost, and started again. Gives the orders that the database has in the end.
 */
export async function orderUntilKilled({ cluster, app, postgres }: Stage, side: Frame['side']): Promise<string[]> {
  const database = await postgres();
  await database.query('CREATE TABLE orders (id TEXT PRIMARY KEY, body TEXT)');
  await database.query(snippetText('Kafka outbox: table (PostgreSQL)'));
  await cluster.topics.create('orders');
  const shop = await app(), { clients } = (await cluster.leader('orders')).network;
  const create = async (by: typeof shop, ids: readonly string[]): Promise<void> => {
    for (const id of ids) await by.call('create', id, `three books for ${id}`).catch(() => { /* It was killed. */ });
  };

  let messages = 0, killed = false;
  clients.judge = frame => {
    if (frame.side !== side || frame.api !== API.produce || ++messages < 5) return 'pass';
    void shop.kill().then(() => { killed = true; });
    return 'cut';
  };
  await create(shop, orders(1, 5));
  await until('the process is killed', () => killed);
  clients.mend();

  await create(await app(), orders(6, 20));
  await until('nothing waits in the outbox', async () => (await database.query('SELECT count(*) FROM outbox WHERE sent_at IS NULL'))[0][0] === '0');
  return (await database.query('SELECT id FROM orders')).map(([id]) => id);
}
