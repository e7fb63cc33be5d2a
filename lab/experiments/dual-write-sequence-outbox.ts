import type { Experiment, Shop } from '../experiment';
import { orders } from '../ledger';
import { snippetText } from '../snippets';
import { CHECKING, misreported } from '../faults/gaps';
import { Stock } from '../faults/stock';
import { until } from '../system/until';

const GONE = [11, 12, 13];

/** Numbers its messages in the transaction of each, and relays them. */
const NUMBERING: Shop = {
  snippets: {
    'src/outbox.ts': 'Kafka outbox: write in the same transaction (pg)',
    'src/add-numbered.ts': 'Kafka sequence: number the messages (pg)',
    'src/relay.ts': 'Kafka outbox: scheduled relay with retries (kafkajs, pg)',
  },
  shop: 'numbering.ts',
};

/** Rows vanish from the outbox; the offsets of the topic know nothing of it. */
export const experiment: Experiment = {
  id: 'dual-write-sequence-outbox',
  rule: 'dual-write',
  case: 'kafkajs: a handler that only writes',
  instead: CHECKING,
  client: 'kafkajs-pg',
  entry: 'src/stock.ts',
  fault: 'three rows of a numbered outbox are deleted unsent, six other transactions are rolled back; counted is what is missing and not reported, or reported and not missing',
  claims: 'lost',

  async run(stage) {
    const { cluster, app } = stage, messages = orders(1, 30);
    const stock = await Stock.open(stage, ['books'], ['Kafka outbox: table (PostgreSQL)', 'Kafka sequence: tables (PostgreSQL)'].map(snippetText));
    await cluster.topics.create('orders');
    const shop = await app({ shop: NUMBERING });
    for (const [i, name] of messages.entries()) {
      await shop.call('create', name);
      if (i % 5 === 2) await shop.call('createInVain', `${name}-again`).catch(() => { /* As it should be. */ });
    }
    await stock.database.query(`DELETE FROM outbox WHERE sequence IN (${GONE.join()})`);
    await shop.call('startRelay');

    await (await app()).call('start');
    await until('all messages have their effect', async () => await stock.taken('books') === messages.length - GONE.length);
    return misreported(stock.database, messages.length, GONE);
  },
};
