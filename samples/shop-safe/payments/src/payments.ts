import { Kafka } from 'kafkajs';
import { charge, type Payment } from './bank';
import { deadLetter } from './dead-letter';

const kafka = new Kafka({ clientId: 'payments', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'payments' });

/** Charges every order that was placed. */
export async function start(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      try {
        await charge(JSON.parse(String(message.value)) as Payment);
      } catch (error) {
        await deadLetter(topic, message, error);
      }
    },
  });
}
