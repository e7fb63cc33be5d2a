import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { measure, node, percentile } from './measure';

type Files = Readonly<Record<string, string>>;

const SIZES = [100, 400, 1600];
/** Seconds after which a review counts as one that does not end. */
const LIMIT = 120;

const times = (n: number, one: (index: number) => string, between = '\n') => Array.from({ length: n }, (_, index) => one(index)).join(between);
const KAFKAJS = "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: ['a:9092'] }).producer();\n";
const KAFKAJS_PACKAGE = { 'package.json': '{"dependencies": {"kafkajs": "2.2.4"}}' };
const SPRING = 'import org.springframework.kafka.annotation.KafkaListener;\nimport org.springframework.kafka.core.KafkaTemplate;\n';
const SEND = "await producer.send({ topic: 'a', messages: [] });";

/** Workspaces that grow in one thing, by what grows. */
const SHAPES: Readonly<Record<string, (n: number) => Files>> = {
  'a tenth as many functions that each call all': n => {
    const count = n / 10;
    return { ...KAFKAJS_PACKAGE, 'a.ts': KAFKAJS + times(count, i => `async function f${i}() { ${times(count, j => `await f${j}();`, ' ')} ${SEND} }`) };
  },
  'functions that call three others': n => ({
    ...KAFKAJS_PACKAGE, 'a.ts': KAFKAJS + times(n, i => `async function f${i}() { ${times(3, j => `await f${(i * 7 + j * 13 + 1) % n}();`, ' ')} ${SEND} }`),
  }),
  'chain of classes': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}class C0 { async send(m) { ${SEND} } }\n${times(n, i => `class C${i + 1} extends C${i} { m${i}() { this.send(1); } }`)}`,
  }),
  'implementations of one interface': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}interface Sink { send(m: string): Promise<void>; }\n${times(n, i => `class S${i} implements Sink { async send(m: string) { ${SEND} } }`)}
export async function all(sink: Sink) { sink.send('a'); await sink.send('b'); }`,
  }),
  'classes of one name in files': n => ({
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`m${i}/Out.java`, `package m${i};\n${SPRING}class Out { KafkaTemplate<String, String> t; void go(String m) { t.send("a", m); } }`])),
  }),
  'listeners of one class': n => ({
    'In.java': `${SPRING}class In {\n${times(n, i => `  @KafkaListener(topics = "t${i}") void on${i}(String m) { save(m); }`)}\n  void save(String m) {}\n}`,
  }),
  'else if of one function (Java)': n => ({
    'A.java': `${SPRING}class A { KafkaTemplate<String, String> t;\n@KafkaListener(topics = "t") void on(String m) {\n${times(n, i => `if (m.equals("${i}")) { t.send("a", m); }`, '\nelse ')} } }`,
  }),
  'cases of one switch (Java)': n => ({
    'A.java': `${SPRING}class A { KafkaTemplate<String, String> t;\n@KafkaListener(topics = "t") void on(String m) { switch (m) {\n${times(n, i => `case "${i}": t.send("a", m); break;`)} } } }`,
  }),
  'files whose all one file re-exports': n => ({
    ...KAFKAJS_PACKAGE,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`f${i}.ts`, `${KAFKAJS}export async function go${i}() { ${SEND} }\n`])),
    'index.ts': times(n, i => `export * from './f${i}';`),
    'use.ts': `${KAFKAJS}import { ${times(n, i => `go${i}`, ', ')} } from './index';\nexport async function use() { ${times(n, i => `go${i}();`, ' ')} }\n`,
  }),
  'aliases of one anchor (YAML)': n => ({
    'docker-compose.yml': `x-env: &env\n${times(20, i => `  KAFKA_OPTION_${i}: "1"`)}\nservices:\n${times(n, i => `  k${i}:\n    image: confluentinc/cp-kafka:7.6.0\n    environment: *env`)}\n`,
  }),
  'lines of one environment (YAML)': n => ({
    'docker-compose.yml': `services:\n  k:\n    image: confluentinc/cp-kafka:7.6.0\n    environment:\n${times(n, i => `      - KAFKA_OPTION_${i}=1`)}\n`,
  }),
  'lines of one .env file': n => ({ '.env': times(n, i => `KAFKA_OPTION_${i}=1`), 'docker-compose.yml': 'services:\n  k:\n    image: confluentinc/cp-kafka:7.6.0\n    env_file: .env\n' }),
  'profiles of one Spring file': n => ({
    'pom.xml': '<project/>',
    'src/main/resources/application.yml': times(n, i => `spring:\n  config.activate.on-profile: p${i}\n  kafka:\n    bootstrap-servers: a:9092\n    producer:\n      acks: 1`, '\n---\n'),
  }),
  'settings of clients in one file (properties)': n => ({ 'producer.properties': `bootstrap.servers=a:9092\nacks=1\n${times(n, i => `client.option.${i}=1`)}\n` }),
  'values: objects of one factory': n => ({
    ...KAFKAJS_PACKAGE,
    'bus.ts': `${KAFKAJS}export const createBus = (topic) => ({ publish: async (value) => { await producer.send({ topic, messages: [{ value }] }); } });`,
    ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`f${i}.ts`, `import { createBus } from './bus';\n// Kafka\nconst bus = createBus('t${i}');\nexport async function go${i}(m) { bus.publish(m); }\n`])),
  }),
  'values: functions that hand options on': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}async function f0(o) { await producer.send({ topic: o.topic, messages: [], acks: o.acks }); }\n${times(n, i => `async function f${i + 1}(o) { await f${i}({ ...o, n: ${i} }); }`)}\nf${n}({ topic: 'a', acks: 1 });`,
  }),
  'values: puts into one table of handlers': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}import { save } from 'store';\nconst table = new Map();\n${times(n, i => `table.set('t${i}', async (m) => { await save(m, ${i}); });`)}
const consumer = new Kafka({ brokers: ['a:9092'] }).consumer({ groupId: 'g' });\nexport const run = () => consumer.run({ eachMessage: async ({ topic, message }) => { try { await table.get(topic)(message); } catch (e) { console.error(e); } } });`,
  }),
  'values: classes with one field, assigned from elsewhere': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}${times(n, i => `class C${i} { bus; async go(m) { await this.bus.publish(m); } }`)}
const bus = { publish: async (m) => { ${SEND} } };\n${times(n, i => `export async function f${i}() { const c = new C${i}(); c.bus = bus; await c.go('m'); }`)}`,
  }),
  'values: callers of one function with a parameter': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}export async function publish(topic, acks) { await producer.send({ topic, acks, messages: [] }); }\n${times(n, i => `export async function f${i}() { await publish('t${i}', ${i % 2}); }`)}`,
  }),
  'values: loops over one list (Java)': n => ({
    'H.java': 'interface H { void on(String m); }\n',
    'A.java': `${SPRING}import java.util.List;\nclass A implements H { KafkaTemplate<String, String> t; List<H> all;\npublic void on(String m) { t.send("a", m); }\n${times(n, i => `void go${i}(String m) { for (H h : all) h.on(m); all.forEach(h -> h.on(m)); }`)} }`,
  }),
  'values: objects of one interface that lead to one another': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}export interface Stage { run(m: string): Promise<void>; next: Stage }
${times(n, i => `export const s${i}: Stage = { run: s${(i + 1) % n}.next.run, next: s${(i + 3) % n}.next };`)}
const consumer = new Kafka({ brokers: ['a:9092'] }).consumer({ groupId: 'g' });
export const run = (first: Stage) => consumer.run({ eachMessage: async ({ message }) => { await first.run(String(message.value)); } });`,
  }),
  'sends of one function': n => ({ ...KAFKAJS_PACKAGE, 'a.ts': `${KAFKAJS}export async function all() {\n${times(n, () => SEND)}\n}` }),
  'try/catch of one function': n => ({
    ...KAFKAJS_PACKAGE, 'a.ts': `${KAFKAJS}export async function all() {\n${times(n, () => `try { ${SEND} } catch (e) { console.error(e); }`)}\n}`,
  }),
  'flags of one function': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}export async function all() {\n${times(n, i => `let ok${i} = true; try { ${SEND} } catch (e) { ok${i} = false; } if (!ok${i}) console.error('lost');`)}\n}`,
  }),
  'ifs of one function': n => ({ ...KAFKAJS_PACKAGE, 'a.ts': `${KAFKAJS}export async function all(m) {\n${times(n, i => `if (m.a${i}) { ${SEND} }`)}\n}` }),
  'a tenth as many ifs inside one another': n => ({
    ...KAFKAJS_PACKAGE, 'a.ts': `${KAFKAJS}export async function all(m) {\n${times(n / 10, i => `if (m.a${i}) { ${SEND}`)}${'}'.repeat(n / 10)}\n}`,
  }),
  'awaits of one function': n => ({
    ...KAFKAJS_PACKAGE, 'a.ts': `${KAFKAJS}import { work } from 'work';\nexport async function all(m) {\n${times(n, i => `await work(m, ${i});`)}\n${SEND}\n}`,
  }),
  'functions in a chain, with a try each': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}async function f0(m) { ${SEND} }\n${times(n, i => `export async function f${i + 1}(m) { try { await f${i}(m); } catch (e) { console.error(e); } }`)}`,
  }),
  'cases of a handler, with a try each': n => ({
    ...KAFKAJS_PACKAGE,
    'a.ts': `${KAFKAJS}import { save } from 'store';\nconst consumer = new Kafka({ brokers: ['a:9092'] }).consumer({ groupId: 'g' });
export const run = () => consumer.run({ eachMessage: async ({ message }) => { switch (message.key.toString()) {
${times(n, i => `case 't${i}': try { await save(message, ${i}); } catch (e) { console.error(e); } break;`)} } } });`,
  }),
  'clients of one file': n => ({ ...KAFKAJS_PACKAGE, 'a.ts': `${KAFKAJS}const kafka = new Kafka({ brokers: ['a:9092'] });\n${times(n, i => `const p${i} = kafka.producer({ idempotent: false }); p${i}.send({ topic: 'a', messages: [], acks: 1 });`)}` }),
};

/** Reviews workspaces of growing size and prints a table: processor time in ms, and the exponent between the last two sizes. */
export function growth(cli: string, folder: string, only = ''): void {
  const width = Math.max(...Object.keys(SHAPES).map(name => name.length));
  console.log(`${'processor time in ms, at n ='.padEnd(width)}  ${SIZES.map(n => String(n).padStart(8)).join('')}  exponent`);
  const empty = join(folder, 'empty');
  mkdirSync(empty, { recursive: true });
  const start = spent(cli, empty, 3);
  Object.entries(SHAPES).forEach(([name, files], index) => {
    if (!name.includes(only)) return;
    const costs: number[] = [];
    for (const n of SIZES) {
      const home = join(folder, `${index}-${n}`);
      write(home, files(n));
      costs.push(costs.some(cost => cost === Infinity) ? Infinity : Math.max(1, spent(cli, home, 1) - start));
    }
    const [before, last] = costs.slice(-2), exponent = Math.log(last / before) / Math.log(SIZES[2] / SIZES[1]);
    console.log(`${name.padEnd(width)}  ${costs.map(cost => (cost === Infinity ? `> ${LIMIT} s` : String(Math.round(cost))).padStart(8)).join('')}  ${last === Infinity ? '-' : exponent.toFixed(1)}`);
  });
}

function spent(cli: string, folder: string, turns: number): number {
  const { review } = measure({ review: { ...node(cli, 'review', '--fail-on', 'never', folder), limit: LIMIT * 1000 } }, turns);
  return percentile(review.map(({ processor = 0 }) => processor), 0.5);
}

function write(home: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
}
