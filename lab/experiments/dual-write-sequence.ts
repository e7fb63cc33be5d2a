import type { Experiment } from '../experiment';
import { snippetText } from '../snippets';
import { CHECKING, misreported } from '../faults/gaps';
import { Stock } from '../faults/stock';
import { until } from '../system/until';

const NUMBERED = 30, NEVER_SENT = [11, 12, 13];

/** Three messages are never sent, to a topic whose offsets have gaps everywhere; who notices which? */
export const experiment: Experiment = {
  id: 'dual-write-sequence',
  rule: 'dual-write',
  case: 'kafkajs: a handler that only writes',
  instead: CHECKING,
  client: 'kafkajs-pg',
  entry: 'src/stock.ts',
  fault: 'three messages are never sent, the others in a transaction each, so that every second offset is empty; counted is what is missing and not reported, or reported and not missing',
  claims: 'lost',

  async run(stage) {
    const { cluster, app } = stage, numbers = Array.from({ length: NUMBERED }, (_, i) => i + 1);
    const stock = await Stock.open(stage, ['books'], [snippetText('Kafka sequence: tables (PostgreSQL)')]);
    const messages = numbers.filter(number => !NEVER_SENT.includes(number))
      .map(number => ({ key: 'books', value: `order-${number}`, headers: { id: String(number), sequence: String(number) } }));
    await cluster.topics.create('orders');
    await cluster.topics.fillInTransactions('orders', messages);
    const offsets = (await cluster.topics.read('orders')).map(({ offset }) => offset);
    if (offsets.some((offset, i) => i > 0 && offset === offsets[i - 1] + 1n)) throw new Error('the offsets have no gaps');

    await (await app()).call('start');
    await until('all messages have their effect', async () => await stock.taken('books') === messages.length);
    return misreported(stock.database, NUMBERED, NEVER_SENT);
  },
};
