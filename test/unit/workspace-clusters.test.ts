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

describe('a resource that is generated into several files', () => {
  const CLUSTER = `apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: { name: shop }
spec:
  kafka:
    replicas: 3
    config:
      unclean.leader.election.enable: true
    storage: { type: ephemeral }
---
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata: { name: orders, labels: { strimzi.io/cluster: shop } }
spec:
  partitions: 6
  replicas: 1
`;

  /** The places that are named beside each finding of the first file, by rule. */
  async function places(files: Record<string, string>): Promise<Record<string, string[]>> {
    const session = openSession({ loadAsset: () => Promise.reject(new Error('no code here')) });
    for (const [path, text] of Object.entries(files)) session.set(path, text);
    const { findings } = await session.review();
    assert.ok(findings.every(({ path }) => path === 'a.yaml'));
    return Object.fromEntries(findings.map(({ rule, because }) =>
      [rule, because.filter(({ note }) => note.includes('same resource')).map(({ path, range, note }) => `${path}:${range.start.line} ${note}`)]));
  }

  it('is told of once, with the other places', async () => {
    const found = await places({ 'a.yaml': CLUSTER, 'b.yaml': `# generated\n${CLUSTER}`, 'c.yaml': CLUSTER });
    const note = 'the same resource is written here as well';
    assert.deepEqual(found['unclean-leader-election'], [`b.yaml:9 ${note}`, `c.yaml:8 ${note}`]);
    assert.deepEqual(found['ephemeral-storage'], [`b.yaml:10 ${note}`, `c.yaml:9 ${note}`]);
    assert.deepEqual(found['single-replica-topic'], [`b.yaml:17 ${note}`, `c.yaml:16 ${note}`]);
  });

  it('is told of at five more places, and the rest is counted', async () => {
    const found = await places(Object.fromEntries([...'abcdefgh'].map(name => [`${name}.yaml`, CLUSTER])));
    assert.equal(found['single-replica-topic'].length, 5);
    assert.equal(found['single-replica-topic'][4], 'f.yaml:16 the same resource is written here as well, and in 2 more places');
  });

  it('is another one where it says something else', async () => {
    const session = openSession({ loadAsset: () => Promise.reject(new Error('no code here')) });
    const topic = CLUSTER.split('---\n')[1];
    session.set('a.yaml', topic);
    session.set('b.yaml', topic.replace('replicas: 1\n', 'replicas: 1\n  config: { min.insync.replicas: 1 }\n'));
    const topics = (await session.review()).findings.filter(({ rule }) => rule === 'single-replica-topic');
    assert.deepEqual(topics.map(({ path, because }) => [path, because.map(({ note }) => note)]), [['a.yaml', []], ['b.yaml', []]]);
  });
});
