import { Kafka } from 'kafkajs';
import { charge, type Payment } from './bank';

const kafka = new Kafka({ clientId: 'payments', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'payments' });

/** Charges every order that was placed. */
export async function start(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['orders'] });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const payment = JSON.parse(String(message.value)) as Payment;
      charge(payment).then(() => console.log(`charged order ${payment.order}`));
    },
  });
}
