import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isReviewable, openSession, type Session } from '../../src/core/session';
import { loadAsset } from '../assets';
import { Random } from '../bench/random';
import { generateWorkspace } from './generated-workspace';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

type Files = ReadonlyMap<string, string>;

/** What a review says depends on the files that are there, and on nothing that was before. */
describe('the order of files and edits', () => {
  const projects = ['test/projects', 'samples'].flatMap(folder => readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(entry => entry.isDirectory()).map(({ name }) => `${folder}/${name}`));
  for (const project of projects) it(`is nothing to ${project}`, async () => { await hold(filesIn(join(ROOT, project)), new Random(1), 3); });

  for (let seed = 1; seed <= 8; seed++) {
    it(`is nothing to the generated workspace ${seed}`, async () => { await hold(generateWorkspace(seed), new Random(seed), 8); });
    it(`the names of the folders are nothing to the generated workspace ${seed}`, async () => {
      const files = generateWorkspace(seed);
      // The first folder becomes the last one in the order of names.
      const turned = (path: string) => path.replace(/^([a-d])\//, (_, name: string) => `${'dcba'['abcd'.indexOf(name)]}/`);
      const found = await placesOf(files), other = await placesOf(new Map([...files].map(([path, text]) => [turned(path), text])));
      assert.deepEqual(other, found.map(place => turned(place)).sort());
    });
  }

  it('leaves nothing of code that is not near Kafka any more', async () => {
    const outbox = `import { Pool } from 'pg';\n\nconst pool = new Pool();\n\nexport async function place(order: string): Promise<void> {\n  await pool.query('INSERT INTO outbox (payload) VALUES ($1)', [order]);\n}\n`;
    const sending = `import { Kafka } from 'kafkajs';\n\nexport const producer = new Kafka({ brokers: ['kafka:9092'] }).producer();\n`;
    const settings: [string, string] = ['client.properties', 'bootstrap.servers=kafka:9092\nacks=all\n'];
    const session = opened([['src/outbox.ts', outbox], ['src/kafka.ts', sending], settings]);
    assert.match(JSON.stringify(await said(session)), /src\/outbox/);
    session.delete('src/kafka.ts');
    assert.deepEqual(await said(session), await said(opened([['src/outbox.ts', outbox], settings])));
  });

  it('finds a class of the nearest folder, and none where two are as near', async () => {
    const service = (handle: string) => `package shop;\nclass OrderService {\n  Bank bank;\n  void handle(String order) { ${handle} }\n}\n`;
    const safe = service('bank.transfer(order);'), swallowing = service('try { bank.transfer(order); } catch (RuntimeException e) { System.out.println(e); }');
    const listener = 'package shop;\nimport org.springframework.kafka.annotation.KafkaListener;\nclass OrderListener {\n  OrderService service;\n  @KafkaListener(topics = "orders")\n  void on(String order) { service.handle(order); }\n}\n';
    const rulesFor = async (files: [string, string][]) => (await opened(files).review()).findings.map(({ path, rule }) => `${path[0]} ${rule}`);
    const at = (folder: string, name: string) => `${folder}/src/main/java/shop/${name}.java`;
    const none = ['c no-dead-letter'];
    assert.deepEqual(await rulesFor([[at('a', 'OrderService'), safe], [at('b', 'OrderService'), swallowing], [at('c', 'OrderListener'), listener]]), none);
    assert.deepEqual(await rulesFor([[at('b', 'OrderService'), swallowing], [at('a', 'OrderService'), safe], [at('c', 'OrderListener'), listener]]), none);
    assert.deepEqual(await rulesFor([[at('a', 'OrderService'), safe], [at('c', 'OrderService'), swallowing], [at('c', 'OrderListener'), listener]]), [...none, 'c swallowed-handler-error']);
  });
});

/** Any order of the files, and any series of edits that ends in them, is said the same of as a fresh look. */
async function hold(files: Files, random: Random, edits: number): Promise<void> {
  const fresh = await said(opened([...files].sort(([a], [b]) => (a < b ? -1 : 1))));
  const session = opened(shuffled([...files], random)), now = new Map(files), paths = [...files.keys()];
  assert.deepEqual(await said(session), fresh);
  for (let edit = 0; edit < edits; edit++) {
    const path = random.pick(paths);
    change(session, now, path, edited(now.get(path), files.get(path)!, random));
    if (random.below(4) === 0) assert.deepEqual(await said(session), await said(opened([...now])));
  }
  for (const path of shuffled(paths, random)) change(session, now, path, files.get(path));
  assert.deepEqual(await said(session), fresh);
}

/** The text of a file after an edit; undefined when it is deleted. Every text can be read. */
function edited(text: string | undefined, whole: string, random: Random): string | undefined {
  if (text === undefined) return whole;
  switch (random.below(3)) {
    case 0: return undefined;
    case 1: return `\n${text}`;
    default: return text.replaceAll('await ', '');
  }
}

function change(session: Session, now: Map<string, string>, path: string, text: string | undefined): void {
  if (text === undefined) {
    session.delete(path);
    now.delete(path);
  } else {
    session.set(path, text);
    now.set(path, text);
  }
}

function opened(files: readonly (readonly [string, string])[]): Session {
  const session = openSession({ loadAsset });
  for (const [path, text] of files) session.set(path, text);
  return session;
}

async function said(session: Session): Promise<unknown> {
  return JSON.parse(JSON.stringify(await session.review())) as unknown;
}

/** Which rule speaks where, and what is left open. */
async function placesOf(files: Files): Promise<string[]> {
  const { findings, undecided } = await opened([...files]).review();
  return [...findings.map(({ path, range, rule, severity, sureness }) => `${path}:${range.start.line}:${range.start.column} ${rule} ${severity} ${sureness}`),
    ...undecided.map(({ path, range, question }) => `${path}:${range.start.line} ${question}`)].sort();
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const list = [...items];
  for (let at = list.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [list[at], list[other]] = [list[other], list[at]];
  }
  return list;
}

function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && !/(^|[\\/])(node_modules|target)([\\/]|$)/.test(entry.parentPath))
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')).filter(isReviewable);
  return new Map(paths.map(path => [path, readFileSync(join(folder, path), 'utf8')]));
}
