import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
import { checkSequence } from './check-sequence';
import { inTransaction } from './outbox';

const consumer = new Kafka({ brokers: ['kafka:9092'] }).consumer({ groupId: 'stock' });
const pool = new Pool();

export async function start(): Promise<void> {
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
  await consumer.run({
    eachMessage: payload => inTransaction(pool, async client => {
      if (await checkSequence(client, payload) === 'duplicate') return;
      await client.query('UPDATE stock SET remaining = remaining - 1 WHERE item = $1', [payload.message.key?.toString()]);
    }),
  });
}
