import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUntilKilled } from '../faults/consuming';

/** `"4" + 1` is `"41"`: the restarted consumer begins there. */
export const experiment: Experiment = {
  id: 'off-by-one-commit-text',
  rule: 'off-by-one-commit',
  case: 'kafkajs: text plus one',
  client: 'kafkajs',
  entry: 'src/payments.js',
  fault: 'the consumer is restarted after the commit of the 5th message',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 100);
    await workUntilKilled(stage, await stage.app(), { call: 'start', at: 6, group: 'payments' });
    await workToTheEnd(stage, await stage.app(), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
