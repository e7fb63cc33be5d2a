import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUnfinished } from '../faults/consuming';

const spring = { 'spring.kafka.listener.ack-mode': 'manual_immediate' };

/** A pool has the records, and all of them are acknowledged. */
export const experiment: Experiment = {
  id: 'detached-work-spring',
  rule: 'detached-work',
  case: 'Spring: acknowledged right after the hand-over',
  client: 'spring-kafka',
  entry: 'shop.OrderListener',
  fault: 'four messages are worked on, the other works run or wait when the consumer is killed and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUnfinished(stage, await stage.app({ spring }), { call: 'start', topic: 'orders', group: 'payments', done: 4, patience: 10 });
    await workToTheEnd(stage, await stage.app({ spring }), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
