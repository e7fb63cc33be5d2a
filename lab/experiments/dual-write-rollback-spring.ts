import type { Experiment } from '../experiment';
import { nameIn } from '../ledger';
import { CANCEL, orderUntilKilled, SPRING_OUTBOX } from '../faults/ordering';

/** The message is out, and the process dies before the commit of what it tells of. */
export const experiment: Experiment = {
  id: 'dual-write-rollback-spring',
  rule: 'dual-write',
  case: 'JdbcTemplate: the send is in another class',
  instead: SPRING_OUTBOX,
  client: 'spring-kafka-jdbc',
  entry: 'shop.OrderService',
  fault: 'the process is killed between the message of the 5th cancellation and the commit around it, and started again; counted are messages of cancellations that are not in the database',
  claims: 'lost',

  async run(stage) {
    const { cluster, ledger } = stage, rows = await orderUntilKilled(stage, 'response', CANCEL);
    ledger.processed.push(...rows);
    return ledger.againstWork((await cluster.topics.read(CANCEL.topic)).map(({ value }) => nameIn(value)));
  },
};
