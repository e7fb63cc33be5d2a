import { kafka } from './kafka';
import type { Order } from './order';

const producer = kafka.producer({
  allowAutoTopicCreation: true,
  retry: { retries: 0 },
});

export async function connect(): Promise<void> {
  await producer.connect();
}

/** Tells the other services what happened to an order. */
export async function publish(type: string, order: Order): Promise<void> {
  await producer.send({
    topic: 'orders',
    acks: 1,
    messages: [{ key: order.id, value: JSON.stringify({ type, order }) }],
  });
}

/** The same, for callers that must not fail. */
export async function announce(type: string, order: Order): Promise<void> {
  try {
    await publish(type, order);
  } catch (error) {
    console.error(`could not announce ${type} of order ${order.id}`, error);
  }
}
