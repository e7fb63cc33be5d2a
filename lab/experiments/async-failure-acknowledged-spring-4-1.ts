import type { Experiment } from '../experiment';
import { waiting, workFailingUntilTriedAgain, workToTheEnd } from '../faults/consuming';

/** The error handler is asked, but the offset is committed by then. */
export const experiment: Experiment = {
  id: 'async-failure-acknowledged-spring-4-1',
  rule: 'async-failure-acknowledged',
  case: 'Spring 4.1: committed before it is tried again',
  client: 'spring-kafka-4.1',
  entry: 'shop.OrderListener',
  fault: 'the work for the 5th message fails, and the consumer is killed when it tries again, and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workFailingUntilTriedAgain(stage, await stage.app(), { call: 'start', group: 'payments', message: 'order-5' });
    await workToTheEnd(stage, await stage.app(), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
