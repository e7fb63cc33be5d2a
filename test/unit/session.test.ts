import assert from 'node:assert/strict';
import { rules } from '../../src/core/rules/index';
import { openSession, type Session } from '../../src/core/session';
import { loadAsset } from '../assets';

const open = () => openSession({ loadAsset });

async function found(session: Session, path: string): Promise<string[]> {
  return (await session.review()).findings.filter(finding => finding.path === path).map(({ rule, range }) => `${rule} ${range.start.line}:${range.start.column}`);
}

const values = `apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata:
  name: orders
spec:
  kafka:
    replicas: 3
    config:
      default.replication.factor: 3
      min.insync.replicas: 1
      unclean.leader.election.enable: true
`;

describe('session: a text that cannot be read for a moment', () => {
  it('keeps the findings of YAML, at their new places', async () => {
    const session = open();
    session.set('kafka.yaml', values);
    const before = await found(session, 'kafka.yaml');
    assert.deepEqual(before, ['min-insync-replicas-one 10:28', 'unclean-leader-election 11:39']);
    for (const typed of ['x: [', 'x: "a', 'x']) {
      session.set('kafka.yaml', values.replace('  name: orders\n', `  name: orders\n  ${typed}\n`));
      assert.deepEqual(await found(session, 'kafka.yaml'), ['min-insync-replicas-one 11:28', 'unclean-leader-election 12:39'], typed);
    }
    session.set('kafka.yaml', values.replace('  name: orders\n', '  name: orders\n  x: 1\n').replace('enable: true', 'enable: false'));
    assert.deepEqual(await found(session, 'kafka.yaml'), ['min-insync-replicas-one 11:28']);
  });

  it('keeps nothing of a text that was taken away', async () => {
    const session = open();
    session.set('kafka.yaml', values);
    await session.review();
    session.set('kafka.yaml', `# Kafka runs elsewhere\n${values.slice(0, 20)}`);
    assert.deepEqual(await found(session, 'kafka.yaml'), []);
  });

  it('keeps the findings of code that is nested beyond reading', async () => {
    const code = (start: string) => `import { Kafka } from 'kafkajs';\n${start}\nexport const producer = new Kafka({ brokers: [] }).producer();\nexport async function go() {\n  producer.send({ topic: 'a', messages: [] });\n}\n`;
    const session = open();
    session.set('a.ts', code(''));
    assert.deepEqual(await found(session, 'a.ts'), ['dropped-send 5:12']);
    session.set('a.ts', code(`\n${'('.repeat(1500)}`));
    assert.deepEqual(await found(session, 'a.ts'), ['dropped-send 6:12']);
    session.set('a.ts', code('').replace('  producer.send', '  await producer.send'));
    assert.deepEqual(await found(session, 'a.ts'), []);
  });
});

describe('session: code that does not speak of Kafka', () => {
  const wrapper = "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: [] }).producer();\nexport const publish = (order: string) => producer.send({ topic: 'orders', messages: [{ value: order }] });\n";
  const caller = "import { publish } from './publisher';\nexport function place(order: string) {\n  publish(order);\n}\n";

  it('counts from the key on by which it comes near, and no longer', async () => {
    const session = open();
    session.set('publisher.ts', wrapper);
    session.set('orders.ts', caller.replace('publisher', 'publishe'));
    assert.deepEqual(await found(session, 'orders.ts'), []);
    session.set('orders.ts', caller);
    assert.deepEqual(await found(session, 'orders.ts'), ['dropped-send 3:3']);
    session.set('orders.ts', caller.replace('publish(order)', 'void order'));
    assert.deepEqual(await found(session, 'orders.ts'), []);
    session.set('orders.ts', caller);
    session.set('publisher.ts', wrapper.replace('producer.send', 'void producer.send'));
    assert.notDeepEqual(await found(session, 'publisher.ts'), []);
    session.delete('publisher.ts');
    assert.deepEqual(await found(session, 'orders.ts'), []);
  });

  it('costs no look at the rest while it is typed', async () => {
    const steps: string[] = [], session = openSession({ loadAsset, at: path => steps.push(path) });
    session.set('publisher.ts', wrapper);
    session.set('far.ts', 'export const a = 1;');
    const before = await session.review();
    steps.length = 0;
    session.set('far.ts', 'export const a = 12;');
    const after = await session.review();
    assert.deepEqual(after, before);
    assert.ok(steps.length < 5, steps.join());
    session.set('package.json', '{ "dependencies": { "kafkajs": "1.0.0" } }');
    await session.review();
    assert.ok(steps.length > 20, steps.join());
  });
});

describe('session: configuration', () => {
  it('of a broker counts without the word', async () => {
    const session = open();
    session.set('server.properties', 'process.roles=broker\nnode.id=1\nlog.dirs=/var/lib/data\nmin.insync.replicas=1\n');
    const review = await session.review();
    assert.equal(review.files.kafka, 1);
  });
});

describe('session: more files near Kafka than are read at once', () => {
  it('tells that some were not read', async () => {
    const session = open();
    session.set('src/bus.ts', "import { Kafka } from 'kafkajs';\nexport const publish = (value: string) => new Kafka({ brokers: [] }).producer().send({ topic: 't', messages: [{ value }] });\n");
    for (let i = 0; i < 213; i++) session.set(`src/callers/caller${100 + i}.ts`, "import { publish } from '../bus';\nexport const run = () => publish('x');\n");
    const { files: { unread } } = await session.review();
    assert.deepEqual(unread, [{ path: 'src/callers/caller310.ts', why: 'it and 2 others near Kafka code are more files than are read at once' }]);
    for (let i = 200; i < 213; i++) session.delete(`src/callers/caller${100 + i}.ts`);
    assert.deepEqual((await session.review()).files.unread, []);
  });
});

describe('session: steps', () => {
  it('are told of each file, each part of the model and each rule, so that none takes long in a large workspace', async () => {
    const steps: string[] = [];
    const session = openSession({ loadAsset, at: path => void steps.push(path) });
    session.set('a.ts', "import { Kafka } from 'kafkajs';\nnew Kafka({ brokers: [] }).producer().send({ topic: 'a', messages: [] });\n");
    await session.review();
    const read = steps.indexOf('a.ts'), fixed = steps.lastIndexOf('a.ts');
    assert.ok(read >= 0 && fixed > read, 'read, and then fixed');
    const between = steps.slice(read + 1, fixed).filter(path => path === '').length;
    assert.ok(between >= rules.length + 10, `${between} steps for ${rules.length} rules and the parts of the model`);
  });
});
