import { Kafka } from 'kafkajs';
import { dispute, type Payment } from './bank';

const kafka = new Kafka({ clientId: 'disputes', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'disputes' });

/** Tells the bank of payments that are in dispute. */
export async function start(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['complaints'], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      await dispute(JSON.parse(String(message.value)) as Payment);
    },
  });
}
