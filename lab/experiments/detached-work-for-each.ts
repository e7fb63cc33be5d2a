import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUnfinished } from '../faults/consuming';

/** The batch is done when `forEach` has returned, and its end is committed while the works run. */
export const experiment: Experiment = {
  id: 'detached-work-for-each',
  rule: 'detached-work',
  case: 'kafkajs: `forEach` with an async function',
  client: 'kafkajs',
  entry: 'src/payments.ts',
  fault: 'four messages are worked on, the other works still run when the consumer is killed and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUnfinished(stage, await stage.app(), { call: 'start', topic: 'orders', group: 'payments', done: 4, patience: 8 });
    await workToTheEnd(stage, await stage.app(), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
