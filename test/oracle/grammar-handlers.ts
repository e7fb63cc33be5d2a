import { block, inner, type Draft, type Lines } from './draft';
import { attempt, keeping, type Place } from './grammar-work';

const DEPTH = 3;

/** `eachMessage` and the options beside it. */
export function messageHandler(draft: Draft): Lines {
  const byHand = draft.pick('commits', { automatic: 3, byHand: 2 }) === 'byHand';
  const commit = byHand ? draft.pick('commit', { after: 3, before: 1, finally: 1, loose: 1, never: 1 }) : 'never';
  const place: Place = { draft, part: draft.main, value: 'order', task: 'work', depth: DEPTH, last: commit === 'never' || commit === 'before', loop: false };
  const commits = byHand && commit !== 'never' ? [`${commit === 'loose' ? '' : 'await '}${committing(draft, 'message.offset')};`] : [];
  const parts = steps(place, 'message');
  const body: Lines = commit === 'before' ? [...commits, ...parts]
    : commit === 'finally' ? ['try {', ...inner(parts), '} finally {', ...inner(commits), '}'] : [...parts, ...commits];
  return [...(byHand ? ['autoCommit: false,'] : []), ...placed(draft, 'eachMessage', `{ ${byHand ? 'topic, partition, ' : ''}message }`, body)];
}

/** The handler stands in the options, or is a function of its own. */
function placed(draft: Draft, which: 'eachMessage' | 'eachBatch', parameter: string, body: Lines): Lines {
  if (draft.pick('handler', { inline: 3, named: 1 }) === 'inline') return block(`${which}: async (${parameter}) => {`, body, '},');
  const type = which === 'eachMessage' ? 'EachMessagePayload' : 'EachBatchPayload', name = which === 'eachMessage' ? 'onMessage' : 'onBatch';
  draft.main.uses.add(type);
  draft.main.declare(block(`async function ${name}(${parameter}: ${type}): Promise<void> {`, body));
  return [`${which}: ${name},`];
}

function committing(draft: Draft, offset: string): string {
  const form = draft.pick('offset', { next: 6, own: 1, text: 1, number: 1 });
  const next = { next: `(BigInt(${offset}) + 1n).toString()`, own: offset, text: `${offset} + 1`, number: `String(Number(${offset}) + 1)` }[form];
  return `consumer.commitOffsets([{ topic, partition, offset: ${next} }])`;
}

/** Reads the record and does one thing or two for it. */
function steps(place: Place, name: string): Lines {
  const { draft } = place, two = draft.pick(`${name}.steps`, { one: 3, two: 1 }) === 'two';
  const last = attempt(place, `${name}.first`);
  const work = two ? [...attempt({ ...place, last: false, depth: 1, first: true }, `${name}.before`), ...last] : last;
  const known = draft.pick(`${name}.known`, { no: 8, after: 1, before: 1 });
  return read(place, name, known === 'no' ? work : remembered(place, known, work));
}

/** A message that was handled before is not handled again. */
function remembered({ draft, part, value, loop }: Place, when: 'after' | 'before', work: Lines): Lines {
  part.uses.add('pool');
  const rows = draft.name('rows'), remember = `await pool.query('INSERT INTO processed_messages (id) VALUES ($1) ON CONFLICT DO NOTHING', [${value}]);`;
  return [
    `const { rows: ${rows} } = await pool.query('SELECT id FROM processed_messages WHERE id = $1', [${value}]);`,
    `if (${rows}.length === 0) {`, ...inner(when === 'before' ? [remember, ...work] : [...work, ...(ends(work, loop) ? [] : [remember])]), '}',
  ];
}

function ends(work: Lines, loop: boolean): boolean { return /^(return|throw)\b/.test(work.at(-1)!) || (loop && /^(break|continue)\b/.test(work.at(-1)!)); }

/** How the text of a record becomes the message. */
function read(place: Place, name: string, work: Lines): Lines {
  const { draft, value, loop } = place, how = draft.pick(`${name}.read`, { text: 6, json: 1, jsonTry: 1, jsonSkip: 1, jsonKeep: 1 });
  if (how === 'text') return [`const ${value} = String(message.value);`, ...work];
  draft.json = true;
  const parsed = '(JSON.parse(String(message.value)) as { id: string }).id';
  if (how === 'json') return [`const ${value} = ${parsed};`, ...work];
  if (how === 'jsonTry') return ['try {', ...inner([`const ${value} = ${parsed};`, ...work]), '} catch (error) {', ...inner(["console.error('failed', error);", 'throw error;']), '}'];
  const kept = how === 'jsonKeep' ? [`await ${keeping({ ...place, value: 'String(message.value)' }, `${name}.read`)};`] : [];
  return [
    `let ${value}: string;`, 'try {', ...inner([`${value} = ${parsed};`]), '} catch (error) {',
    ...inner(["console.error('cannot read', error);", ...kept, loop ? 'continue;' : 'return;']), '}', ...work,
  ];
}

/** `eachBatch` and the options beside it. */
export function batchHandler(draft: Draft): Lines {
  const byHand = draft.pick('commits', { automatic: 3, byHand: 1 }) === 'byHand';
  const auto = draft.pick('autoResolve', { on: 2, off: 1 }) === 'on';
  const resolve = draft.pick('resolve', auto ? { never: 2, after: 2, before: 1, finally: 1 } : { after: 3, before: 1, finally: 1 });
  const loop = draft.pick('loop', { of: 6, forEach: 1, all: 1, settled: 1, settledRead: 1, map: 0.5, whole: 1, index: 1, collected: 1, chain: 0.5 });
  const each = loopBody(draft, resolve, loop);
  const uses = ['batch'];
  if (resolve !== 'never') uses.push('resolveOffset');
  if (each.some(line => line.includes('isRunning()'))) uses.push('isRunning');
  const around = draft.pick('around', { none: 5, log: 1, throw: 1 });
  let body = looped(draft, loop, each);
  if (around !== 'none') body = ['try {', ...inner(body), '} catch (error) {', ...inner(["console.error('the batch failed', error);", ...(around === 'throw' ? ['throw error;'] : [])]), '}'];
  const commit = byHand ? draft.pick('commit', { after: 3, before: 1, finally: 1, never: 1 }) : 'never';
  if (commit !== 'never') {
    const line = `await ${committing(draft, 'batch.lastOffset()')};`;
    body = commit === 'before' ? [line, ...body] : commit === 'finally' ? ['try {', ...inner(body), '} finally {', ...inner([line]), '}'] : [...body, line];
    body = ['const { topic, partition } = batch;', ...body];
  }
  return [
    ...(byHand ? ['autoCommit: false,'] : []), ...(auto ? [] : ['eachBatchAutoResolve: false,']),
    ...placed(draft, 'eachBatch', `{ ${uses.join(', ')} }`, body),
  ];
}

const BY_FUNCTION = ['forEach', 'all', 'settled', 'settledRead', 'map', 'chain'];

function loopBody(draft: Draft, resolve: string, loop: string): Lines {
  const plainLoop = !BY_FUNCTION.includes(loop);
  const place: Place = { draft, part: draft.main, value: 'order', task: 'work', depth: DEPTH - 1, last: false, loop: plainLoop };
  const leave = plainLoop ? draft.pick('leave', { no: 5, running: 1 }) : 'no';
  const resolved = resolve === 'never' ? [] : ['resolveOffset(message.offset);'];
  const work = loop === 'whole' || loop === 'collected' ? [] : steps(place, 'batch');
  const body = resolve === 'before' ? [...resolved, ...work]
    : resolve === 'finally' ? ['try {', ...inner(work), '} finally {', ...inner(resolved), '}'] : [...work, ...resolved];
  return leave === 'running' ? ['if (!isRunning()) break;', ...body] : body;
}

function looped(draft: Draft, loop: string, each: Lines): Lines {
  const { main } = draft, call = (open: string, close: string): Lines => [`${open}async message => {`, ...inner(each), `}${close}`];
  switch (loop) {
    case 'forEach': return call('batch.messages.forEach(', ');');
    case 'map': return call('batch.messages.map(', ');');
    case 'all': return call('await Promise.all(batch.messages.map(', '));');
    case 'settled': return call('await Promise.allSettled(batch.messages.map(', '));');
    case 'settledRead': return [...call('const results = await Promise.allSettled(batch.messages.map(', '));'), "if (results.some(({ status }) => status === 'rejected')) throw new Error('failed');"];
    case 'chain': return ['await batch.messages.reduce((before, message) => before.then(async () => {', ...inner(each), '}), Promise.resolve());'];
    case 'index': return block('for (let at = 0; at < batch.messages.length; at++) {', ['const message = batch.messages[at];', ...each]);
    case 'whole': {
      main.uses.add('chargeAll');
      return [...(each.length > 0 ? block('for (const message of batch.messages) {', each) : []), 'await chargeAll(batch.messages.map(({ value }) => String(value)));'];
    }
    case 'collected': {
      main.uses.add('charge');
      const last = draft.pick('collected', { all: 2, settled: 1, never: 1 });
      const end = { all: ['await Promise.all(running);'], settled: ['await Promise.allSettled(running);'], never: ["console.log('started', running.length);"] }[last];
      return ['const running: Promise<void>[] = [];', ...block('for (const message of batch.messages) {', [...each, 'running.push(charge(String(message.value)));']), ...end];
    }
    default: return block('for (const message of batch.messages) {', each);
  }
}
