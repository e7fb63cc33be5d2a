import { publish } from '@shop/kafka';

export function quick(): void {
  publish('orders', '1', {});
}
