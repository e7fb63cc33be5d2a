import type { Experiment } from '../experiment';
import { orders } from '../ledger';
import { workFailing } from '../faults/consuming';

/** The handler returns as if all were well, and the message is not tried again. */
export const experiment: Experiment = {
  id: 'swallowed-handler-error-log',
  rule: 'swallowed-handler-error',
  case: 'kafkajs: the failure is only logged',
  client: 'kafkajs',
  entry: 'src/payments.ts',
  fault: 'the work for the 5th message fails once',
  claims: 'lost',

  async run(stage) {
    const messages = orders(1, 20);
    await stage.cluster.topics.create('orders');
    await stage.cluster.topics.fill('orders', messages);
    await workFailing(stage, { call: 'start', topic: 'orders', group: 'payments', message: 'order-5', times: 1 });
    return stage.ledger.againstWork(messages);
  },
};
