import type { Experiment, Shop } from '../experiment';
import { SPRING_CHECKING, vanished } from '../faults/gaps';

/** Numbers its messages in the transaction of each. */
const NUMBERING: Shop = {
  snippets: { 'src/main/java/com/example/outbox/NumberedOutbox.java': 'Kafka sequence: number the messages (JdbcTemplate)' },
  shop: 'NumberingService.java',
};
const RELAYING: Shop = { snippets: { 'src/main/java/com/example/outbox/OutboxRelay.java': 'Kafka outbox: scheduled relay with retries (Spring)' } };

/** Rows vanish from the outbox; the offsets of the topic know nothing of it. */
export const experiment: Experiment = {
  id: 'dual-write-sequence-outbox-spring',
  rule: 'dual-write',
  case: 'Spring: a listener that only writes',
  instead: SPRING_CHECKING,
  client: 'spring-kafka-jdbc',
  entry: 'com.example.stock.StockListener',
  fault: 'three rows of a numbered outbox are deleted unsent, six other transactions are rolled back; counted is what is missing and not reported, or reported and not missing',
  claims: 'lost',
  run: stage => vanished(stage, () => stage.app({ shop: NUMBERING, entry: 'shop.NumberingService' }),
    async () => (await stage.app({ shop: RELAYING, entry: 'com.example.outbox.OutboxRelay' })).call('start')),
};
