import { block, inner, tried, type Draft, type Lines } from './draft';
import { attempt } from './grammar-failures';
import type { Place } from './place';

/** `relay()`: sends what waits in the outbox, and marks it. */
export function relay(draft: Draft): void {
  draft.main.uses.add('pool');
  const mark = draft.pick('mark', { after: 4, before: 1, finally: 1, end: 1, loose: 1, firstAll: 0.5, ids: 1, inTry: 1 });
  const loop = draft.pick('loop', { of: 4, all: 1, forEach: 1, settled: 1 }),
    remove = draft.pick('marked', { update: 2, delete: 1, time: 1 });
  const inTransaction = loop === 'of' && draft.pick('transaction', { no: 4, yes: 1 }) === 'yes', on = inTransaction ? 'client' : 'pool';
  const marks = (where: string, value: string): string => {
    const start = { update: 'UPDATE outbox SET sent = true', delete: 'DELETE FROM outbox', time: 'UPDATE outbox SET sent_at = now()' }[
      remove
    ];
    return `${on}.query('${start} WHERE id = ${where}', [${value}])`;
  };
  const one = marks('$1', 'row.id'), marking = `${mark === 'loose' ? '' : 'await '}${one};`;
  const around = { before: [] as Lines, behind: [] as Lines };
  const place: Place = {
    draft,
    part: draft.main,
    value: 'order',
    task: 'send',
    depth: 2,
    last: false,
    loop: loop === 'of',
    gives: true,
    relays: true,
    ...(loop === 'of' && { around }),
  };
  const send = ['const order = row.payload as string;', ...attempt(place, 'send')];
  const bodies: Readonly<Record<string, Lines>> = {
    before: [marking, ...send],
    finally: ['try {', ...inner(send), '} finally {', ...inner([marking]), '}'],
    end: send,
    firstAll: send,
    ids: [...send, 'sent.push(row.id);'],
    inTry: tried([...send, marking], ["console.error('stays for the next time', error);"]),
  };
  const each = bodies[mark] ?? [...send, marking], whole = `for (const row of rows) await ${one};`;
  const call = (open: string, close: string): Lines => [`${open}async row => {`, ...inner(each), `}${close}`];
  const body = {
    of: block('for (const row of rows) {', each),
    all: call('await Promise.all(rows.map(', '));'),
    forEach: call('rows.forEach(', ');'),
    settled: call('await Promise.allSettled(rows.map(', '));'),
  }[loop];
  const waits = remove === 'update' ? ' WHERE sent = false' : remove === 'time' ? ' WHERE sent_at IS NULL' : '';
  const lines = [
    `const { rows } = await ${on}.query('SELECT id, payload FROM outbox${waits} ORDER BY id${inTransaction ? ' FOR UPDATE SKIP LOCKED' : ''}');`,
    ...(mark === 'firstAll' ? [whole] : []),
    ...(mark === 'ids' ? ['const sent: string[] = [];'] : []),
    ...around.before,
    ...body,
    ...(mark === 'end' ? [whole] : []),
    ...(mark === 'ids' ? [`await ${marks('ANY($1)', 'sent')};`] : []),
    ...around.behind,
  ];
  draft.main.declare(
    block(
      'export async function relay(): Promise<void> {',
      inTransaction
        ? [
            'const client = await pool.connect();',
            ...tried(
              ["await client.query('BEGIN');", ...lines, "await client.query('COMMIT');"],
              ["await client.query('ROLLBACK');", 'throw error;'],
            ),
            'client.release();',
          ]
        : lines,
    ),
  );
}
