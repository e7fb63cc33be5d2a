import { block, inner, type Draft, type Lines, type Part } from './draft';

/** Where a piece of code stands. */
export interface Place {
  draft: Draft;
  part: Part;
  /** The variable that holds the message. */
  value: string;
  /** What the code is to do: work of a handler, or a send of its own. */
  task: 'work' | 'send';
  /** How many helpers deep it may go on. */
  depth: number;
  /** Nothing follows in the function, so that it may return. */
  last: boolean;
  /** It stands in a loop over records. */
  loop: boolean;
  /** It is the first of two things to do, and another one than the second. */
  first?: true;
}

interface Expression { text: string; tells: boolean }

/** The statements that do the task once: how they are waited for, and what becomes of a failure. */
export function attempt(place: Place, name: string): Lines {
  const { draft } = place, shape = draft.pick(`${name}.catch`, {
    none: 10, log: 3, throw: 2, wrap: 1, kind: 1, kindKeep: 1, keep: 2, keepLoose: 1, keepLog: 1, memory: 1, flag: 1, flagLog: 1,
    finallyReturn: 1, finallyLog: 1, retry: 2, retryLog: 1, retryKeep: 1, retryForever: 1,
    ...(place.loop && { break: 2, continue: 1 }), ...(!place.loop && { return: 1 }),
  });
  if (shape === 'none') return waited(place, name);
  const tried = { ...place, last: false };
  if (shape.startsWith('retry')) return retries(tried, name, shape);
  const told = ["console.error('failed', error);"];
  const around = (end: Lines): Lines => ['try {', ...inner(waited(tried, name)), '} catch (error) {', ...inner(end), '}'];
  switch (shape) {
    case 'throw': return around([...told, 'throw error;']);
    case 'wrap': return around(["throw new Error('failed', { cause: error });"]);
    case 'kind': return around([ofKind(place, 'throw error;'), ...told]);
    case 'kindKeep': return around([ofKind(place, 'throw error;'), `await ${keeping(place, name)};`]);
    case 'keep': return around([...told, `await ${keeping(place, name)};`]);
    case 'keepLoose': return around([...told, `${keeping(place, name)};`]);
    case 'keepLog': return around(['try {', ...inner([`await ${keeping(place, name)};`]), '} catch (worse) {', ...inner(["console.error('not even kept', worse);"]), '}']);
    case 'memory': place.part.uses.add('waiting'); return around([`waiting.push(${place.value});`]);
    case 'break': return around([...told, 'break;']);
    case 'continue': return around([...told, 'continue;']);
    case 'return': return around([...told, 'return;']);
    case 'finallyReturn': return ['try {', ...inner(waited(tried, name)), '} finally {', ...inner([place.loop ? 'continue;' : 'return;']), '}'];
    case 'finallyLog': return ['try {', ...inner(waited(tried, name)), '} finally {', ...inner(["console.log('through');"]), '}'];
    case 'flag': case 'flagLog': {
      const flag = draft.name('failed');
      return [`let ${flag} = false;`, ...around([...told, `${flag} = true;`]), `if (${flag}) ${shape === 'flag' ? "throw new Error('failed');" : "console.log('there was a failure');"}`];
    }
    default: return around(told);
  }
}

function ofKind({ draft, part }: Place, then: string): string {
  draft.kinds = true;
  part.uses.add('code');
  return `if (codeOf(error) === 'ECONNRESET') ${then}`;
}

/** Tries some times. */
function retries(place: Place, name: string, shape: string): Lines {
  place.part.uses.add('sleep');
  const inLoop = { ...place, loop: false }, tries = place.draft.name('tries'), done = place.draft.name('done');
  const end: Readonly<Record<string, Lines>> = {
    retry: [`if (${tries} === 3) throw error;`], retryLog: [`if (${tries} === 3) console.error('given up', error);`],
    retryKeep: [`if (${tries} === 3) await ${keeping(place, name)};`], retryForever: [],
  };
  return block(`for (let ${tries} = 1, ${done} = false; !${done}${shape === 'retryForever' ? '' : ` && ${tries} <= 3`}; ${tries}++) {`, [
    'try {', ...inner([...waited(inLoop, name), `${done} = true;`]), '} catch (error) {', ...inner([...end[shape], 'await sleep(100);']), '}',
  ]);
}

/** Keeps the message somewhere else. */
export function keeping({ draft, part, value, task }: Place, name: string): string {
  const where = draft.pick(`${name}.keep`, task === 'work' ? { topic: 2, table: 1, outbox: 0.5 } : { table: 1, topic: 1 });
  part.uses.add(where === 'topic' ? 'producer' : 'pool');
  if (where === 'topic') return `producer.send({ topic: 'orders.dead', messages: [{ value: ${value} }] })`;
  return `pool.query('INSERT INTO ${where === 'outbox' || task === 'send' ? 'outbox' : 'failed_orders'} (id) VALUES ($1)', [${value}])`;
}

/** How an outcome is waited for. */
function waited(place: Place, name: string): Lines {
  const { draft, part } = place, expression = called(place, name), { text } = expression;
  if (expression.tells) return asked(place, name, text);
  const log = "console.error('failed', error)";
  const how = draft.pick(`${name}.wait`, {
    await: 12, ...(place.last && { return: 2 }), float: 2, void: 1, then: 1, thenLoose: 1, catchLoose: 1, catchLog: 1, catchThrow: 1, thenBoth: 1, catchKeep: 1, later: 1, never: 0.5,
    all: 1, settled: 1, settledRead: 1, settledKeep: 1, timer: 1, immediate: 0.5, made: 1, madeDeaf: 1, race: 0.5,
  });
  switch (how) {
    case 'return': return [`return ${text};`];
    case 'float': return [`${text};`];
    case 'void': return [`void ${text};`];
    case 'then': return [`await ${text}.then(() => console.log('done'));`];
    case 'thenLoose': return [`${text}.then(() => console.log('done'));`];
    case 'catchLoose': return [`${text}.catch(error => ${log});`];
    case 'catchLog': return [`await ${text}.catch(error => ${log});`];
    case 'catchThrow': return [`await ${text}.catch(error => {`, ...inner([`${log};`, 'throw error;']), '});'];
    case 'thenBoth': return [`await ${text}.then(() => console.log('done'), error => ${log});`];
    case 'catchKeep': return [`await ${text}.catch(() => ${keeping(place, name)});`];
    case 'later': { const running = draft.name('running'); return [`const ${running} = ${text};`, "console.log('started');", `await ${running};`]; }
    case 'never': { const running = draft.name('running'); return [`const ${running} = ${text};`, `console.log('started', ${running});`]; }
    case 'all': return [`await Promise.all([${text}]);`];
    case 'settled': return [`await Promise.allSettled([${text}]);`];
    case 'settledRead': case 'settledKeep': {
      const result = draft.name('result');
      return [`const [${result}] = await Promise.allSettled([${text}]);`, `if (${result}.status === 'rejected') ${how === 'settledRead' ? `throw ${result}.reason;` : `await ${keeping(place, name)};`}`];
    }
    case 'timer': return [`setTimeout(() => { void ${text}; }, 10);`];
    case 'immediate': return [`setImmediate(async () => { await ${text}; });`];
    case 'made': return ['await new Promise<void>((resolve, reject) => {', `  ${text}.then(() => resolve(), reject);`, '});'];
    case 'madeDeaf': return ['await new Promise<void>(resolve => {', `  ${text}.then(() => resolve(), () => resolve());`, '});'];
    case 'race': part.uses.add('sleep'); return [`await Promise.race([${text}, sleep(1000)]);`];
    default: return [`await ${text};`];
  }
}

/** A helper said as a value how it went. */
function asked(place: Place, name: string, text: string): Lines {
  const how = place.draft.pick(`${name}.asked`, { throw: 3, unread: 2, log: 1, keep: 1, float: 0.5 }), good = place.draft.name('good');
  switch (how) {
    case 'unread': return [`await ${text};`];
    case 'float': return [`${text};`];
    case 'log': return [`const ${good} = await ${text};`, `console.log('done', ${good});`];
    case 'keep': return [`if (!(await ${text})) await ${keeping(place, name)};`];
    default: return [`const ${good} = await ${text};`, `if (!${good}) throw new Error('failed');`];
  }
}

/** The call that does the task, at last or by a helper. */
function called(place: Place, name: string): Expression {
  const { draft, depth } = place;
  if (depth <= 0 || draft.pick(`${name}.by`, { itself: 3, helper: 2 }) === 'itself') return { text: place.task === 'work' ? work(place, name) : sent(place, name), tells: false };
  return helper(place, `${name}.helper`);
}

function work({ draft, part, value, first }: Place, name: string): string {
  const what = draft.pick(`${name}.work`, { charge: 4, insert: 2, forward: 2, fetch: 1 });
  if (what === 'insert') { part.uses.add('pool'); return `pool.query('INSERT INTO ${first ? 'shipments' : 'payments'} (id) VALUES ($1)', [${value}])`; }
  if (what === 'forward') { part.uses.add('producer'); return `producer.send({ topic: '${first ? 'parcels' : 'invoices'}', messages: [{ value: ${value} }] })`; }
  if (what === 'fetch') return `fetch('http://${first ? 'carrier/parcels' : 'bank/charges'}', { method: 'POST', body: ${value} })`;
  part.uses.add(first ? 'ship' : 'charge');
  return `${first ? 'ship' : 'charge'}(${value})`;
}

function sent({ draft, part, value }: Place, name: string): string {
  part.uses.add('producer');
  const messages = `messages: [{ key: ${value}, value: ${value} }]`;
  if (draft.pick(`${name}.send`, { send: 4, sendBatch: 1 }) === 'send') return `producer.send({ topic: 'orders', ${messages} })`;
  return `producer.sendBatch({ topicMessages: [{ topic: 'orders', ${messages} }] })`;
}

/** A function that does the task, and what calls it. */
function helper(place: Place, name: string): Expression {
  const { draft, value } = place;
  const form = draft.pick(`${name}.form`, { function: 4, arrow: 1, method: 1, object: 1, tells: 1.5 });
  const part = draft.pick(`${name}.file`, { here: 2, other: 1 }) === 'here' ? place.part : draft.part('src/work.ts');
  const exported = part === place.part && part === draft.main ? '' : 'export ';
  const own: Place = { ...place, part, value: 'order', depth: place.depth - 1, last: true, loop: false }, call = draft.name('handleOrder');
  if (form === 'tells') {
    own.last = false;
    part.declare(block(`${exported}async function ${call}(order: string): Promise<boolean> {`, [
      'try {', ...inner([...attempt(own, name), 'return true;']), '} catch (error) {', ...inner(["console.error('failed', error);", 'return false;']), '}',
    ]));
  } else if (form === 'method') {
    const type = draft.name('Orders');
    part.declare(block(`class ${type} {`, block(`async ${call}(order: string) {`, attempt(own, name))));
    const object = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
    part.declare([`${exported}const ${object} = new ${type}();`]);
    place.part.import(object, part.path);
    return { text: `${object}.${call}(${value})`, tells: false };
  } else if (form === 'object') {
    const object = draft.name('orders');
    part.declare(block(`${exported}const ${object} = {`, block(`async ${call}(order: string) {`, attempt(own, name), '},'), '};'));
    place.part.import(object, part.path);
    return { text: `${object}.${call}(${value})`, tells: false };
  } else {
    const open = form === 'arrow' ? `const ${call} = async (order: string) => {` : `async function ${call}(order: string) {`;
    part.declare(block(`${exported}${open}`, attempt(own, name), form === 'arrow' ? '};' : '}'));
  }
  place.part.import(call, part.path);
  return { text: `${call}(${value})`, tells: form === 'tells' };
}
