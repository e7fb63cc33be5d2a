import type { Experiment } from '../experiment';
import { killedAsItCommits } from '../faults/redelivery';

/** The effects are there, and the process dies before their messages are committed; so they come again. */
export const experiment: Experiment = {
  id: 'dual-write-idempotent-consumer',
  rule: 'dual-write',
  case: 'kafkajs: a handler that only writes',
  instead: { snippets: { 'src/consume-once.ts': 'Kafka idempotent consumer (kafkajs, pg)' }, shop: 'idempotent-consumer.ts' },
  client: 'kafkajs-pg',
  entry: 'src/stock.ts',
  fault: 'the consumer is killed as it commits, after the effects of the messages, and started again; counted are effects in the database',
  claims: 'doubled',
  run: stage => killedAsItCommits(stage),
};
