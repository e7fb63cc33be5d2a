import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUnfinished } from '../faults/consuming';

/** The clock commits all that was polled, while the pool works on it. */
export const experiment: Experiment = {
  id: 'auto-commit-pool',
  rule: 'auto-commit',
  case: 'Java: on, and the records are given to a pool',
  instead: { case: 'Java: off, and the pool is waited for' },
  client: 'kafka-clients',
  entry: 'shop.Payments',
  fault: 'four messages are worked on, the other works run or wait when the consumer is killed and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUnfinished(stage, await stage.app(), { call: 'run', topic: 'orders', group: 'payments', done: 4, patience: 15 });
    await workToTheEnd(stage, await stage.app(), { call: 'run', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
