import assert from 'node:assert/strict';
import { extractFacts, openSession } from '../../src/core/session';
import { withoutFailing } from '../../src/core/workspace/failing-files';
import { loadAsset } from '../assets';

const SEND = "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: ['a'] }).producer();\nexport function go() {\n  producer.send({ topic: 'a', messages: [] });\n}\n";

async function review(files: Record<string, string>) {
  const session = openSession({ loadAsset });
  for (const [path, text] of Object.entries(files)) session.set(path, text);
  const { findings, files: { kafka, unread } } = await session.review();
  return { found: findings.map(({ rule, path }) => `${path} ${rule}`), unread: unread.map(({ path, why }) => `${path}: ${why}`), kafka };
}

describe('one file ends its own review only', () => {
  it('that calls itself through hundreds of branches', async () => {
    const chain = (call: string) => `if (x) {}${' else if (x === 1) { a(x); }'.repeat(130)} else { await ${call}(x); }`;
    const deep = `${SEND}${['f0', 'f1', 'f2', 'f3', 'f4', 'f5'].map((name, at, all) => `async function ${name}(x) { ${chain(all[at + 1] ?? 'producer.send')} }`).join('\n')}
new Kafka({ brokers: ['a'] }).consumer({ groupId: 'g' }).run({ eachMessage: async ({ message }) => { await f0(message); } });`;
    const { found, unread, kafka } = await review({ 'deep.ts': deep, 'orders.ts': SEND });
    assert.deepEqual(found, ['orders.ts dropped-send']);
    assert.deepEqual(unread, ['deep.ts: it is nested too deeply']);
    assert.equal(kafka, 1);
  });

  it('whose name, or what it calls, every object answers to', async () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const calls = `${SEND}export async function all(x) {\n${names.map(name => `  await producer.${name}(x); await x.${name}(x).then(x => x); producer.send({ ${name}: x });`).join('\n')}\n}\n`;
    const files = Object.fromEntries(names.map(name => [`.env.${name}`, '# kafka-review: allow acks-not-all -- a test\nSPRING_KAFKA_PRODUCER_ACKS=0\n']));
    const { found, unread } = await review({ ...files, 'calls.ts': calls, 'orders.ts': SEND });
    assert.deepEqual(found.filter(one => one.startsWith('orders')), ['orders.ts dropped-send']);
    assert.deepEqual(unread, []);
  });

  it('that is nested beyond what the parser can take', async () => {
    const json = (open: string, close: string) => `{"connector.class":"x","a":${open.repeat(1000)}1${close.repeat(1000)}}`;
    const lines = `connector.class: x\n${Array.from({ length: 150 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')}`;
    const { found, unread } = await review({ 'a.json': json('{"a":', '}'), 'b.json': json('[', ']'), 'c.yaml': lines, 'orders.ts': SEND });
    assert.deepEqual(found, ['orders.ts dropped-send']);
    assert.deepEqual(unread, ['a.json', 'b.json', 'c.yaml'].map(path => `${path}: it is nested too deeply`));
  });

  it('but not the one whose text blocks are full of brackets', () => {
    const script = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  kafka.sh: |\n${'    echo "\\033[0;31m[[ {{ ("\n'.repeat(100)}  server.properties: |\n    node.id=1\n    process.roles=broker\n`;
    assert.equal(extractFacts('map.yaml', script, undefined).config?.clusters.length, 1);
  });

  it('of versions that are no text', async () => {
    const lock = JSON.stringify({ packages: { 'node_modules/kafkajs': { version: 5 } }, dependencies: { 'kafka-node': null } });
    const { found, unread } = await review({ 'package-lock.json': lock, 'package.json': 'null', 'orders.ts': SEND });
    assert.deepEqual(found, ['orders.ts dropped-send']);
    assert.deepEqual(unread, []);
  });

  it('of properties that multiply one another', () => {
    const names = Array.from({ length: 30 }, (_, at) => `p${at}`);
    const pom = `<project><properties><kafka.version>\${p0}</kafka.version>${names.map((name, at) => `<${name}>${`\${p${at + 1}}`.repeat(8)}</${name}>`).join('')}<p30>1</p30></properties>
<dependencies><dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId></dependency></dependencies></project>`;
    assert.deepEqual(extractFacts('pom.xml', pom, undefined).build?.dependencies, [{ name: 'org.apache.kafka:kafka-clients', locked: false }]);
  });

  it('that is too large to be written by hand', () => {
    assert.equal(extractFacts('kafka.yaml', '# kafka\n'.repeat(200_000), undefined).unread, 'it is larger than 1 MiB');
    assert.equal(extractFacts('pom.xml', ' '.repeat(2 << 20), undefined).unread, 'it is too large');
  });

  it('of one long line is read, a bundle is named', async () => {
    const { found, unread } = await review({
      'line.ts': `const table = '${'x'.repeat(6000)}';\n${SEND}${'// a comment\n'.repeat(1500)}`, 'bundle.js': `/* kafka */${'x();'.repeat(10_000)}`,
    });
    assert.deepEqual(found, ['line.ts dropped-send']);
    assert.deepEqual(unread, ['bundle.js: most of it stands in lines of more than 5,000 characters, as in a bundle']);
  });
});

describe('files that make a run fail', () => {
  const files = ['d', 'a', 'c', 'b'].map(path => ({ path }));
  const run = (bad: string[]) => (given: readonly { path: string }[]) => {
    if (given.some(({ path }) => bad.includes(path))) throw new Error('boom');
    return given.map(({ path }) => path).join('');
  };

  it('are left out and named, and the others keep their order', () => {
    assert.deepEqual(withoutFailing(files, run([])), { result: 'dacb', failing: [] });
    assert.deepEqual(withoutFailing(files, run(['c', 'd'])), { result: 'ab', failing: ['c', 'd'].map(path => ({ path, why: 'it could not be analysed (boom)' })) });
  });

  it('are found where only two of them fail together', () => {
    const pair = (given: readonly { path: string }[]) => {
      if (['a', 'c'].every(path => given.some(one => one.path === path))) throw new RangeError('Maximum call stack size exceeded');
      return given.length;
    };
    assert.deepEqual(withoutFailing(files, pair), { result: 3, failing: [{ path: 'c', why: 'it is nested too deeply' }] });
  });

  it('are tried again, and looked for only when others fail', () => {
    const suspects = [{ path: 'c', why: 'as before' }];
    assert.deepEqual(withoutFailing(files, run(['c']), suspects), { result: 'dab', failing: suspects });
    assert.deepEqual(withoutFailing(files, run([]), suspects), { result: 'dacb', failing: [] });
  });

  it('end the run when it fails without any', () => {
    assert.throws(() => withoutFailing(files, () => { throw new Error('boom'); }), /boom/);
  });
});
