import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUntilKilled } from '../faults/consuming';

/** The offset is committed, and the process is killed while it works on the record. */
export const experiment: Experiment = {
  id: 'commit-before-processing-kafkajs',
  rule: 'commit-before-processing',
  case: 'kafkajs: committed first',
  client: 'kafkajs',
  entry: 'src/payments.ts',
  fault: 'the consumer is killed while it works on the 5th message, and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUntilKilled(stage, await stage.app(), { call: 'start', at: 5, group: 'payments' });
    await workToTheEnd(stage, await stage.app(), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
