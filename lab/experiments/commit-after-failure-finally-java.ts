import type { Experiment } from '../experiment';
import { waiting, workFailing } from '../faults/consuming';

const consumer = { 'group.id': 'payments', 'enable.auto.commit': 'false', 'auto.offset.reset': 'earliest' };

/** The failure ends the loop, and what stands in `finally` commits the whole batch on the way out. */
export const experiment: Experiment = {
  id: 'commit-after-failure-finally-java',
  rule: 'commit-after-failure',
  case: 'Poll loop: `finally` commits on the way out',
  instead: { case: 'Poll loop: `finally` only closes' },
  client: 'kafka-clients',
  entry: 'shop.Payments',
  fault: 'the work for the 5th message of a batch fails once, and the program, which ends by it, is started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workFailing(stage, { call: 'run', topic: 'orders', group: 'payments', message: 'order-5', times: 1, surroundings: { consumer } });
    return stage.ledger.againstWork(messages);
  },
};
