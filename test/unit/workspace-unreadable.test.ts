import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

/** What is said of handlers that leave a value which cannot be read to fail, also where that is only possible. */
async function told(path: string, text: string): Promise<string[]> {
  const session = openSession({ loadAsset });
  session.set(path, text);
  const { findings } = await session.review();
  return findings.filter(({ rule }) => rule === 'poison-pill').map(({ sureness, range, message }) => `${range.start.line} ${sureness} ${message}`);
}

const script = (client: string, body: string): string => `import ${client};
const consumer = new Kafka({ kafkaJS: { brokers: ['kafka:9092'] }, brokers: ['kafka:9092'] } as never).consumer({ groupId: 'orders' } as never);
export const start = () => consumer.run({
  eachMessage: async ({ message }) => {
    ${body}
  },
});
`;

const PAY = 'await fetch(\'http://bank\', { method: \'POST\', body: JSON.parse(String(message.value)).account });';

describe('a value that a handler cannot read', () => {
  it('stops a consumer of kafkajs, and comes again for ever with the client of Confluent', async () => {
    const [kafkajs, ...more] = await told('src/orders.ts', script('{ Kafka } from \'kafkajs\'', PAY));
    assert.ok(kafkajs.startsWith('5 possible ') && kafkajs.includes('the consumer stops for good') && more.length === 0, kafkajs);
    const [confluent] = await told('src/orders.ts', script('{ KafkaJS } from \'@confluentinc/kafka-javascript\';\nconst { Kafka } = KafkaJS', PAY));
    assert.ok(confluent?.includes('it comes again for ever'), confluent);
  });

  it('is nothing where it is caught, or where something else is read', async () => {
    const caught = 'let order; try { order = JSON.parse(String(message.value)); } catch { await fetch(\'http://dead\', { method: \'POST\', body: message.value }); return; }';
    assert.deepEqual(await told('src/orders.ts', script('{ Kafka } from \'kafkajs\'', caught)), []);
    assert.deepEqual(await told('src/orders.ts', script('{ Kafka } from \'kafkajs\'', 'console.log(JSON.parse(process.env.SETTINGS ?? \'{}\'));')), []);
  });
});
