import type { Experiment } from '../experiment';
import { leaderAlone } from '../faults/alone';

/** "All replicas in sync" is one replica, and its disk dies. */
export const experiment: Experiment = {
  id: 'min-insync-replicas-one-disk',
  rule: 'min-insync-replicas-one',
  case: 'kafkajs: a topic that code creates, and the producer that trusts it',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  kafka: ['4', '3'],
  fault: 'both followers stand still; the leader, the only replica in sync, is killed, loses its disk, and comes back with an empty one; where Kafka then chooses no leader, one is chosen by hand',
  claims: 'lost',

  async run(stage) {
    const { cluster, countTopic } = stage;
    const { leader, followers, rest, ledAgain } = await leaderAlone(stage, 'src/topics.ts');
    await leader.loseDisk();
    for (const follower of followers) follower.resume();
    await cluster.whole();
    await ledAgain(cluster.brokers);
    await rest;
    return countTopic('orders');
  },
};
