import { Kafka } from 'kafkajs';
import { refund, type Payment } from './bank';
import { deadLetter } from './dead-letter';

const kafka = new Kafka({ clientId: 'refunds', brokers: ['localhost:9092'] });
const consumer = kafka.consumer({ groupId: 'refunds' });

/** Gives the money of cancelled orders back. */
export async function start(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['cancellations'], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      try {
        await refund(JSON.parse(String(message.value)) as Payment);
      } catch (error) {
        await deadLetter(topic, message, error);
      }
      await consumer.commitOffsets([{ topic, partition, offset: (BigInt(message.offset) + 1n).toString() }]);
    },
  });
}
