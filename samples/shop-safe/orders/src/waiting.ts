import { Pool } from 'pg';
import { kafka } from './kafka';

const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });

/** Sends the reminders that wait in the outbox. */
export async function remind(database: Pool): Promise<void> {
  const { rows } = await database.query('SELECT id, key, value FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 100');
  for (const row of rows) {
    await producer.send({ topic: 'reminders', messages: [{ key: row.key, value: row.value }] });
    await database.query('UPDATE outbox SET sent_at = now() WHERE id = $1', [row.id]);
  }
}
