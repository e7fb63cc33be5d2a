import { Kafka, type KafkaMessage } from 'kafkajs';

const kafka = new Kafka({ clientId: 'payments', brokers: ['localhost:9092'] });
const producer = kafka.producer();

/** Keeps a record that could not be handled; throws if it cannot be kept, so that the record is delivered again. */
export async function deadLetter(topic: string, { key, value }: KafkaMessage, error: unknown): Promise<void> {
  await producer.send({ topic: `${topic}.dead-letter`, messages: [{ key, value, headers: { error: String(error) } }] });
}
