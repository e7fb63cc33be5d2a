import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
import { createOrder } from './outbox';
import { OutboxRelay } from './relay';

const pool = new Pool();
const producer = new Kafka({ brokers: ['kafka:9092'] }).producer({ idempotent: true, maxInFlightRequests: 1 });
const relay = new OutboxRelay(pool, producer);

producer.on(producer.events.CONNECT, () => relay.start());

export async function create(id: string, body: string): Promise<void> {
  const order = { id, body };
  await createOrder(pool, order);
}
