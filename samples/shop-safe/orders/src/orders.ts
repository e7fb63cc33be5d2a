import { Pool, type PoolClient } from 'pg';
import type { Order } from './order';
import { announce } from './outbox';

const database = new Pool();

export async function place(order: Order): Promise<void> {
  await inTransaction(async (transaction) => {
    await transaction.query('INSERT INTO orders (id, customer, amount) VALUES ($1, $2, $3)', [order.id, order.customer, order.amount]);
    await announce(transaction, 'placed', order);
  });
}

export async function cancel(order: Order): Promise<void> {
  await inTransaction(async (transaction) => {
    await transaction.query('DELETE FROM orders WHERE id = $1', [order.id]);
    await announce(transaction, 'cancelled', order);
  });
}

async function inTransaction(work: (transaction: PoolClient) => Promise<void>): Promise<void> {
  const transaction = await database.connect();
  try {
    await transaction.query('BEGIN');
    await work(transaction);
    await transaction.query('COMMIT');
  } catch (error) {
    await transaction.query('ROLLBACK');
    throw error;
  } finally {
    transaction.release();
  }
}
