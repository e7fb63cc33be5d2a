import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUntilKilled } from '../faults/consuming';
import { whether } from '../system/until';

/** Over librdkafka a commit that was waited for is only queued; it arrives while the work lasts. */
export const experiment: Experiment = {
  id: 'commit-before-processing-confluent',
  rule: 'commit-before-processing',
  case: 'confluent-kafka-javascript: committed first',
  client: 'confluent-kafka-javascript',
  entry: 'src/payments.ts',
  fault: 'the consumer is killed while it works on the 5th message, whose commit has arrived, and started again',
  claims: 'lost',

  async run(stage) {
    const messages = await waiting(stage, 20), { topics } = stage.cluster;
    // With the fix it never is.
    const committed = () => whether(async () => await topics.committed('payments', 'orders') === 5n, 3);
    await workUntilKilled(stage, await stage.app(), { call: 'start', at: 5, group: 'payments', lasts: committed });
    await workToTheEnd(stage, await stage.app(), { call: 'start', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
