import type { Experiment } from '../experiment';
import { nameIn, orders } from '../ledger';
import { workFailing } from '../faults/consuming';

/** Ten attempts are over in a moment, and a log line is all that stays. */
export const experiment: Experiment = {
  id: 'no-dead-letter-spring',
  rule: 'no-dead-letter',
  case: 'A listener with the default error handler',
  instead: { case: 'A bean that publishes to the dead-letter topic' },
  client: 'spring-kafka',
  entry: 'shop.OrderListener',
  fault: 'the work for the 5th message fails at each attempt; lost is what is neither worked on nor in the dead-letter topic',
  claims: 'lost',

  async run(stage) {
    const { cluster, ledger } = stage, messages = orders(1, 20);
    for (const topic of ['orders', 'orders-dlt']) await cluster.topics.create(topic);
    await cluster.topics.fill('orders', messages);
    await workFailing(stage, { call: 'start', topic: 'orders', group: 'payments', message: 'order-5', times: 'always' });
    ledger.processed.push(...(await cluster.topics.read('orders-dlt')).map(({ value }) => nameIn(value)));
    return ledger.againstWork(messages);
  },
};
