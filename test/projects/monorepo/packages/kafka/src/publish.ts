import { kafka } from './client';

const producer = kafka.producer();
let connected: Promise<void> | undefined;

/** Sends one event; rejects when the brokers do not have it. */
export async function publish(topic: string, key: string, event: unknown): Promise<void> {
  await (connected ??= producer.connect());
  await producer.send({ topic, messages: [{ key, value: JSON.stringify(event) }] });
}

export async function publishAll(topic: string, events: { id: string }[]): Promise<void> {
  await Promise.all(events.map((event) => publish(topic, event.id, event)));
}
