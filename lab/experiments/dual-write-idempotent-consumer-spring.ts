import type { Experiment } from '../experiment';
import { killedAsItCommits } from '../faults/redelivery';

/** The effects are there, and the process dies before their records are committed; so they come again. */
export const experiment: Experiment = {
  id: 'dual-write-idempotent-consumer-spring',
  rule: 'dual-write',
  case: 'Spring: a listener that only writes',
  instead: { snippets: { 'src/main/java/com/example/stock/StockListener.java': 'Kafka idempotent consumer (Spring)' } },
  client: 'spring-kafka-jdbc',
  entry: 'com.example.stock.StockListener',
  fault: 'the consumer is killed as it commits, after the effects of the messages, and started again; counted are effects in the database',
  claims: 'doubled',
  run: stage => killedAsItCommits(stage),
};
