import type { Experiment } from '../experiment';
import { waiting, workFailingUntilKilled, workToTheEnd } from '../faults/consuming';

const spring = { 'spring.kafka.listener.ack-mode': 'manual_immediate' };

/** The failed record is on its way to the retry topic, and its offset is committed already. */
export const experiment: Experiment = {
  id: 'commit-after-failure-finally-spring',
  rule: 'commit-after-failure',
  case: 'Spring: acknowledged in `finally`',
  instead: { case: 'Spring: acknowledged as the last step' },
  client: 'spring-kafka',
  entry: 'shop.OrderListener',
  fault: 'the work for the 5th message fails, and the consumer (`ack-mode: manual_immediate`) is killed as the message leaves for its retry topic, and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workFailingUntilKilled(stage, await stage.app({ spring }), { call: 'start', group: 'payments', message: 'order-5' });
    await workToTheEnd(stage, await stage.app({ spring }), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
