import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';

/** The lines that the fix for a missing `min.insync.replicas` adds to a compose file of three brokers. */
async function added(environment: (id: number) => string, image: string): Promise<string[]> {
  const services = [1, 2, 3].map(id => `  kafka-${id}:\n    image: ${image}\n    environment:${environment(id)}\n    volumes: ['kafka-${id}:/bitnami/kafka']\n`);
  const session = openSession({ loadAsset: () => Promise.reject(new Error('no code here')) });
  session.set('docker-compose.yml', `services:\n${services.join('')}  zookeeper:\n    image: zookeeper:3.9\nvolumes: { kafka-1: , kafka-2: , kafka-3: }\n`);
  const found = (await session.review()).findings.filter(({ rule }) => rule === 'min-insync-replicas-one');
  assert.equal(found.length, 1);
  return found[0].fixes.flatMap(({ edits }) => edits.map(({ text }) => text.trim()));
}

describe('a setting that no broker has', () => {
  it('is added to each broker, in the words of its image', async () => {
    const list = (prefix: string) => (id: number) => `\n      - ${prefix}BROKER_ID=${id}\n      - ${prefix}ZOOKEEPER_CONNECT=zookeeper:2181`;
    assert.deepEqual(await added(list('KAFKA_'), 'confluentinc/cp-kafka:7.6.1'), Array(3).fill('- KAFKA_MIN_INSYNC_REPLICAS=2'));
    assert.deepEqual(await added(list('KAFKA_CFG_'), 'bitnami/kafka:3.4'), Array(3).fill('- KAFKA_CFG_MIN_INSYNC_REPLICAS=2'));
  });

  it('is left to a person where the image would not know the variable beside which it stands', async () => {
    assert.deepEqual(await added(id => `\n      KAFKA_BROKER_ID: ${id}\n      KAFKA_ZOOKEEPER_CONNECT: zookeeper:2181`, 'bitnami/kafka:3.4'), []);
    assert.deepEqual(await added(id => `\n      BROKER_ID: ${id}\n      ZOOKEEPER_CONNECT: zookeeper:2181`, 'debezium/kafka:2.7'), []);
  });

  it('is left to a person where the settings stand in one line', async () => {
    assert.deepEqual(await added(id => ` { KAFKA_BROKER_ID: ${id}, KAFKA_ZOOKEEPER_CONNECT: zookeeper:2181 }`, 'confluentinc/cp-kafka:7.6.1'), []);
  });
});
