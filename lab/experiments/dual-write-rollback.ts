import type { Experiment } from '../experiment';
import { nameIn } from '../ledger';
import { OUTBOX, orderUntilKilled } from '../faults/ordering';

/** The message is out, and the process dies before the commit of what it tells of. */
export const experiment: Experiment = {
  id: 'dual-write-rollback',
  rule: 'dual-write',
  case: 'kafkajs and pg: inside the transaction, which may still roll back',
  instead: OUTBOX,
  client: 'kafkajs-pg',
  entry: 'src/orders.ts',
  fault: 'the process is killed between the message of the 5th order and the commit, and started again; counted are messages without a row',
  claims: 'lost',

  async run(stage) {
    const { cluster, ledger } = stage, rows = await orderUntilKilled(stage, 'response');
    ledger.processed.push(...rows);
    return ledger.againstWork((await cluster.topics.read('orders')).map(({ value }) => nameIn(value)));
  },
};
