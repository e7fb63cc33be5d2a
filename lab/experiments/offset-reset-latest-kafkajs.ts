import type { Experiment } from '../experiment';
import { waiting, workUntilItReads } from '../faults/consuming';

/** A new group begins at the end. */
export const experiment: Experiment = {
  id: 'offset-reset-latest-kafkajs',
  rule: 'offset-reset-latest',
  case: 'kafkajs: `fromBeginning` is false, or left out',
  client: 'kafkajs',
  entry: 'src/payments.ts',
  fault: 'none: 20 messages are written before the group is there for the first time',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUntilItReads(stage, await stage.app(), { call: 'leftOut', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
