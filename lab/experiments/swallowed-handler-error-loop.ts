import type { Experiment } from '../experiment';
import { waiting, workFailing } from '../faults/consuming';

const TEXT = 'org.apache.kafka.common.serialization.StringDeserializer';
/** The `Properties` that the case is given. */
const producer = { 'group.id': 'payments', 'key.deserializer': TEXT, 'value.deserializer': TEXT };

/** The loop goes on, and automatic commits cover the failed record. */
export const experiment: Experiment = {
  id: 'swallowed-handler-error-loop',
  rule: 'swallowed-handler-error',
  case: 'Poll loop: the same where a failure ends the process, and nothing closes the consumer',
  client: 'kafka-clients',
  entry: 'shop.Payments',
  fault: 'the work for the 5th message fails once; whoever ends is started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workFailing(stage, { call: 'run', topic: 'orders', group: 'payments', message: 'order-5', times: 1, surroundings: { producer } });
    return stage.ledger.againstWork(messages);
  },
};
