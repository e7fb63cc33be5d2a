import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUntilKilled } from '../faults/consuming';

/** The try that fails commits on its way out; kafkajs tries again from memory, and whoever begins anew begins behind the message. */
export const experiment: Experiment = {
  id: 'commit-after-failure-finally',
  rule: 'commit-after-failure',
  case: 'kafkajs: `finally` commits',
  instead: { case: 'kafkajs: the commit is the last step of the work' },
  client: 'kafkajs',
  entry: 'src/payments.ts',
  fault: 'the work for the 5th message fails, and the consumer is killed when it tries again, and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUntilKilled(stage, await stage.app(), { call: 'start', at: 6, fails: 5, group: 'payments' });
    await workToTheEnd(stage, await stage.app(), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
