import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUntilKilled } from '../faults/consuming';

const spring = { 'spring.kafka.listener.ack-mode': 'manual_immediate' };

/** Acknowledged is committed, and the process dies in the work behind it. */
export const experiment: Experiment = {
  id: 'commit-before-processing-spring',
  rule: 'commit-before-processing',
  case: 'Spring: acknowledged first',
  client: 'spring-kafka',
  entry: 'shop.OrderListener',
  fault: 'the consumer (`ack-mode: manual_immediate`) is killed while it works on the 5th message, and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUntilKilled(stage, await stage.app({ spring }), { call: 'start', at: 5, group: 'payments' });
    await workToTheEnd(stage, await stage.app({ spring }), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
