import { kafka } from './kafka.js';

const producer = kafka.producer({ transactionalId: 'loyalty-1', idempotent: true, maxInFlightRequests: 1 });
const plain = kafka.producer();
const consumer = kafka.consumer({ groupId: 'loyalty' });

/** Books points, and the greeting that goes with them. */
export async function book(points: string, greeting: string): Promise<boolean> {
  const transaction = await producer.transaction();
  try {
    await transaction.send({ topic: 'points', messages: [{ value: points }] });
    await transaction.send({ topic: 'greetings', messages: [{ value: greeting }] });
    await transaction.commit();
    return true;
  } catch (error) {
    console.error('no points', error);
    await transaction.abort();
    return false;
  }
}

/** Tells partners about points. */
export async function tell(value: string): Promise<void> {
  await plain.send({ topic: 'partners', messages: [{ value }] });
}

/** Points for each payment. */
export async function start(): Promise<void> {
  await consumer.subscribe({ topics: ['payments'], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const transaction = await producer.transaction();
      try {
        await transaction.send({ topic: `points-of-${String(message.key)}`, messages: [{ key: message.key, value: message.value }] });
        const offset = (BigInt(message.offset) + 1n).toString();
        await transaction.sendOffsets({ consumerGroupId: 'loyalty', topics: [{ topic, partitions: [{ partition, offset }] }] });
        await transaction.commit();
      } catch (error) {
        await transaction.abort();
        throw error;
      }
    },
  });
}
