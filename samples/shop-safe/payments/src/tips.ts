import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
import { charge, type Payment } from './bank';

const kafka = new Kafka({ clientId: 'tips', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'tips' });
const database = new Pool();

/** Charges each tip once, and twice at most when the process stops in between. */
export async function start(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['tips'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const id = String(message.key);
      const { rows } = await database.query('SELECT id FROM handled_messages WHERE id = $1', [id]);
      if (rows.length > 0) return;
      await charge(JSON.parse(String(message.value)) as Payment);
      await database.query('INSERT INTO handled_messages (id) VALUES ($1)', [id]);
    },
  });
}
