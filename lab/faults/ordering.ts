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

/** The same in Spring. */
export const SPRING_OUTBOX: Shop = {
  snippets: {
    'src/main/java/com/example/outbox/Outbox.java': 'Kafka outbox: write in the same transaction (JdbcTemplate)',
    'src/main/java/com/example/outbox/OutboxRelay.java': 'Kafka outbox: scheduled relay with retries (Spring)',
  },
  shop: 'OrderService.java',
};

/** What a shop does in its database, and tells of. */
interface Deed {
  call: string;
  topic: string;
  tables: string;
  /** The orders to which it is done. */
  done: string;
}

const CREATE: Deed = { call: 'create', topic: 'orders', tables: 'CREATE TABLE orders (id TEXT PRIMARY KEY, body TEXT)', done: 'SELECT id FROM orders' };

/** Orders are cancelled that the database has. */
export const CANCEL: Deed = {
  call: 'cancel',
  topic: 'order-cancellations',
  tables: `CREATE TABLE orders (id TEXT PRIMARY KEY, cancelled BOOLEAN); INSERT INTO orders SELECT 'order-' || n, false FROM generate_series(1, 20) n`,
  done: 'SELECT id FROM orders WHERE cancelled',
};

/**
 * Lets a shop create (or cancel) 20 orders in a database and tell of them. It is killed at the 5th produce request, or at
 * the response to it, which then is lost, and started again. Gives the orders of which the database knows it in the end.
 */
export async function orderUntilKilled({ cluster, app, postgres }: Stage, side: Frame['side'], { call, topic, tables, done } = CREATE): Promise<string[]> {
  const database = await postgres();
  await database.query(tables);
  await database.query(snippetText('Kafka outbox: table (PostgreSQL)'));
  await cluster.topics.create(topic);
  const shop = await app(), { clients } = (await cluster.leader(topic)).network;
  const order = async (by: typeof shop, ids: readonly string[]): Promise<void> => {
    for (const id of ids) await by.call(call, id, `three books for ${id}`).catch(() => { /* It was killed. */ });
  };

  let messages = 0, killed = false;
  clients.judge = frame => {
    if (frame.side !== side || frame.api !== API.produce || ++messages < 5) return 'pass';
    void shop.kill().then(() => { killed = true; });
    return 'cut';
  };
  await order(shop, orders(1, 5));
  await until('the process is killed', () => killed);
  clients.mend();

  await order(await app(), orders(6, 20));
  await until('nothing waits in the outbox', async () => (await database.query('SELECT count(*) FROM outbox WHERE sent_at IS NULL'))[0][0] === '0');
  return (await database.query(done)).map(([id]) => id);
}
