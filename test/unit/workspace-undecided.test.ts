import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

interface Said { safe: string[]; open: string[]; found: string[] }

/** What a review says of some files: strengths of a layer, questions with the lines of their causes, and findings. */
async function said(layer: 'producer' | 'consumer', files: Record<string, string>): Promise<Said> {
  const session = openSession({ loadAsset });
  session.set('package.json', '{ "dependencies": { "kafkajs": "2.2.4", "pg": "8.0.0" } }');
  for (const [path, text] of Object.entries(files)) session.set(path, text);
  const review = await session.review();
  return {
    safe: review.layers.find(report => report.layer === layer)!.safe.map(({ text }) => text).filter(text => !text.includes('`acks`') && !text.includes('acks=all')),
    open: review.undecided.filter(one => one.layer === layer && !one.question.includes('`')).map(({ why, cause }) => `${why}${cause ? ` ${cause.path}:${cause.range.start.line}` : ''}`),
    found: review.findings.filter(({ severity }) => severity !== 'info').map(({ rule, path, range }) => `${rule} ${path}:${range.start.line}`),
  };
}

const handler = (body: string, head = '') => ({
  'src/orders.ts': `import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
import { gateway } from '@acme/gateway';
${head}
const consumer = new Kafka({ brokers: ['a'] }).consumer({ groupId: 'orders' });
const pool = new Pool();
void consumer.run({ eachMessage: async ({ message }) => {
  ${body}
} });
`,
});

const sender = (body: string, head = '') => ({
  'src/orders.ts': `import { Kafka } from 'kafkajs';
import { tracker } from '@acme/tracker';
${head}
const producer = new Kafka({ brokers: ['a'] }).producer();
export async function place(order: string, done: (error?: unknown) => void, failed: (error: unknown) => void) {
  ${body}
}
`,
});

const HANDLER = '1 handler counts a record as done only when it returns, and neither swallows failures nor leaves work behind';
const SEND = '1 send keeps the record or passes the failure on when it fails';

describe('a handler whose work cannot be seen', () => {
  it('is not decided, with the call', async () => {
    assert.deepEqual(await said('consumer', handler('await gateway.book(message.value);')), { safe: [], open: ['what `book` does cannot be seen src/orders.ts:8'], found: [] });
    assert.deepEqual(await said('consumer', handler('await gateway.add(message.value);')), { safe: [], open: ['what `add` does cannot be seen src/orders.ts:8'], found: [] });
  });

  it('is decided where the work is a library\'s that is known, the runtime\'s, or in view', async () => {
    const known = { safe: [HANDLER], open: [], found: [] };
    assert.deepEqual(await said('consumer', handler("await pool.query('INSERT INTO orders VALUES ($1)', [message.value]);")), known);
    assert.deepEqual(await said('consumer', handler("await fetch('http://orders', { method: 'POST' });")), known);
    assert.deepEqual(await said('consumer', handler("await writeFile('orders', message.value!);", "import { writeFile } from 'node:fs/promises';")), known);
    assert.deepEqual(await said('consumer', handler('await save(message.value);', "async function save(order: unknown) { await pool.query('INSERT INTO orders VALUES ($1)', [order]); }")), known);
  });

  it('is not asked about where something is wrong with it anyway', async () => {
    const { open, found } = await said('consumer', handler('try { await gateway.book(message.value); } catch (error) { console.error(error); }'));
    assert.deepEqual({ open, found }, { open: [], found: ['swallowed-handler-error src/orders.ts:8'] });
  });

  const chain = (length: number, last: string) => Array.from({ length }, (_, i) => `async function step${i}(order: unknown): Promise<void> { ${i + 1 < length ? `await step${i + 1}(order);` : last} }`).join('\n');

  it('is not decided where more is run than is followed', async () => {
    // Eight flags that are asked at the end are 256 ways, each of which passes all that is in between.
    const flags = Array.from({ length: 8 }, (_, i) => `let flag${i} = false;\nif (order.a${i}) flag${i} = true;`).join('\n');
    const work = "await pool.query('INSERT INTO steps VALUES (1)');\n".repeat(40), all = Array.from({ length: 8 }, (_, i) => `flag${i}`).join(' && ');
    const parts = Array.from({ length: 24 }, (_, i) => `async function part${i}(order: any): Promise<void> {\n${flags}\n${work}if (${all}) return;\n}`).join('\n');
    const { safe, open } = await said('consumer', handler(`${Array.from({ length: 24 }, (_, i) => `await part${i}(message.value);`).join(' ')} await last(message.value);`, `${parts}\nasync function last(order: unknown): Promise<void> { await pool.query('INSERT INTO orders VALUES ($1)', [order]); }`));
    assert.deepEqual(safe, []);
    assert.match(open.join(), /runs more code than is followed/);
  }).timeout(60_000);

  it('is followed through hundreds of tries and flags in a row', async () => {
    const step = (i: number) => `let ok${i} = true; try { await pool.query('INSERT INTO t${i} VALUES (1)'); } catch (error) { ok${i} = false; } if (!ok${i}) console.error('lost');`;
    const { open, found } = await said('consumer', handler(Array.from({ length: 300 }, (_, i) => step(i)).join('\n')));
    assert.deepEqual({ open, count: found.length }, { open: [], count: 300 });
  });

  it('is not decided where it lies deeper than is followed', async () => {
    const { safe, open } = await said('consumer', handler('await step0(message.value);', chain(150, 'await pool.query("INSERT INTO orders VALUES (1)");')));
    assert.deepEqual({ safe, count: open.length }, { safe: [], count: 1 });
    assert.match(open[0], /^`step\d+` is reached through more functions than are followed src\/orders\.ts:\d+$/);
  });

  it('is decided behind many functions', async () => {
    const { safe, open } = await said('consumer', handler('await step0(message.value);', chain(40, 'await pool.query("INSERT INTO orders VALUES (1)");')));
    assert.deepEqual({ safe, open }, { safe: [HANDLER], open: [] });
  });

  it('is work where it lies deeper than is followed', async () => {
    const { found } = await said('consumer', handler('try { await step0(message.value); } catch (error) { console.error(error); }', chain(150, 'await pool.query("INSERT INTO orders VALUES (1)");')));
    assert.deepEqual(found, ['swallowed-handler-error src/orders.ts:157']);
  });

  it('does the work of a function that calls itself', async () => {
    const again = "async function save(orders: string[]): Promise<void> { if (orders.length === 0) return; await pool.query('INSERT INTO orders VALUES ($1)', [orders[0]]); await retry(orders.slice(1)); }\nasync function retry(orders: string[]) { try { await save(orders); } catch (error) { console.error(error); } }";
    const { found } = await said('consumer', handler('await save([String(message.value)]);', again));
    assert.deepEqual(found, ['swallowed-handler-error src/orders.ts:5']);
  });

  it('of Java as well', async () => {
    const listener = (service: string) => ({
      'pom.xml': '<project><dependencies><dependency><groupId>org.springframework.kafka</groupId><artifactId>spring-kafka</artifactId><version>3.1.0</version></dependency></dependencies></project>',
      'src/main/java/shop/Orders.java': `package shop;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.jdbc.core.JdbcTemplate;
import com.acme.Gateway;
class Orders {
  private final Gateway gateway; private final JdbcTemplate jdbc;
  Orders(Gateway gateway, JdbcTemplate jdbc) { this.gateway = gateway; this.jdbc = jdbc; }
  @KafkaListener(topics = "orders")
  void on(String order) { ${service} }
}
`,
    });
    const unseen = await said('consumer', listener('gateway.book(order);'));
    assert.deepEqual([unseen.safe, unseen.open], [[], ['what `book` does cannot be seen src/main/java/shop/Orders.java:9']]);
    const seen = await said('consumer', listener('jdbc.update("INSERT INTO orders VALUES (?)", order);'));
    assert.deepEqual([seen.safe, seen.open], [[HANDLER], []]);
  });
});

describe('a catch that leaves the record to a call that cannot be seen', () => {
  it('leaves a send undecided', async () => {
    const call = "try { await producer.send({ topic: 'orders', messages: [{ value: order }] }); } catch (error) { tracker.done(error); }";
    assert.deepEqual(await said('producer', sender(call)), { safe: [], open: ['what `done` does cannot be seen src/orders.ts:6'], found: [] });
    const chain = "producer.send({ topic: 'orders', messages: [{ value: order }] }).catch(error => tracker.done(error));";
    assert.deepEqual((await said('producer', sender(chain))).open, ['what `done` does cannot be seen src/orders.ts:6']);
  });

  it('leaves a handler undecided', async () => {
    const body = "try { await pool.query('INSERT INTO orders VALUES ($1)', [message.value]); } catch (error) { gateway.done(error); }";
    assert.deepEqual(await said('consumer', handler(body)), { safe: [], open: ['what `done` does cannot be seen src/orders.ts:8'], found: [] });
  });

  it('is judged by the body of the call where that is in view', async () => {
    const call = "try { await producer.send({ topic: 'orders', messages: [{ value: order }] }); } catch (error) { keep(order); }";
    const { found } = await said('producer', sender(call, 'function keep(order: string) { console.error(order); }'));
    assert.deepEqual(found, ['swallowed-send-error src/orders.ts:6']);
    const kept = await said('producer', sender(call, "import { Pool } from 'pg';\nconst pool = new Pool();\nfunction keep(order: string) { return pool.query('INSERT INTO failed VALUES ($1)', [order]); }"));
    assert.deepEqual(kept, { safe: [SEND], open: [], found: [] });
  });

  it('tells whoever gave the function', async () => {
    const call = "try { await producer.send({ topic: 'orders', messages: [{ value: order }] }); } catch (error) { done(error); }";
    assert.deepEqual(await said('producer', sender(call)), { safe: [SEND], open: [], found: [] });
  });

  it('tells whoever gave the callback itself', async () => {
    const { safe, open } = await said('producer', sender("producer.send({ topic: 'orders', messages: [{ value: order }] }).catch(failed);"));
    assert.deepEqual({ safe, open }, { safe: [SEND], open: [] });
  });
});
