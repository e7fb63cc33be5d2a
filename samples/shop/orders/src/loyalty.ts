import { kafka } from './kafka.js';

const producer = kafka.producer({ transactionalId: 'loyalty-1', idempotent: true, maxInFlightRequests: 1 });
const plain = kafka.producer();
const consumer = kafka.consumer({ groupId: 'loyalty' });

const late = (ms: number) => new Promise<never>((_, reject) => setTimeout(() => reject(new Error('late')), ms));

/** Books points, and the greeting that goes with them. */
export async function book(points: string, greeting: string): Promise<boolean> {
  const transaction = await producer.transaction();
  try {
    await transaction.send({ topic: 'points', messages: [{ value: points }] });
    await producer.send({ topic: 'greetings', messages: [{ value: greeting }] });
    await transaction.commit();
    return true;
  } catch (error) {
    console.error('no points', error);
    return false;
  }
}

/** Tells partners about points. */
export async function tell(value: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await Promise.race([plain.send({ topic: 'partners', messages: [{ value }] }), late(5000)]);
      return;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** Points for each payment. */
export async function start(): Promise<void> {
  await consumer.subscribe({ topics: ['payments'], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const transaction = await producer.transaction();
      try {
        await transaction.send({ topic: `points-of-${String(message.key)}`, messages: [{ value: message.value }] });
        await transaction.commit();
      } catch (error) {
        await transaction.abort();
        await plain.send({ topic: 'payments-later', messages: [{ key: message.key, value: message.value }] });
        throw error;
      }
      await consumer.commitOffsets([{ topic, partition, offset: (BigInt(message.offset) + 1n).toString() }]);
    },
  });
}
