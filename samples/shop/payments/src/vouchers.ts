import { Kafka } from 'kafkajs';
import { redeem, type Payment } from './bank';

const kafka = new Kafka({ clientId: 'vouchers', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'vouchers' });

/** Redeems the vouchers with which people pay. */
export async function start(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['vouchers'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      await redeem(JSON.parse(String(message.value)) as Payment);
    },
  });
  await consumer.disconnect();
}
