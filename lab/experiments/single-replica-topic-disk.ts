import type { Experiment } from '../experiment';
import { createdByCase } from '../faults/own-topics';
import { orders } from '../ledger';

/** The only copy of a partition is on a disk that dies. */
export const experiment: Experiment = {
  id: 'single-replica-topic-disk',
  rule: 'single-replica-topic',
  case: 'kafkajs: one replica',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  kafka: ['4', '3'],
  fault: 'one of three brokers is killed and loses its disk, after all is acknowledged',
  claims: 'lost',

  async run(stage) {
    const { cluster, ledger, app, countTopic } = stage;
    await createdByCase(stage, 'src/topics.ts');
    await ledger.publish(await app(), 'publish', orders(1, 100));
    await (await cluster.leader('orders')).loseDisk();
    await cluster.whole();
    return countTopic('orders');
  },
};
