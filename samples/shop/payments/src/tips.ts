import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
import { charge, type Payment } from './bank';

const kafka = new Kafka({ clientId: 'tips', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'tips' });
const database = new Pool();

/** Charges each tip once. */
export async function start(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['tips'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { rowCount } = await database.query('INSERT INTO handled_messages (id) VALUES ($1) ON CONFLICT DO NOTHING', [String(message.key)]);
      if (rowCount === 1) await charge(JSON.parse(String(message.value)) as Payment);
    },
  });
}
