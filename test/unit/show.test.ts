import assert from 'node:assert/strict';
import { libraries } from '../../src/core/libraries/index';
import { NothingToShow, openSession, type Session, type View } from '../../src/core/session';
import { loadAsset } from '../assets';

const ORDERS = `import { Kafka } from 'kafkajs';
import { ORDERS } from './topics';
import path from 'node:path';
const kafka = new Kafka({ brokers: ['kafka:9092'] });
const producer = kafka.producer({ idempotent: false });

export async function order(id: string): Promise<void> {
  try {
    await producer.connect();
    producer.send({ topic: ORDERS, acks: 1, messages: [{ key: path.basename(id), value: id }] });
  } catch (error) {
    if (id) throw error; else console.error(error);
  } finally {
    note(id);
  }
}

function note(id: string) { for (const c of id) console.log(c); }
`;

const CONSUMER = `import { Kafka } from 'kafkajs';
const consumer = new Kafka({ brokers: ['kafka:9092'] }).consumer({ groupId: 'shop' });
export async function start(save: (text: string) => Promise<void>): Promise<void> {
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await save(String(message.value));
      await consumer.commitOffsets([{ topic, partition, offset: (BigInt(message.offset) + 1n).toString() }]);
    },
  });
}
`;

const COMPOSE = `services:
  kafka:
    image: apache/kafka:3.7.0
    environment:
      KAFKA_MIN_INSYNC_REPLICAS: 1
`;

describe('show', () => {
  let session: Session;
  before(() => {
    session = openSession({ loadAsset });
    session.set('package.json', '{"dependencies":{"kafkajs":"2.2.4"}}');
    session.set('src/topics.ts', "export const ORDERS = 'orders';\n");
    session.set('src/orders.ts', ORDERS);
    session.set('src/consumer.ts', CONSUMER);
    session.set('src/plain.ts', 'export function add(a: number, b: number) { return a + b; }\n');
    session.set('src/Orders.java', 'class Orders {\n  void order(String id) {\n    if (id == null) return;\n    send(id);\n  }\n  void send(String id) { }\n}\n');
    session.set('docker-compose.yml', COMPOSE);
  });

  const show = (as: View, path: string, line?: number) => session.show({ path, line, as });
  const refuses = (as: View, path: string, line: number | undefined, why: RegExp) =>
    assert.rejects(show(as, path, line), (error: Error) => error instanceof NothingToShow && why.test(error.message));

  it('the steps of the function at a line, with their lines', async () => {
    assert.deepEqual(await show('flow', 'src/orders.ts', 10), [
      'src/orders.ts:7 async function order',
      '     8  try',
      '     9    producer.connect() awaited',
      '    10    path.basename(id) argument send 0 messages.[].key',
      "    10    producer.send({topic: ORDERS, acks: 1, messages: [{key: path.basename(id), value: id}]}) dropped",
      '    11  catch error',
      '    12    branch id',
      '    12      throw error',
      '    12      |',
      '    12      console.error(error) dropped',
      '    14  finally',
      '    14    note(id) dropped',
    ]);
  });

  it('what the module itself does, between functions, and all functions of a file', async () => {
    assert.equal((await show('flow', 'src/orders.ts', 4))[0], 'src/orders.ts:1 module');
    assert.deepEqual((await show('flow', 'src/orders.ts')).filter(line => line.startsWith('src')), ['src/orders.ts:1 module', 'src/orders.ts:7 async function order', 'src/orders.ts:18 function note']);
  });

  it('the steps of code that no review reads, in each language', async () => {
    assert.deepEqual(await show('flow', 'src/plain.ts', 1), ['src/plain.ts:1 function add', '     1  return a + b']);
    assert.deepEqual(await show('flow', 'src/Orders.java', 4), ['src/Orders.java:2 method order', '     3  branch id == null', '     3    return', '     3    |', '     4  this.send(id) dropped']);
    assert.deepEqual(await show('flow', 'src/Orders.java', 6), ['src/Orders.java:6 method send', '      does nothing']);
  });

  it('what calls mean by which row of which table, and where their values come from', async () => {
    assert.deepEqual(await show('values', 'src/orders.ts', 10), [
      'src/orders.ts:10:14 producer.send',
      '  means: send, by kafkajs#Producer in the table kafkajs (https://kafka.js.org/docs/producing, https://kafka.js.org/docs/consuming)',
      '  receiver: producer; of type kafkajs#Producer; made at src/orders.ts:5:24; declared at src/orders.ts:5:7',
      '  argument 0: {topic: ORDERS, acks: 1, messages: [{key: path.basename(id), value: id}]}',
      '    topic: ORDERS; is "orders"; declared at src/topics.ts:1:14',
      '    acks: 1',
      '    messages: [{key: path.basename(id), value: id}]',
      '  result: dropped',
      'src/orders.ts:10:68 path.basename',
      '  does: pure, by path in the table node (https://nodejs.org/api/)',
      '  receiver: path; of type node:path#default; declared at src/orders.ts:3:8',
      '  argument 0: id; declared at src/orders.ts:7:29',
      '  result: argument send 0 messages.[].key',
    ]);
    assert.deepEqual((await show('values', 'src/orders.ts', 14)).slice(0, 2), ['src/orders.ts:14:5 note', '  runs: note at src/orders.ts:18:10']);
  });

  it('every way through a function: what fails, what becomes of that, and how the function ends', async () => {
    assert.deepEqual(await show('ways', 'src/orders.ts', 10), [
      'src/orders.ts:7 async function order',
      '  nothing fails: returns',
      '  connect at src/orders.ts:9:20 fails (connect): returns; the failure is caught and only logged here: src/orders.ts:11:5, where something is done about it',
      '  connect at src/orders.ts:9:20 fails (connect): rejects; the failure goes up',
      '  send at src/orders.ts:10:14 fails (send): returns; nobody waits for it: src/orders.ts:10:14',
    ]);
  });

  it('where records come to count as done, and after what', async () => {
    const lines = await show('ways', 'src/consumer.ts', 8);
    assert.ok(lines.some(line => /^ {2}commit at src\/consumer\.ts:8:22; after work/.test(line)), lines.join('\n'));
  });

  it('how a function ends, as its callers see it', async () => {
    assert.deepEqual(await show('summary', 'src/orders.ts', 18), ['src/orders.ts:18 function note', '  returns: nothing has failed']);
    assert.deepEqual((await show('summary', 'src/orders.ts', 10)).at(-1), '  rejects: the failure goes up');
  });

  it('what the model knows of a line, and what a client answers when it is asked', async () => {
    const send = await show('model', 'src/orders.ts', 10);
    for (const line of ['send src/orders.ts:10:14', '  fate: dropped', '  topic: orders', '  library: kafkajs 2.2.4', '  wait: "await `send`"', '  producer: producer src/orders.ts:5:24', '  acks: acks = 1, as acks at src/orders.ts:10:42']) {
      assert.ok(send.includes(line), `${line}\n${send.join('\n')}`);
    }
    const producer = await show('model', 'src/orders.ts', 5);
    assert.ok(producer.includes('  enable.idempotence = false at src/orders.ts:5:47'));
    assert.ok(producer.some(line => /^ {2}acks = all by default of 2\.2\.4 \(\S.*\)$/.test(line)), producer.join('\n'));
    assert.ok(!producer.some(line => line.includes('the version of the client is not known')), 'keys of other clients are not asked');
  });

  it('what the model knows of configuration', async () => {
    const cluster = await show('model', 'docker-compose.yml');
    assert.equal(cluster[0], 'cluster docker-compose.yml:2:3');
    for (const line of ['  version: 3.7.0', '  min.insync.replicas = 1 at docker-compose.yml:5:34']) assert.ok(cluster.includes(line), cluster.join('\n'));
  });

  it('why there is nothing to show, and what to do instead', async () => {
    await refuses('flow', 'docker-compose.yml', 2, /is no code that is read: `--as model` shows/);
    await refuses('flow', 'src/orders.ts', 99, /has no line 99: it ends at line 19\./);
    await refuses('values', 'src/orders.ts', 17, /there is no call in line 17 of `src\/orders\.ts`\. Leave the line out/);
    await refuses('model', 'src/plain.ts', undefined, /the model knows nothing of `src\/plain\.ts`/);
  });
});

describe('library tables', () => {
  it('say where it is written what they say', () => {
    for (const { id, source } of libraries) assert.ok(source.length > 10, id);
  });
});
