import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
import { consumeOnce } from './consume-once';

const consumer = new Kafka({ brokers: ['kafka:9092'] }).consumer({ groupId: 'stock' });

export async function start(): Promise<void> {
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
  await consumeOnce(consumer, new Pool());
}
