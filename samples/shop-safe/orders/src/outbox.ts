import type { Pool, PoolClient } from 'pg';
import { kafka } from './kafka';
import type { Order } from './order';

const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });

export async function connect(): Promise<void> {
  await producer.connect();
}

/** Writes down what happened to an order, in the transaction that makes it happen. */
export async function announce(transaction: PoolClient, type: string, order: Order): Promise<void> {
  await transaction.query('INSERT INTO outbox (topic, key, value) VALUES ($1, $2, $3)', ['orders', order.id, JSON.stringify({ type, order })]);
}

/** Sends what is waiting, oldest first; a row stays until the brokers have its message. */
export async function relay(database: Pool): Promise<void> {
  const { rows } = await database.query('SELECT id, topic, key, value FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 100');
  for (const row of rows) {
    await producer.send({ topic: row.topic, messages: [{ key: row.key, value: row.value }] });
    await database.query('UPDATE outbox SET sent_at = now() WHERE id = $1', [row.id]);
  }
}
