import { block, inner, tried, type Draft, type Lines } from './draft';
import { attempt, keeping } from './grammar-failures';
import { remembered } from './grammar-remembered';
import type { Place } from './place';

const DEPTH = 3;
const TOLD = "console.error('failed', error);";

/** `eachMessage` and the options beside it. */
export function messageHandler(draft: Draft): Lines {
  const byHand = draft.pick('commits', { automatic: 3, byHand: 2 }) === 'byHand';
  const commit = byHand
    ? draft.pick('commit', {
        after: 4,
        before: 1,
        finally: 1,
        loose: 1,
        never: 1,
        inTry: 1,
        inCatch: 1,
        ifDone: 1,
        finallyDone: 1,
        then: 0.5,
      })
    : 'never';
  const place: Place = {
    draft,
    part: draft.main,
    value: 'order',
    task: 'work',
    depth: DEPTH,
    last: commit === 'never' || commit === 'before',
    loop: false,
    ...(commit === 'never' && { leaves: 'return;' as const }),
  };
  const parts = steps(place, 'message'),
    commits = commit === 'never' ? [] : [`${commit === 'loose' ? '' : 'await '}${committing(draft, 'message.offset')};`];
  const flag = ['let done = false;'], set = [...parts, 'done = true;'], guarded = ['if (done) {', ...inner(commits), '}'];
  const body: Readonly<Record<string, Lines>> = {
    before: [...commits, ...parts],
    finally: ['try {', ...inner(parts), '} finally {', ...inner(commits), '}'],
    inTry: tried([...parts, ...commits], [TOLD]),
    inCatch: tried([...parts, ...commits], [TOLD, ...commits]),
    ifDone: [...flag, ...tried(set, [TOLD]), ...guarded],
    finallyDone: [...flag, 'try {', ...inner(set), '} finally {', ...inner(guarded), '}'],
    then: [...parts, `await Promise.resolve().then(() => ${commits[0]?.replace(/^await |;$/g, '')});`],
  };
  return [
    ...(byHand ? ['autoCommit: false,'] : []),
    ...placed(draft, 'eachMessage', ['topic', 'partition', 'message', 'pause', 'heartbeat'], body[commit] ?? [...parts, ...commits]),
  ];
}

/** Where the handler stands: in the options, in a function or a class of its own, in what another function makes of it. */
function placed(draft: Draft, which: 'eachMessage' | 'eachBatch', names: readonly string[], body: Lines): Lines {
  const text = body.join('\n'), parameter = `{ ${names.filter(name => new RegExp(String.raw`\b${name}\b`).test(text)).join(', ')} }`;
  const type = which === 'eachMessage' ? 'EachMessagePayload' : 'EachBatchPayload',
    name = which === 'eachMessage' ? 'onMessage' : 'onBatch';
  const where = draft.pick('handler', { inline: 5, named: 1, class: 1, wrapped: 1, wrappedLog: 1, wrappedLoose: 0.5, listed: 0.5 });
  if (where === 'inline') return block(`${which}: async (${parameter}) => {`, body, '},');
  draft.main.type(type, 'kafkajs');
  if (where === 'class') {
    draft.main.declare(block('class Handler {', block(`async handle(${parameter}: ${type}): Promise<void> {`, body)));
    draft.main.declare(['const handler = new Handler();']);
    return [`${which}: payload => handler.handle(payload),`];
  }
  draft.main.declare(block(`async function ${name}(${parameter}: ${type}): Promise<void> {`, body));
  if (where === 'named') return [`${which}: ${name},`];
  if (where === 'listed') {
    draft.main.declare([`const handlers: Record<string, (payload: ${type}) => Promise<void>> = { orders: ${name} };`]);
    return [`${which}: async payload => handlers[${which === 'eachMessage' ? 'payload.topic' : 'payload.batch.topic'}](payload),`];
  }
  const run = {
    wrapped: tried(['await handle(payload);'], [TOLD, 'throw error;']),
    wrappedLog: tried(['await handle(payload);'], [TOLD]),
    wrappedLoose: ['void handle(payload);'],
  }[where];
  draft.main.declare(
    block(
      `function guarded(handle: (payload: ${type}) => Promise<void>): (payload: ${type}) => Promise<void> {`,
      block('return async payload => {', run, '};'),
    ),
  );
  return [`${which}: guarded(${name}),`];
}

function committing(draft: Draft, offset: string): string {
  const form = draft.pick('offset', { next: 6, own: 1, text: 1, number: 1, beyond: 0.5 });
  const next = {
    next: `(BigInt(${offset}) + 1n).toString()`,
    own: offset,
    text: `${offset} + 1`,
    number: `String(Number(${offset}) + 1)`,
    beyond: `(BigInt(${offset}) + 2n).toString()`,
  }[form];
  return `consumer.commitOffsets([{ topic, partition, offset: ${next} }])`;
}

/** Reads the record and does one thing or two for it. */
function steps(place: Place, name: string): Lines {
  const two = place.draft.pick(`${name}.steps`, { one: 3, two: 1 }) === 'two', last = attempt(place, `${name}.first`);
  const work = two ? [...attempt({ ...place, last: false, depth: 1, first: true }, `${name}.before`), ...last] : last;
  return read(place, name, remembered(place, `${name}.known`, work));
}

/** How the text of a record becomes the message. */
function read(place: Place, name: string, work: Lines): Lines {
  const { draft, value, loop } = place,
    how = draft.pick(`${name}.read`, { text: 8, json: 1, jsonTry: 1, jsonSkip: 1, jsonKeep: 1, empty: 1 });
  if (how === 'text') return [`const ${value} = String(message.value);`, ...work];
  const leave = loop ? 'continue;' : 'return;';
  if (how === 'empty') return [`if (message.value === null) ${leave}`, `const ${value} = message.value.toString();`, ...work];
  draft.json = true;
  const parsed = '(JSON.parse(String(message.value)) as { id: string }).id';
  if (how === 'json') return [`const ${value} = ${parsed};`, ...work];
  if (how === 'jsonTry') return tried([`const ${value} = ${parsed};`, ...work], [TOLD, 'throw error;']);
  const kept = how === 'jsonKeep' ? [`await ${keeping({ ...place, value: 'String(message.value)' }, `${name}.read`)};`] : [];
  return [`let ${value}: string;`, ...tried([`${value} = ${parsed};`], ["console.error('cannot read', error);", ...kept, leave]), ...work];
}

/** `eachBatch` and the options beside it. */
export function batchHandler(draft: Draft): Lines {
  const byHand = draft.pick('commits', { automatic: 3, byHand: 1 }) === 'byHand',
    auto = draft.pick('autoResolve', { on: 2, off: 1 }) === 'on';
  const resolve = draft.pick('resolve', {
    ...(auto && { never: 3 }),
    after: 3,
    before: 1,
    finally: 1,
    necessary: 1,
    ...(byHand && { commit: 1 }),
  });
  const loop = draft.pick('loop', {
    of: 7,
    forEach: 1,
    all: 1,
    settled: 1,
    settledRead: 1,
    map: 0.5,
    whole: 1,
    index: 1,
    collected: 1,
    chain: 0.5,
    entries: 0.5,
    chunks: 0.5,
  });
  const around = { before: [], behind: [] }, each = loopBody(draft, resolve, loop, around);
  const outside = draft.pick('around', { none: 5, log: 1, throw: 1 });
  let body: Lines = [...around.before, ...looped(draft, loop, each), ...around.behind];
  if (outside !== 'none')
    body = tried(body, ["console.error('the batch failed', error);", ...(outside === 'throw' ? ['throw error;'] : [])]);
  const commit = byHand ? draft.pick('commit', { after: 3, before: 1, finally: 1, never: 1 }) : 'never';
  if (commit !== 'never') {
    const line = `await ${committing(draft, 'batch.lastOffset()')};`;
    body =
      commit === 'before'
        ? [line, ...body]
        : commit === 'finally'
          ? ['try {', ...inner(body), '} finally {', ...inner([line]), '}']
          : [...body, line];
  }
  if (body.some(line => /\{ topic, partition,/.test(line))) body = ['const { topic, partition } = batch;', ...body];
  return [
    ...(byHand ? ['autoCommit: false,'] : []), ...(auto ? [] : ['eachBatchAutoResolve: false,']),
    ...placed(draft, 'eachBatch', ['batch', 'resolveOffset', 'isRunning', 'pause', 'heartbeat', 'commitOffsetsIfNecessary'], body),
  ];
}

const BY_FUNCTION = ['forEach', 'all', 'settled', 'settledRead', 'map', 'chain', 'chunks'];

function loopBody(draft: Draft, resolve: string, loop: string, around: { before: Lines; behind: Lines }): Lines {
  const plain = !BY_FUNCTION.includes(loop);
  const place: Place = {
    draft,
    part: draft.main,
    value: 'order',
    task: 'work',
    depth: DEPTH - 1,
    last: false,
    loop: plain,
    around,
    ...(plain && { leaves: 'continue;' as const }),
  };
  const leave = plain ? draft.pick('leave', { no: 6, running: 1, beat: 1 }) : 'no';
  const work = loop === 'whole' || loop === 'collected' ? [] : steps(place, 'batch');
  const resolved: Lines = {
    never: [],
    commit: [`await ${committing(draft, 'message.offset')};`],
    necessary: ['resolveOffset(message.offset);', 'await commitOffsetsIfNecessary();'],
  }[resolve] ?? ['resolveOffset(message.offset);'];
  const body = resolve === 'before' ? [...resolved, ...work]
    : resolve === 'finally' ? ['try {', ...inner(work), '} finally {', ...inner(resolved), '}'] : [...work, ...resolved];
  return leave === 'running' ? ['if (!isRunning()) break;', ...body] : leave === 'beat' ? [...body, 'await heartbeat();'] : body;
}

function looped(draft: Draft, loop: string, each: Lines): Lines {
  const { main } = draft, call = (open: string, close: string): Lines => [`${open}async message => {`, ...inner(each), `}${close}`];
  switch (loop) {
    case 'forEach':
      return call('batch.messages.forEach(', ');');
    case 'map':
      return call('batch.messages.map(', ');');
    case 'all':
      return call('await Promise.all(batch.messages.map(', '));');
    case 'settled':
      return call('await Promise.allSettled(batch.messages.map(', '));');
    case 'settledRead':
      return [
        ...call('const results = await Promise.allSettled(batch.messages.map(', '));'),
        "if (results.some(({ status }) => status === 'rejected')) throw new Error('failed');",
      ];
    case 'chain':
      return ['await batch.messages.reduce((before, message) => before.then(async () => {', ...inner(each), '}), Promise.resolve());'];
    case 'chunks':
      return block(
        'for (let at = 0; at < batch.messages.length; at += 2) {',
        call('await Promise.all(batch.messages.slice(at, at + 2).map(', '));'),
      );
    case 'index':
      return block('for (let at = 0; at < batch.messages.length; at++) {', ['const message = batch.messages[at];', ...each]);
    case 'entries':
      return block('for (const [at, message] of batch.messages.entries()) {', ["console.log('message', at);", ...each]);
    case 'whole': {
      main.uses.add('chargeAll');
      return [
        ...(each.length > 0 ? block('for (const message of batch.messages) {', each) : []),
        'await chargeAll(batch.messages.map(({ value }) => String(value)));',
      ];
    }
    case 'collected': {
      main.uses.add('charge');
      const last = draft.pick('collected', { all: 2, settled: 1, never: 1 });
      const end = {
        all: ['await Promise.all(running);'],
        settled: ['await Promise.allSettled(running);'],
        never: ["console.log('started', running.length);"],
      }[last];
      return [
        'const running: Promise<void>[] = [];',
        ...block('for (const message of batch.messages) {', [...each, 'running.push(charge(String(message.value)));']),
        ...end,
      ];
    }
    default:
      return block('for (const message of batch.messages) {', each);
  }
}
