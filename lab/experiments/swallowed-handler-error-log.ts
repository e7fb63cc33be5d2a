import type { Experiment } from '../experiment';
import { waiting, workFailing } from '../faults/consuming';

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
    const messages = await waiting(stage, 20);
    await workFailing(stage, { call: 'start', topic: 'orders', group: 'payments', message: 'order-5', times: 1 });
    return stage.ledger.againstWork(messages);
  },
};
