import type { Experiment } from '../experiment';
import { leaderAlone } from '../faults/alone';

/** "All replicas in sync" is one replica, and it does not come back. */
export const experiment: Experiment = {
  id: 'min-insync-replicas-one-alone',
  rule: 'min-insync-replicas-one',
  case: 'kafkajs: a topic that code creates, and the producer that trusts it',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  kafka: ['4', '3'],
  fault: 'both followers stand still; the leader, the only replica in sync, is killed for good; the followers go on without it, by hand where Kafka does not let them',
  claims: 'lost',

  async run(stage) {
    const { cluster, countTopic } = stage;
    const { leader, followers, rest, ledAgain } = await leaderAlone(stage, 'src/topics.ts');
    await leader.kill();
    for (const follower of followers) follower.resume();
    await ledAgain(followers);
    await cluster.whole();
    await rest;
    return countTopic('orders');
  },
};
