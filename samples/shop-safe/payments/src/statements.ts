import { Kafka } from 'kafkajs';
import { statement, type Payment } from './bank';

const kafka = new Kafka({ clientId: 'statements', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'statements' });

/** Writes payments into the statements of accounts, a batch at once. */
export async function start(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['payments'], fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch }) => {
      await Promise.all(batch.messages.map(async message => {
        await statement(JSON.parse(String(message.value)) as Payment);
      }));
    },
  });
}
