import { strict as assert } from 'node:assert';
import { compile } from './load';
import { IDS, run, type Program } from './run';
import type { Fault } from './world';

/** A program with this handler, whose work for the second record always fails. */
async function consumed(options: string, faults?: readonly Fault[]): Promise<{ worked: string[]; committed: number }> {
  const text = `
    import { Kafka } from 'kafkajs';
    declare function charge(order: string): Promise<void>;
    const consumer = new Kafka({ brokers: [] }).consumer({ groupId: 'g' });
    export async function start() {
      await consumer.subscribe({ topic: 'orders', fromBeginning: true });
      await consumer.run({ ${options} });
    }`;
  const program: Program = { kind: 'consumer', main: 'src/main.ts', json: false, compiled: compile(new Map([['src/main.ts', text]])) };
  const good = await run(program), second = good.world.calls.findIndex(({ role, ids }) => role === 'work' && ids.includes('order-2'));
  const { store } = await run(
    program,
    faults ?? (second < 0 ? [] : [{ kind: 'fail', call: second, late: false, always: true, code: 'EINVAL' }]),
  );
  const worked = store.effects.get('charge');
  return { worked: IDS.filter(id => worked?.has(id)).map(id => id.slice(6)), committed: store.committed.get('g/orders') ?? 0 };
}

const EACH = (body: string): string =>
  `eachMessage: async ({ topic, partition, message }) => { const order = String(message.value); ${body} }`;
const BATCH = (body: string): string => `eachBatch: async ({ batch, resolveOffset }) => { ${body} }`;
const OF = (body: string): string => BATCH(`for (const message of batch.messages) { const order = String(message.value); ${body} }`);
const COMMIT = (offset: string): string => `await consumer.commitOffsets([{ topic, partition, offset: ${offset} }]);`;

/** What kafkajs 2.2.4 does, as measured with brokers in memory, for four records of which the second always fails. */
const MEASURED: readonly (readonly [title: string, options: string, worked: string, committed: number])[] = [
  ['a handler that waits stops before the record', EACH('await charge(order);'), '1', 1],
  ['a handler that gives its promise', 'eachMessage: ({ message }) => charge(String(message.value))', '1', 1],
  ['a handler that starts work: its failure ends the process, when all is committed', EACH('charge(order);'), '1', 4],
  ['a handler that logs the failure of what it starts', EACH('charge(order).catch(() => {});'), '1 3 4', 4],
  ['a handler that catches', EACH('try { await charge(order); } catch { }'), '1 3 4', 4],
  ['resolved before the work', OF('resolveOffset(message.offset); await charge(order);'), '1 3 4', 4],
  ['resolved after the work', OF('await charge(order); resolveOffset(message.offset);'), '1', 1],
  ['left early, and the rest is resolved', OF('if (order === "order-2") break; await charge(order);'), '1 3 4', 4],
  [
    'left early, and nothing more is resolved',
    `eachBatchAutoResolve: false, ${OF('if (order === "order-2") throw new Error("no"); await charge(order); resolveOffset(message.offset);')}`,
    '1',
    1,
  ],
  [
    'resolved side by side',
    BATCH('await Promise.all(batch.messages.map(async m => { await charge(String(m.value)); resolveOffset(m.offset); }));'),
    '1 3 4',
    4,
  ],
  ['all settled', BATCH('await Promise.allSettled(batch.messages.map(m => charge(String(m.value))));'), '1 3 4', 4],
  ['a batch that fails is read again from its start', OF('await charge(order);'), '1', 0],
  [
    'committed by hand, each after its work',
    `autoCommit: false, ${EACH(`await charge(order); ${COMMIT('String(Number(message.offset) + 1)')}`)}`,
    '1',
    1,
  ],
  [
    'committed first: tried again from memory, and passed when the consumer starts again',
    `autoCommit: false, ${EACH(`${COMMIT('String(Number(message.offset) + 1)')} await charge(order);`)}`,
    '1 3 4',
    4,
  ],
  [
    'a failure that the language throws ends the consumer',
    EACH('if (order === "order-2") throw new TypeError("no"); await charge(order);'),
    '1',
    1,
  ],
];

describe('the stand-in for kafkajs', () => {
  for (const [title, options, worked, committed] of MEASURED) {
    it(title, async () => assert.deepEqual(await consumed(options), { worked: worked.split(' '), committed }));
  }

  it('takes an offset behind which text was put as it stands', async () => {
    const { committed } = await consumed(`autoCommit: false, ${EACH(`await charge(order); ${COMMIT('message.offset + 1')}`)}`, []);
    assert.equal(committed, 31);
  });

  it('reads again what a stopped process had not committed', async () => {
    const found = await consumed(EACH('await charge(order);'), [{ kind: 'stop', step: 3, leave: false }]);
    assert.deepEqual(found, { worked: ['1', '2', '3', '4'], committed: 4 });
  });

  it('finishes the record at hand and commits when it is asked to leave', async () => {
    const found = await consumed(OF('await charge(order);'), [{ kind: 'stop', step: 2, leave: true }]);
    assert.deepEqual(found, { worked: ['1', '2', '3', '4'], committed: 4 });
  });
});
