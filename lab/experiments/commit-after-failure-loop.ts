import type { Experiment } from '../experiment';
import { waiting, workFailing } from '../faults/consuming';

const consumer = { 'group.id': 'payments', 'enable.auto.commit': 'false', 'auto.offset.reset': 'earliest' };

/** The next poll gives what comes after the failed batch, and its commit covers both. */
export const experiment: Experiment = {
  id: 'commit-after-failure-loop',
  rule: 'commit-after-failure',
  case: 'Poll loop: the loop goes on past the failed batch',
  client: 'kafka-clients',
  entry: 'shop.Payments',
  fault: 'the work for the 5th message of a batch fails once; whoever ends is started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workFailing(stage, { call: 'run', topic: 'orders', group: 'payments', message: 'order-5', times: 1, surroundings: { consumer } });
    return stage.ledger.againstWork(messages);
  },
};
