import { Kafka } from 'kafkajs';
import { Pool } from 'pg';

const kafka = new Kafka({ clientId: 'balances', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'balances' });
const database = new Pool();

/** Keeps the balance of each customer. */
export async function start(): Promise<void> {
  await consumer.subscribe({ topics: ['credits'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      await database.query('UPDATE balances SET balance = balance + $1 WHERE customer = $2', [Number(message.value), String(message.key)]);
    },
  });
}
