import type { Experiment } from '../experiment';
import { orderUntilKilled, SPRING_OUTBOX } from '../faults/ordering';

/** The row is there, and the process dies as the message leaves it. */
export const experiment: Experiment = {
  id: 'dual-write-outbox-spring',
  rule: 'dual-write',
  case: 'JDBC and kafka-clients: a prepared statement, then the message',
  instead: SPRING_OUTBOX,
  client: 'spring-kafka-jdbc',
  entry: 'shop.OrderService',
  fault: 'the process is killed between the row of the 5th order and its message, and started again; counted are rows without a message',
  claims: 'lost',

  async run(stage) {
    stage.ledger.acknowledged.push(...await orderUntilKilled(stage, 'request'));
    return stage.countTopic('orders');
  },
};
