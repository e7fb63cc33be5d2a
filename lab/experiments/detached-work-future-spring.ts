import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUnfinished } from '../faults/consuming';

/** Behind a retry topic this version does not see the future, and commits when the listener returns. */
export const experiment: Experiment = {
  id: 'detached-work-future-spring',
  rule: 'detached-work',
  case: 'Spring: a future that the version does not wait for',
  client: 'spring-kafka',
  entry: 'shop.OrderListener',
  fault: 'four messages are worked on, the other works run or wait when the consumer is killed and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUnfinished(stage, await stage.app(), { call: 'start', topic: 'orders', group: 'payments', done: 4, patience: 10 });
    await workToTheEnd(stage, await stage.app(), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
