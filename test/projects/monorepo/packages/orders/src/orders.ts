import { publish, publishAll } from '@shop/kafka';

export interface Order {
  id: string;
  customer: string;
}

export async function place(order: Order): Promise<void> {
  publish('orders', order.id, order);
}

export async function placeAll(orders: Order[]): Promise<void> {
  await publishAll('orders', orders);
}

export function cancel(order: Order): void {
  publish('cancellations', order.id, order).catch((error) => console.error(error));
}

export async function ship(order: Order): Promise<void> {
  await publish('shipments', order.id, order);
}
