import { block, inner, type Draft, type Lines } from './draft';
import { attempt, keeping, type Place } from './grammar-work';

const DEPTH = 3;

/** `place(order)`: sends, with or without a row beside it. */
export function sender(draft: Draft): void {
  const place: Place = { draft, part: draft.main, value: 'order', task: 'send', depth: DEPTH, last: true, loop: false };
  const row = draft.pick('row', { none: 6, before: 1, after: 1, transaction: 1, outbox: 1, sent: 0.5 });
  draft.main.declare(block('export async function place(order: string) {', withRow(place, row)));
}

function withRow(place: Place, row: string): Lines {
  const { part } = place;
  if (row === 'none') return attempt(place, 'send');
  part.uses.add('pool');
  const insert = (table: string, client = 'pool'): string => `await ${client}.query('INSERT INTO ${table} (id) VALUES ($1)', [order]);`;
  const transaction = (lines: Lines): Lines => [
    'const client = await pool.connect();', 'try {', ...inner(["await client.query('BEGIN');", ...lines, "await client.query('COMMIT');"]),
    '} catch (error) {', ...inner(["await client.query('ROLLBACK');", 'throw error;']), '} finally {', '  client.release();', '}',
  ];
  switch (row) {
    case 'before': return [insert('orders'), ...attempt(place, 'send')];
    case 'after': return [...attempt({ ...place, last: false }, 'send'), insert('orders')];
    case 'transaction': return transaction([insert('orders', 'client'), ...attempt({ ...place, last: false }, 'send')]);
    case 'outbox': return transaction([insert('orders', 'client'), insert('outbox', 'client')]);
    default: return [...transaction([insert('orders', 'client'), insert('outbox', 'client')]), ...attempt({ ...place, last: false }, 'send'),
      "await pool.query('DELETE FROM outbox WHERE id = $1', [order]);"];
  }
}

/** `placeAll(orders)`: sends some of them. */
export function senders(draft: Draft): void {
  const loop = draft.pick('loop', { of: 4, forEach: 1, all: 2, settled: 1, settledRead: 1, settledKeep: 1, map: 1, list: 1, collected: 1, once: 1 });
  const plainLoop = loop === 'of';
  const place: Place = { draft, part: draft.main, value: 'order', task: 'send', depth: DEPTH - 1, last: !plainLoop, loop: plainLoop };
  draft.main.declare(block('export async function placeAll(orders: string[]) {', all(draft, place, loop)));
}

function all(draft: Draft, place: Place, loop: string): Lines {
  const call = (open: string, close: string): Lines => [`${open}async order => {`, ...inner(attempt(place, 'send')), `}${close}`];
  switch (loop) {
    case 'forEach': return call('orders.forEach(', ');');
    case 'map': return call('orders.map(', ');');
    case 'all': return call('await Promise.all(orders.map(', '));');
    case 'list': return call('return Promise.all(orders.map(', '));');
    case 'settled': return call('await Promise.allSettled(orders.map(', '));');
    case 'settledRead': return [...call('const results = await Promise.allSettled(orders.map(', '));'), "const failed = results.find(({ status }) => status === 'rejected');", "if (failed) throw new Error('failed');"];
    case 'settledKeep': return [
      ...call('const results = await Promise.allSettled(orders.map(', '));'),
      ...block('for (const [at, result] of results.entries()) {', [`if (result.status === 'rejected') await ${keeping({ ...place, value: 'orders[at]' }, 'send.settled')};`]),
    ];
    case 'collected': {
      draft.main.uses.add('producer');
      const end = { all: 'await Promise.all(running);', settled: 'await Promise.allSettled(running);', never: "console.log('started', running.length);" }[draft.pick('collected', { all: 2, settled: 1, never: 1 })];
      return ['const running: Promise<unknown>[] = [];', "for (const order of orders) running.push(producer.send({ topic: 'orders', messages: [{ value: order }] }));", end];
    }
    case 'once': draft.main.uses.add('producer'); return ["await producer.send({ topic: 'orders', messages: orders.map(value => ({ value })) });"];
    default: return block('for (const order of orders) {', attempt(place, 'send'));
  }
}

/** `relay()`: sends what waits in the outbox, and marks it. */
export function relay(draft: Draft): void {
  draft.main.uses.add('pool');
  const mark = draft.pick('mark', { after: 4, before: 1, finally: 1, end: 1, loose: 1, firstAll: 0.5 });
  const loop = draft.pick('loop', { of: 4, all: 1, forEach: 1, settled: 1 });
  const remove = draft.pick('marked', { update: 2, delete: 1, time: 1 });
  const marks = (row: string): string => ({
    update: `pool.query('UPDATE outbox SET sent = true WHERE id = $1', [${row}.id])`, delete: `pool.query('DELETE FROM outbox WHERE id = $1', [${row}.id])`,
    time: `pool.query('UPDATE outbox SET sent_at = now() WHERE id = $1', [${row}.id])`,
  })[remove];
  const place: Place = { draft, part: draft.main, value: 'order', task: 'send', depth: DEPTH - 1, last: false, loop: loop === 'of' };
  const send = ['const order = row.payload as string;', ...attempt(place, 'send')], marking = `${mark === 'loose' ? '' : 'await '}${marks('row')};`;
  const each: Lines = mark === 'before' ? [marking, ...send] : mark === 'finally' ? ['try {', ...inner(send), '} finally {', ...inner([marking]), '}']
    : mark === 'end' || mark === 'firstAll' ? send : [...send, marking];
  const call = (open: string, close: string): Lines => [`${open}async row => {`, ...inner(each), `}${close}`];
  const body = { of: block('for (const row of rows) {', each), all: call('await Promise.all(rows.map(', '));'), forEach: call('rows.forEach(', ');'), settled: call('await Promise.allSettled(rows.map(', '));') }[loop];
  const whole = `for (const row of rows) await ${marks('row')};`;
  const waits = remove === 'update' ? ' WHERE sent = false' : remove === 'time' ? ' WHERE sent_at IS NULL' : '';
  draft.main.declare(block('export async function relay(): Promise<void> {', [
    `const { rows } = await pool.query('SELECT id, payload FROM outbox${waits} ORDER BY id');`,
    ...(mark === 'firstAll' ? [whole] : []), ...body, ...(mark === 'end' ? [whole] : []),
  ]));
}
