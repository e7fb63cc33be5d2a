import { Kafka } from 'kafkajs';

const kafka = new Kafka({ clientId: 'shop', brokers: ['kafka-1:9092', 'kafka-2:9092', 'kafka-3:9092'] });
const producer = kafka.producer();

export async function placeOrder(order: { id: string; total: number }): Promise<void> {
  await producer.connect();
  producer.send({
    topic: 'orders',
    acks: 1,
    messages: [{ key: order.id, value: JSON.stringify(order) }],
  });
}
