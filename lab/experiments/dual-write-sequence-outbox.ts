import type { Experiment, Shop } from '../experiment';
import { CHECKING, vanished } from '../faults/gaps';

/** Numbers its messages in the transaction of each, and relays them. */
const NUMBERING: Shop = {
  snippets: {
    'src/outbox.ts': 'Kafka outbox: write in the same transaction (pg)',
    'src/add-numbered.ts': 'Kafka sequence: number the messages (pg)',
    'src/relay.ts': 'Kafka outbox: scheduled relay with retries (kafkajs, pg)',
  },
  shop: 'numbering.ts',
};

/** Rows vanish from the outbox; the offsets of the topic know nothing of it. */
export const experiment: Experiment = {
  id: 'dual-write-sequence-outbox',
  rule: 'dual-write',
  case: 'kafkajs: a handler that only writes',
  instead: CHECKING,
  client: 'kafkajs-pg',
  entry: 'src/stock.ts',
  fault: 'three rows of a numbered outbox are deleted unsent, six other transactions are rolled back; counted is what is missing and not reported, or reported and not missing',
  claims: 'lost',
  run: stage => vanished(stage, () => stage.app({ shop: NUMBERING }), shop => shop.call('startRelay')),
};
