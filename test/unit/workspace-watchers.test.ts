import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

const CODE = `import { Kafka } from 'kafkajs';
const producer = new Kafka({ brokers: ['kafka:9092'] }).producer();
export const publish = (value: string) => producer.send({ topic: 'orders', messages: [{ value }] });
`;

/** What the audit says of the layer of detection. */
async function detection(files: Record<string, string>): Promise<{ safe: string[]; topics: string[] }> {
  const session = openSession({ loadAsset });
  for (const [path, text] of Object.entries({ 'src/orders.ts': CODE, ...files })) session.set(path, text);
  const { layers, things } = await session.review();
  return {
    safe: layers.filter(({ layer }) => layer === 'detection').flatMap(({ safe }) => safe.map(({ text }) => text)),
    topics: things.filter(({ what }) => what === 'topics of which somebody would notice a loss').map(({ verdict }) => verdict),
  };
}

const compose = (image: string) => `services:
  kafka:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_NODE_ID: 1
  watcher:
    image: ${image}
`;

describe('watchers', () => {
  it('are none where nothing shows a loss', async () => {
    assert.deepEqual(await detection({ 'package.json': '{ "dependencies": { "kafkajs": "^2.2.4" } }' }), { safe: [], topics: ['at risk'] });
    assert.deepEqual((await detection({ 'docker-compose.yml': compose('redis:7') })).topics, ['at risk']);
  });

  it('are packages that trace what clients send and read', async () => {
    const traced = ['1 package or container traces messages from their send to their handler'];
    for (const name of ['@opentelemetry/instrumentation-kafkajs', 'skywalking-backend-js', 'jaeger-client']) {
      const { safe, topics } = await detection({ 'package.json': JSON.stringify({ dependencies: { kafkajs: '^2.2.4', [name]: '^1.0.0' } }) });
      assert.deepEqual({ safe, topics }, { safe: traced, topics: ['undecided'] }, name);
    }
    const pom = '<project><dependencies><dependency><groupId>io.micrometer</groupId><artifactId>micrometer-tracing-bridge-otel</artifactId></dependency></dependencies></project>';
    assert.deepEqual((await detection({ 'pom.xml': pom })).safe, traced);
  });

  it('are containers that keep traces, or say how far consumers lag behind', async () => {
    for (const image of ['danielqsj/kafka-exporter:v1.9.0', 'quay.io:443/cloudhut/kminion', 'seglo/kafka-lag-exporter@sha256:00'])
      assert.deepEqual((await detection({ 'docker-compose.yml': compose(image) })).safe, ['1 container tells how far consumers lag behind'], image);
    assert.deepEqual((await detection({ 'docker-compose.yml': compose('jaegertracing/all-in-one:1.60') })).safe, ['1 package or container traces messages from their send to their handler']);
  });
});
