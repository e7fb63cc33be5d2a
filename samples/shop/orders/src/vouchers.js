import { kafka } from './kafka.js';

const producer = kafka.producer();

/** Hands out vouchers. */
export async function handOut(vouchers) {
  const messages = vouchers.map(voucher => ({ topic: 'vouchers', messages: [{ key: voucher.id, value: JSON.stringify(voucher) }] }));
  await producer.sendBatch({ messages });
}
