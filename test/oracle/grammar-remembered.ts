import { inner, tried, type Lines } from './draft';
import { client, type Place } from './place';

/** A message that was handled before is not handled again: when it is remembered, and where. */
export function remembered(place: Place, name: string, work: Lines): Lines {
  const { draft, part, value, loop } = place,
    when = draft.pick(name, { no: 12, after: 1, before: 1, duplicate: 0.7, transaction: 0.7, memoryBefore: 0.7, memoryAfter: 0.7 });
  if (when === 'no') return work;
  const leave = loop ? 'continue;' : 'return;';
  if (when === 'memoryBefore' || when === 'memoryAfter') {
    part.uses.add('seen');
    const add = `seen.add(${value});`;
    return [`if (!seen.has(${value})) {`, ...inner(when === 'memoryBefore' ? [add, ...work] : behind(work, add)), '}'];
  }
  const insert = (on: string, rest = ''): string => `${on}.query('INSERT INTO processed_messages (id) VALUES ($1)${rest}', [${value}])`;
  const pool = client(place, 'pool'), remember = `await ${insert(pool, ' ON CONFLICT DO NOTHING')};`;
  if (when === 'duplicate') {
    part.uses.add('code');
    return [...tried([`await ${insert(pool)};`], [`if (codeOf(error) === '23505') ${leave}`, 'throw error;']), ...work];
  }
  if (when === 'transaction') {
    const connection = draft.name('client');
    return [
      `const ${connection} = await ${pool}.connect();`,
      ...tried(
        [
          `await ${connection}.query('BEGIN');`,
          `await ${insert(connection)};`,
          `await ${connection}.query('INSERT INTO invoices (id) VALUES ($1)', [${value}]);`,
          `await ${connection}.query('COMMIT');`,
        ],
        [`await ${connection}.query('ROLLBACK');`, "if ((error as { code?: string }).code !== '23505') throw error;"],
      ),
      `${connection}.release();`,
      ...work,
    ];
  }
  const rows = draft.name('rows');
  return [
    `const { rows: ${rows} } = await ${pool}.query('SELECT id FROM processed_messages WHERE id = $1', [${value}]);`,
    `if (${rows}.length === 0) {`, ...inner(when === 'before' ? [remember, ...work] : behind(work, remember)), '}',
  ];
}

/** A line behind others, unless they leave. */
function behind(work: Lines, line: string): Lines { return /^(return|throw|break|continue)\b/.test(work.at(-1)!) ? work : [...work, line]; }
