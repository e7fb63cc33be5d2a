import type { Experiment } from '../experiment';
import { waiting, workFailing } from '../faults/consuming';

/** The listener returns as if all were well, and so the retry topic never hears of the record. */
export const experiment: Experiment = {
  id: 'swallowed-handler-error-spring',
  rule: 'swallowed-handler-error',
  case: 'Spring: the failure is only logged',
  client: 'spring-kafka',
  entry: 'shop.OrderListener',
  fault: 'the work for the 5th message fails once',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workFailing(stage, { call: 'start', topic: 'orders', group: 'payments', message: 'order-5', times: 1, later: 6 });
    return stage.ledger.againstWork(messages);
  },
};
