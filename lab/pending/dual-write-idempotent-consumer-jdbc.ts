import type { Experiment } from '../experiment';
import { killedAsItCommits } from '../faults/redelivery';

const consumer = { 'group.id': 'stock', 'enable.auto.commit': 'false', 'auto.offset.reset': 'earliest' };

/** The effects are there, and the process dies before their records are committed; so they come again. */
export const experiment: Experiment = {
  id: 'dual-write-idempotent-consumer-jdbc',
  rule: 'dual-write',
  case: 'Poll loop: it only writes',
  instead: { snippets: { 'src/main/java/com/example/stock/StockHandler.java': 'Kafka idempotent consumer (kafka-clients, JDBC)' }, shop: 'StockConsumer.java' },
  client: 'kafka-clients-jdbc',
  entry: 'shop.StockConsumer',
  fault: 'the consumer is killed as it commits, after the effects of the messages, and started again; counted are effects in the database',
  claims: 'doubled',
  run: stage => killedAsItCommits(stage, { consumer }),
};
