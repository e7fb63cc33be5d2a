import { Kafka } from 'kafkajs';
import { charge, type Payment } from './bank';

const kafka = new Kafka({ clientId: 'late-payments', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'late-payments' });
const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });

/** Charges what could not be charged before. */
export async function start(): Promise<void> {
  await consumer.subscribe({ topics: ['late-payments'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      if (Number(message.headers?.attempt ?? 1) > 5) {
        await producer.send({ topic: 'late-payments-dlq', messages: [{ key: message.key, value: message.value }] });
        return;
      }
      await charge(JSON.parse(String(message.value)) as Payment);
    },
  });
}
