import type { Experiment } from '../experiment';
import { waiting, workFailing } from '../faults/consuming';

const spring = { 'spring.kafka.listener.ack-mode': 'manual_immediate' };

/** The catch prints, and the acknowledgement behind it covers the failed record. */
export const experiment: Experiment = {
  id: 'commit-after-failure-spring',
  rule: 'commit-after-failure',
  case: 'Spring: acknowledged after a catch that prints',
  client: 'spring-kafka',
  entry: 'shop.OrderListener',
  fault: 'the work for the 5th message fails once',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workFailing(stage, { call: 'start', topic: 'orders', group: 'payments', message: 'order-5', times: 1, later: 6, surroundings: { spring } });
    return stage.ledger.againstWork(messages);
  },
};
