import assert from 'node:assert/strict';
import type { Finding } from '../../src/core/review/finding';
import { extractFacts, openSession } from '../../src/core/session';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';
import type { Position } from '../../src/core/text/span';
import { withoutFailing } from '../../src/core/facts/failing-files';
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
    const chain = (call: string) => `if (x) {}${' else if (x === 1) { a(x); }\n'.repeat(510)} else { await ${call}(x); }`;
    const deep = `${SEND}${['f0', 'f1', 'f2', 'f3', 'f4', 'f5'].map((name, at, all) => `async function ${name}(x) { ${chain(all[at + 1] ?? 'producer.send')} }`).join('\n')}
new Kafka({ brokers: ['a'] }).consumer({ groupId: 'g' }).run({ eachMessage: async ({ message }) => { await f0(message); } });`;
    const { found, unread, kafka } = await review({ 'deep.ts': deep, 'orders.ts': SEND });
    assert.deepEqual(found, ['orders.ts dropped-send']);
    assert.deepEqual(unread, ['deep.ts: it is nested too deeply']);
    assert.equal(kafka, 1);
  });

  it('but not the one that calls itself through fewer', async () => {
    const chain = (call: string) => `if (x) {}${' else if (x === 1) { a(x); }'.repeat(130)} else { await ${call}(x); }`;
    const wide = `${SEND}${Array.from({ length: 12 }, (_, at) => `async function f${at}(x) { ${chain(at < 11 ? `f${at + 1}` : 'producer.send')} }`).join('\n')}
new Kafka({ brokers: ['a'] }).consumer({ groupId: 'g' }).run({ eachMessage: async ({ message }) => { await f0(message); } });`;
    const { found, unread } = await review({ 'wide.ts': wide, 'orders.ts': SEND });
    assert.deepEqual({ found, unread }, { found: ['orders.ts dropped-send', 'wide.ts dropped-send'], unread: [] });
  });

  it('whose name, or what it calls, every object answers to', async () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const calls = `${SEND}export async function all(x) {\n${names.map(name => `  await producer.${name}(x); await x.${name}(x).then(x => x); producer.send({ ${name}: x });`).join('\n')}\n}\n`;
    const files = Object.fromEntries(names.map(name => [`.env.${name}`, '# kafka-review: allow acks-not-all -- a test\nSPRING_KAFKA_PRODUCER_ACKS=0\n']));
    const { found, unread } = await review({ ...files, 'calls.ts': calls, 'orders.ts': SEND });
    assert.deepEqual(found.filter(one => one.startsWith('orders')), ['orders.ts dropped-send']);
    assert.deepEqual(unread, []);
  });

  it('whose classes extend one another in a long chain', async () => {
    const chain = Array.from({ length: 10_000 }, (_, i) => `class C${i + 1} extends C${i} {}`).join('\n');
    const { found, unread } = await review({ 'chain.ts': `${SEND}class C0 { go() { return 1; } }\n${chain}\nexport const last = () => new C10000().go();`, 'orders.ts': SEND });
    assert.deepEqual(found, ['orders.ts dropped-send']);
    assert.deepEqual(unread, ['chain.ts: it is nested too deeply']);
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

describe('fixes of texts that are being typed', () => {
  /** The texts after each fix of a file that stands alone, by the fix's title. */
  async function fixesOf(path: string, ...texts: string[]): Promise<Map<string, string>> {
    const session = openSession({ loadAsset });
    let findings: Finding[] = [];
    for (const text of texts) {
      session.set(path, text);
      ({ findings } = await session.review());
    }
    const text = texts.at(-1)!, source = new SourceText(path, text);
    const offset = ({ line, column }: Position): number => source.lineStarts[line - 1] + column - 1;
    return new Map(findings.flatMap(({ fixes }) => fixes).map(({ title, edits }) => [title, applyEdits(text, edits.map(edit => ({ path, span: { start: offset(edit.range.start), end: offset(edit.range.end) }, text: edit.text })))]));
  }

  it('a key without a separator gets one', async () => {
    const broker = 'process.roles=broker,controller\nnode.id=1\ncontroller.quorum.voters=1@a:9093,2@b:9093,3@c:9093\nlog.dirs=/data\nlog.retention.hours';
    const texts = [...(await fixesOf('config/server.properties', broker)).values()];
    assert.ok(texts.length > 0);
    for (const text of texts) assert.match(text, /^log\.retention\.hours\n[\w.]+=\w+$/m);
  });

  it('a variable that is added has a name that the image knows', async () => {
    const compose = (target: string) => `services:\n  broker:\n    image: confluentinc/cp-kafka:7.7.1\n    environment:\n      KAFKA_BROKER_ID: 1\n      KAFKA_ZOOKEEPER_CONNECT: zookeeper:2181\n      CONFLUENT_METRICS_REPORTER_ZOOKEEPER_CONNECT: zookeeper:2181\n    volumes:\n      - kafka:${target}\nvolumes:\n  kafka:\n`;
    const [text] = (await fixesOf('docker-compose.yml', compose('/kafka'))).values();
    assert.match(text, /^ {6}KAFKA_LOG_DIRS: \/kafka$/m);
    assert.equal((await fixesOf('docker-compose.yml', compose('/kafka/#1'))).size, 0);
  });

  it('a block that is not closed yet is not changed', async () => {
    const listener = 'import org.springframework.kafka.annotation.KafkaListener;\nclass L { Bank bank;\n  @KafkaListener(topics = "t") void on(String m) {\n    try {\n      bank.transfer(m);\n    } catch (IllegalStateException e) {';
    assert.equal((await fixesOf('L.java', listener)).size, 0);
  });

  it('what stands around a comment stays apart', async () => {
    const code = (line: string) => `import { Kafka } from 'kafkajs';\nconst kafka = new Kafka({ brokers: ['a'] });\n${line}\n`;
    const cases: [string, string][] = [
      ['export /* kafka-review: allow acks-not-all -- x */const p = kafka.producer();', 'export const p = kafka.producer();'],
      ['  /* kafka-review: allow acks-not-all -- x */ kafka.producer();', '  kafka.producer();'],
      ['kafka.producer(); // kafka-review: allow acks-not-all -- x', 'kafka.producer();'],
    ];
    for (const [before, after] of cases) assert.deepEqual([...(await fixesOf('a.ts', code(before))).values()], [code(after)]);
  });

  it('nothing waits for what a timer runs', async () => {
    const code = `import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: ['a'] }).producer();\nexport function later(value) {\n  setTimeout(async () => { producer.send({ topic: 'orders', messages: [{ value }] }); }, 5000);\n}\n`;
    assert.equal((await fixesOf('a.ts', code)).size, 0);
  });

  it('a value that is being typed is left alone', async () => {
    const spring = (line: string) => `spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      ${line}\n`;
    assert.equal((await fixesOf('application.yml', spring('acks: 0'))).size, 1);
    assert.equal((await fixesOf('application.yml', spring('acks: 0'), spring('"'))).size, 0);
  });

  it('no failure is thrown on into a chain that nobody holds', async () => {
    const code = "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: ['a'] }).producer();\nexport function go() {\n  producer.send({ topic: 'a', messages: [] }).catch(error => { console.error(error); });\n}\n";
    assert.deepEqual([...(await fixesOf('a.ts', code)).keys()].filter(title => /rethrow/i.test(title)), []);
  });
});
