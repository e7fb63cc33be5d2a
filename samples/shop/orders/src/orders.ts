import { Pool } from 'pg';
import { announce, publish } from './events';
import type { Order } from './order';

const database = new Pool();

export async function place(order: Order): Promise<void> {
  await database.query('INSERT INTO orders (id, customer, amount) VALUES ($1, $2, $3)', [order.id, order.customer, order.amount]);
  publish('placed', order);
}

export async function cancel(order: Order): Promise<void> {
  await database.query('DELETE FROM orders WHERE id = $1', [order.id]);
  await announce('cancelled', order);
}
