import type { Experiment } from '../experiment';
import { waiting, workUntilItReads } from '../faults/consuming';

/** A new group begins at the end. */
export const experiment: Experiment = {
  id: 'offset-reset-latest-java',
  rule: 'offset-reset-latest',
  case: 'Java: latest, or left out',
  client: 'kafka-clients',
  entry: 'shop.Payments',
  fault: 'none: 20 messages are written before the group is there for the first time',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUntilItReads(stage, await stage.app(), { call: 'leftOut', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
