import { block, inner, tried, type Draft, type Lines } from './draft';
import { attempt, keeping } from './grammar-failures';
import { client, type Place } from './place';

const DEPTH = 3;

/** `place(order)`: sends, with or without a row beside it. */
export function sender(draft: Draft): void {
  const place: Place = { draft, part: draft.main, value: 'order', task: 'send', depth: DEPTH, last: true, loop: false };
  const row = draft.pick('row', { none: 7, before: 1, after: 1, transaction: 1, outbox: 1, sent: 0.5, repository: 0.5, update: 0.5 });
  draft.main.declare(block('export async function place(order: string) {', withRow(place, row)));
}

function withRow(place: Place, row: string): Lines {
  if (row === 'none') return attempt(place, 'send');
  const insert = (table: string, on = client(place, 'pool')): string =>
    `await ${on}.query('INSERT INTO ${table} (id) VALUES ($1)', [order]);`;
  const inside: Place = { ...place, last: false };
  switch (row) {
    case 'before':
      return [insert('orders'), ...attempt(place, 'send')];
    case 'update':
      return [`await ${client(place, 'pool')}.query('UPDATE orders SET placed = true WHERE id = $1', [order]);`, ...attempt(place, 'send')];
    case 'after':
      return [...attempt(inside, 'send'), insert('orders')];
    case 'repository':
      return [`await ${client(place, 'repository')}.save({ id: order });`, ...attempt(place, 'send')];
    case 'transaction':
      return transaction(place, [insert('orders', 'client'), ...attempt(inside, 'send')]);
    case 'outbox':
      return transaction(place, [insert('orders', 'client'), insert('outbox', 'client')]);
    // What fails stays in the outbox.
    default:
      return [
        ...transaction(place, [insert('orders', 'client'), insert('outbox', 'client')]),
        ...attempt({ ...inside, relays: true }, 'send'),
        "await pool.query('DELETE FROM outbox WHERE id = $1', [order]);",
      ];
  }
}

function transaction(place: Place, lines: Lines): Lines {
  return [
    `const client = await ${client(place, 'pool')}.connect();`,
    ...tried(
      ["await client.query('BEGIN');", ...lines, "await client.query('COMMIT');"],
      ["await client.query('ROLLBACK');", 'throw error;'],
    ).slice(0, -1),
    '} finally {',
    '  client.release();',
    '}',
  ];
}

/** `POST /orders`: sends, and answers. */
export function http(draft: Draft): void {
  draft.main.uses.add('express');
  const place: Place = {
    draft,
    part: draft.main,
    value: 'order',
    task: 'send',
    depth: DEPTH - 1,
    last: false,
    loop: false,
    gives: true,
    answers: true,
  };
  const when = draft.pick('answer', { after: 4, before: 1, then: 1, finally: 0.5 }),
    good = 'response.status(201).end();',
    send = attempt(place, 'send');
  const body: Readonly<Record<string, Lines>> = {
    before: [good, ...send],
    after: [...send, good],
    then: [...send, 'response.status(201);', 'response.json({ order });'],
    finally: ['try {', ...inner(send), '} finally {', ...inner([good]), '}'],
  };
  draft.main.declare(['export const app = express();']);
  draft.main.declare(
    block("app.post('/orders', async (request, response) => {", ['const order = String(request.body.order);', ...body[when]], '});'),
  );
}

/** `place(order)`: sends in a transaction of Kafka. */
export function transacted(draft: Draft): void {
  draft.main.uses.add('transactional');
  const end = draft.pick('abort', { throw: 3, log: 1, none: 1, keep: 0.5, wrap: 0.5 }),
    by = draft.pick('by', { transaction: 4, producer: 1 });
  const wait = draft.pick('wait', { await: 4, float: 1, catchLog: 1, settled: 0.5 }), commit = draft.pick('commit', { await: 4, float: 1 });
  const send = (topic: string): string =>
    `${by === 'transaction' ? 'transaction' : 'transactional'}.send({ topic: '${topic}', messages: [{ value: order }] })`;
  const waits = (text: string): string =>
    ({
      await: `await ${text};`,
      float: `${text};`,
      catchLog: `await ${text}.catch(error => console.error('failed', error));`,
      settled: `await Promise.allSettled([${text}]);`,
    })[wait];
  const work = [
    ...(draft.pick('two', { no: 2, yes: 1 }) === 'yes' ? [waits(send('invoices'))] : []),
    waits(send('orders')),
    `${commit === 'await' ? 'await ' : ''}transaction.commit();`,
  ];
  const place: Place = { draft, part: draft.main, value: 'order', task: 'send', depth: 0, last: true, loop: false };
  const ends: Readonly<Record<string, () => Lines>> = {
    throw: () => ['throw error;'],
    log: () => ["console.error('failed', error);"],
    keep: () => [`await ${keeping(place, 'abort')};`],
    wrap: () => ["throw new Error('failed', { cause: error });"],
  };
  draft.main.declare(
    block('export async function place(order: string) {', [
      'const transaction = await transactional.transaction();',
      ...(end === 'none' ? work : tried(work, ['await transaction.abort();', ...ends[end]()])),
    ]),
  );
}

/** `placeAll(orders)`: sends some of them. */
export function senders(draft: Draft): void {
  const loop = draft.pick('loop', {
    of: 5,
    forEach: 1,
    all: 2,
    settled: 1,
    settledRead: 1,
    settledKeep: 1,
    map: 1,
    list: 1,
    collected: 1,
    once: 1,
    chain: 0.5,
  });
  const plain = loop === 'of', around = { before: [], behind: [] };
  const place: Place = {
    draft,
    part: draft.main,
    value: 'order',
    task: 'send',
    depth: DEPTH - 1,
    last: !plain,
    loop: plain,
    ...(loop !== 'list' && { around }),
  };
  const lines = all(draft, place, loop);
  draft.main.declare(block('export async function placeAll(orders: string[]) {', [...around.before, ...lines, ...around.behind]));
}

function all(draft: Draft, place: Place, loop: string): Lines {
  const call = (open: string, close: string): Lines => [`${open}async order => {`, ...inner(attempt(place, 'send')), `}${close}`];
  switch (loop) {
    case 'forEach':
      return call('orders.forEach(', ');');
    case 'map':
      return call('orders.map(', ');');
    case 'all':
      return call('await Promise.all(orders.map(', '));');
    case 'list':
      return call('return Promise.all(orders.map(', '));');
    case 'settled':
      return call('await Promise.allSettled(orders.map(', '));');
    case 'settledRead':
      return [
        ...call('const results = await Promise.allSettled(orders.map(', '));'),
        "const failed = results.find(({ status }) => status === 'rejected');",
        "if (failed) throw new Error('failed');",
      ];
    case 'settledKeep':
      return [
        ...call('const results = await Promise.allSettled(orders.map(', '));'),
        ...block('for (const [at, result] of results.entries()) {', [
          `if (result.status === 'rejected') await ${keeping({ ...place, value: 'orders[at]' }, 'send.settled')};`,
        ]),
      ];
    case 'chain':
      return [
        'await orders.reduce((before, order) => before.then(async () => {',
        ...inner(attempt(place, 'send')),
        '}), Promise.resolve());',
      ];
    case 'collected': {
      draft.main.uses.add('producer');
      const end = {
        all: 'await Promise.all(running);',
        settled: 'await Promise.allSettled(running);',
        never: "console.log('started', running.length);",
      }[draft.pick('collected', { all: 2, settled: 1, never: 1 })];
      return [
        'const running: Promise<unknown>[] = [];',
        "for (const order of orders) running.push(producer.send({ topic: 'orders', messages: [{ value: order }] }));",
        end,
      ];
    }
    case 'once':
      draft.main.uses.add('producer');
      return ["await producer.send({ topic: 'orders', messages: orders.map(value => ({ value })) });"];
    default:
      return block('for (const order of orders) {', attempt(place, 'send'));
  }
}
