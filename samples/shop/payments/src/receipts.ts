import { Kafka } from 'kafkajs';
import { receipt, type Payment } from './bank';

const kafka = new Kafka({ clientId: 'receipts', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'receipts' });

/** Sends a receipt for every payment. */
export async function start(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['payments'], fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch, resolveOffset, heartbeat, isRunning }) => {
      for (const message of batch.messages) {
        if (!isRunning()) break;
        await receipt(JSON.parse(String(message.value)) as Payment);
        resolveOffset(message.offset);
        await heartbeat();
      }
    },
  });
}
