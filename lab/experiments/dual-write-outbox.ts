import type { Experiment } from '../experiment';
import { OUTBOX, orderUntilKilled } from '../faults/ordering';

/** The row is there, and the process dies as the message leaves it. */
export const experiment: Experiment = {
  id: 'dual-write-outbox',
  rule: 'dual-write',
  case: 'kafkajs and pg: the row first, then the message',
  instead: OUTBOX,
  client: 'kafkajs-pg',
  entry: 'src/orders.ts',
  fault: 'the process is killed between the row of the 5th order and its message, and started again; counted are rows without a message',
  claims: 'lost',

  async run(stage) {
    stage.ledger.acknowledged.push(...await orderUntilKilled(stage, 'request'));
    return stage.countTopic('orders');
  },
};
