import type { Experiment } from '../experiment';
import { orders } from '../ledger';

/** The program ends well, and its record is still in the buffer. */
export const experiment: Experiment = {
  id: 'unflushed-producer-main',
  rule: 'unflushed-producer',
  case: 'kafka-clients: main sends and returns',
  client: 'kafka-clients',
  entry: 'shop.SendOrder',
  fault: 'none: the program returns from `main`, five times',
  claims: 'lost',

  async run({ cluster, ledger, program, countTopic }) {
    await cluster.topics.create('orders');
    for (const order of orders(1, 5)) (await program(order) === 0 ? ledger.acknowledged : ledger.refused).push(order);
    return countTopic('orders');
  },
};
