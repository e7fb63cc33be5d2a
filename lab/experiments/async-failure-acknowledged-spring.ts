import type { Experiment } from '../experiment';
import { waiting, workFailing } from '../faults/consuming';

/** The record of a failed future is acknowledged, and its error handler never hears of it. */
export const experiment: Experiment = {
  id: 'async-failure-acknowledged-spring',
  rule: 'async-failure-acknowledged',
  case: 'Spring: the future is returned',
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
