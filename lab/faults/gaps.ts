import type { App } from '../apps/app';
import type { Shop, Stage } from '../experiment';
import { orders, type Count } from '../ledger';
import { snippetText } from '../snippets';
import type { Postgres } from '../system/postgres';
import { until } from '../system/until';
import { Stock } from './stock';

const NUMBERED = 30, GONE = [11, 12, 13];
const TABLES = 'Kafka sequence: tables (PostgreSQL)';

/** A consumer that checks the numbers of its messages. */
export const CHECKING: Shop = {
  snippets: { 'src/outbox.ts': 'Kafka outbox: write in the same transaction (pg)', 'src/check-sequence.ts': 'Kafka sequence: check for gaps (kafkajs, pg)' },
  shop: 'sequence.ts',
};

/** The same in Spring. */
export const SPRING_CHECKING: Shop = {
  snippets: { 'src/main/java/com/example/stock/SequenceCheck.java': 'Kafka sequence: check for gaps (JdbcTemplate)' },
  shop: 'CheckingListener.java',
};

/** Three of 30 messages are never sent to a topic whose offsets have gaps everywhere; counts what is misreported. */
export async function neverSent(stage: Stage): Promise<Count> {
  const { cluster, app } = stage, numbers = Array.from({ length: NUMBERED }, (_, i) => i + 1);
  const stock = await Stock.open(stage, ['books'], [snippetText(TABLES)]);
  const messages = numbers.filter(number => !GONE.includes(number))
    .map(number => ({ key: 'books', value: `order-${number}`, headers: { id: String(number), sequence: String(number) } }));
  await cluster.topics.create('orders');
  await cluster.topics.fillInTransactions('orders', messages);
  const offsets = (await cluster.topics.read('orders')).map(({ offset }) => offset);
  if (offsets.some((offset, i) => i > 0 && offset === offsets[i - 1] + 1n)) throw new Error('the offsets have no gaps');

  await (await app()).call('start');
  await until('all messages have their effect', async () => await stock.taken('books') === messages.length);
  return misreported(stock.database);
}

/** Three of 30 rows vanish from a numbered outbox before it is relayed, and six other transactions are rolled back; counts what is misreported. */
export async function vanished(stage: Stage, numbering: () => Promise<App>, relay: (shop: App) => Promise<void>): Promise<Count> {
  const { cluster, app } = stage, messages = orders(1, NUMBERED);
  const stock = await Stock.open(stage, ['books'], ['Kafka outbox: table (PostgreSQL)', TABLES].map(snippetText));
  await cluster.topics.create('orders');
  const shop = await numbering();
  for (const [i, name] of messages.entries()) {
    await shop.call('create', name);
    if (i % 5 === 2) await shop.call('createInVain', `${name}-again`).catch(() => { /* As it should be. */ });
  }
  await stock.database.query(`DELETE FROM outbox WHERE sequence IN (${GONE.join()})`);
  await relay(shop);

  await (await app()).call('start');
  await until('all messages have their effect', async () => await stock.taken('books') === messages.length - GONE.length);
  return misreported(stock.database);
}

/** Counts as lost what is missing and not reported, or reported and not missing. */
async function misreported(database: Postgres): Promise<Count> {
  const gaps = await database.query('SELECT first_missing, last_missing FROM sequence_gaps');
  const reported = (number: number): boolean => gaps.some(([first, last]) => Number(first) <= number && number <= Number(last));
  const wrong = Array.from({ length: NUMBERED }, (_, i) => i + 1).filter(number => reported(number) !== GONE.includes(number));
  return { of: NUMBERED, lost: wrong.length, doubled: 0, reordered: 0 };
}
