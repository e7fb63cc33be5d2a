import type { Experiment } from '../experiment';
import { waiting, workFailing } from '../faults/consuming';

/** The exception leaves the loop, and closing the consumer on the way commits the whole batch. */
export const experiment: Experiment = {
  id: 'auto-commit-close',
  rule: 'auto-commit',
  case: 'Java: on by default, handled in the loop',
  instead: { case: 'Java: off, committed after the batch, and closed by a failure' },
  client: 'kafka-clients',
  entry: 'shop.Payments',
  fault: 'the work for the 5th message of a batch fails once, and the program, which ends by it, is started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workFailing(stage, { call: 'run', topic: 'orders', group: 'payments', message: 'order-5', times: 1 });
    return stage.ledger.againstWork(messages);
  },
};
