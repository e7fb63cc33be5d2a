import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
import { addNumbered } from './add-numbered';
import { inTransaction } from './outbox';
import { OutboxRelay } from './relay';

const pool = new Pool();
const producer = new Kafka({ brokers: ['kafka:9092'] }).producer({ idempotent: true, maxInFlightRequests: 1 });
const relay = new OutboxRelay(pool, producer);

export async function create(id: string): Promise<void> {
  await inTransaction(pool, client => addNumbered(client, 'orders', 'books', { id }));
}

export async function createInVain(id: string): Promise<void> {
  await inTransaction(pool, async client => {
    await addNumbered(client, 'orders', 'books', { id });
    throw new Error('there are no books of this kind');
  });
}

export function startRelay(): void {
  relay.start();
}
