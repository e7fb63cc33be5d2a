import type { Experiment } from '../experiment';

/** A broker is stopped as for an update; its leaderships move, and a send meets the move. */
export const experiment: Experiment = {
  id: 'retries-off-leader',
  rule: 'retries-off',
  case: 'kafkajs: off for the producer',
  client: 'kafkajs',
  entry: 'src/orders.ts',
  fault: 'the leader is stopped in order, as for an update, and comes back; each order that was handed over counts, as nobody here tries again',
  claims: 'lost',

  async run({ cluster, ledger, app, countTopic }) {
    await cluster.topics.create('orders');
    const shop = await app(), leader = await cluster.leader('orders'), handedOver: string[] = [];
    const publish = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time++) {
        const order = `order-${handedOver.length + 1}`;
        handedOver.push(order);
        await ledger.publish(shop, 'publish', [order]);
      }
    };
    await publish(50);
    let stopped = false;
    const stop = leader.stop().then(() => { stopped = true; });
    while (!stopped) await publish(1);
    await stop;
    await publish(50);
    await cluster.whole();
    return countTopic('orders', handedOver);
  },
};
