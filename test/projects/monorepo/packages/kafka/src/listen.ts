import { kafka } from './client';

export type Handler = (event: unknown) => Promise<void>;

/** Hands every event of a topic to `handle`. */
export async function listen(topic: string, groupId: string, handle: Handler): Promise<void> {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      try {
        await handle(JSON.parse(String(message.value)));
      } catch (error) {
        console.error(`${groupId} could not handle a message of ${topic}`, error);
      }
    },
  });
}
