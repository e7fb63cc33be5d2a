import { block, CLIENT_TYPES, inner, tried, type Lines, type Part } from './draft';
import { attempt } from './grammar-failures';
import { client, type Expression, type Place } from './place';

/** The call that does the task, at last or by a helper. */
export function called(place: Place, name: string): Expression {
  const { draft, depth } = place, by = depth <= 0 ? 'itself' : draft.pick(`${name}.by`, { itself: 4, helper: 2, wrapper: 0.7 });
  if (by === 'helper') return helper(place, `${name}.helper`);
  const text = place.task === 'work' ? work(place, name) : sent(place, name);
  return by === 'wrapper' ? { text: `${wrapper(place, name)}(() => ${text})` } : { text };
}

function work(place: Place, name: string): string {
  const { draft, part, value, first } = place;
  const what = draft.pick(`${name}.work`, {
    charge: 5,
    insert: 2,
    forward: 2,
    fetch: 1,
    callback: 0.5,
    callbackDeaf: 0.3,
    ...(!first && { repository: 0.5, collection: 0.5, prisma: 0.5, inTransaction: 0.3 }),
  });
  const own = (one: string, other: string): string => { part.uses.add(first ? one : other); return first ? one : other; };
  const table = first ? 'shipments' : 'payments';
  switch (what) {
    case 'insert':
      return `${client(place, 'pool')}.query('INSERT INTO ${table} (id) VALUES ($1)', [${value}])`;
    case 'forward':
      return `${client(place, 'producer')}.send({ topic: '${first ? 'parcels' : 'invoices'}', messages: [{ value: ${value} }] })`;
    case 'fetch':
      return `fetch('http://${first ? 'carrier/parcels' : 'bank/charges'}', { method: 'POST', body: ${value} })`;
    case 'repository':
      return `${client(place, 'repository')}.save({ id: ${value} })`;
    case 'collection':
      return `${client(place, 'collection')}.insertOne({ _id: ${value} })`;
    case 'prisma':
      return `${client(place, 'prisma')}.payment.create({ data: { id: ${value} } })`;
    case 'callback':
      return `new Promise<void>((resolve, reject) => ${own('shipThen', 'chargeThen')}(${value}, error => (error ? reject(error) : resolve())))`;
    case 'callbackDeaf':
      return `new Promise<void>(resolve => ${own('shipThen', 'chargeThen')}(${value}, () => resolve()))`;
    case 'inTransaction':
      return `${client(place, 'prisma')}.$transaction(async tx => { await tx.payment.create({ data: { id: ${value} } }); })`;
    default:
      return `${own('ship', 'charge')}(${value})`;
  }
}

function sent(place: Place, name: string): string {
  const { draft, value } = place, messages = `messages: [{ key: ${value}, value: ${value} }]`, producer = client(place, 'producer');
  if (draft.pick(`${name}.send`, { send: 4, sendBatch: 1 }) === 'send') return `${producer}.send({ topic: 'orders', ${messages} })`;
  return `${producer}.sendBatch({ topicMessages: [{ topic: 'orders', ${messages} }] })`;
}

/** A function that runs what it is given. */
function wrapper({ draft, part }: Place, name: string): string {
  const kind = draft.pick(`${name}.wrapper`, { timed: 1, again: 2, againLog: 1, quietly: 1, loosely: 1, fallback: 0.5 }),
    call = draft.name(kind);
  const open = `async function ${call}<T>(run: () => Promise<T>): Promise<T | undefined> {`;
  const bodies: Readonly<Record<string, Lines>> = {
    timed: ['try {', ...inner(['return await run();']), '} finally {', ...inner(["console.log('through');"]), '}'],
    again: block('for (let tries = 1; ; tries++) {', tried(['return await run();'], ['if (tries === 3) throw error;'])),
    againLog: [
      ...block('for (let tries = 1; tries <= 3; tries++) {', tried(['return await run();'], ["console.error('failed', error);"])),
      'return undefined;',
    ],
    quietly: tried(['return await run();'], ["console.error('failed', error);", 'return undefined;']),
    loosely: ['void run();', 'return undefined;'],
    fallback: ['return run().catch(() => undefined);'],
  };
  part.declare(block(open, bodies[kind]));
  return call;
}

/** A function that does the task, and what calls it. */
function helper(place: Place, name: string): Expression {
  const { draft, value } = place;
  const form = draft.pick(`${name}.form`, {
    function: 4,
    arrow: 1,
    method: 1,
    object: 1,
    service: 1,
    boolean: 1,
    error: 0.5,
    result: 0.5,
    pair: 0.5,
  });
  const part = draft.pick(`${name}.file`, { here: 2, other: 1 }) === 'here' ? place.part : draft.part('src/work.ts');
  const exported = part === draft.main ? '' : 'export ', call = draft.name('handleOrder');
  const own: Place = {
    draft,
    part,
    value: 'order',
    task: place.task,
    depth: place.depth - 1,
    last: true,
    loop: false,
    first: place.first,
    relays: place.relays,
  };
  if (form === 'boolean' || form === 'error' || form === 'result')
    return teller(place, own, `${exported}async function ${call}`, call, form, name);
  if (form === 'method' || form === 'service' || form === 'object')
    return { text: `${object(place, own, exported, call, form, name)}.${call}(${value})` };
  if (form === 'pair') {
    // One function that does not wait itself, and hands the promise on.
    const deeper = draft.name('handleOrder');
    part.declare(block(`async function ${deeper}(order: string) {`, attempt(own, name)));
    part.declare(block(`${exported}function ${call}(order: string): Promise<unknown> {`, [`return ${deeper}(order);`]));
  } else {
    const open = form === 'arrow' ? `const ${call} = async (order: string) => {` : `async function ${call}(order: string) {`;
    part.declare(block(`${exported}${open}`, attempt(own, name), form === 'arrow' ? '};' : '}'));
  }
  place.part.import(call, part.path);
  return { text: `${call}(${value})` };
}

/** A function that gives the failure as a value. */
function teller(place: Place, own: Place, open: string, call: string, tells: 'boolean' | 'error' | 'result', name: string): Expression {
  const [type, good, bad] = {
    boolean: ['boolean', 'true', 'false'],
    error: ['Error | undefined', 'undefined', 'error as Error'],
    result: ['{ ok: boolean }', '{ ok: true }', '{ ok: false }'],
  }[tells];
  const body = attempt({ ...own, last: false, gives: true }, name);
  own.part.declare(
    block(
      `${open}(order: string): Promise<${type}> {`,
      tried([...body, `return ${good};`], ["console.error('failed', error);", `return ${bad};`]),
    ),
  );
  place.part.import(call, own.part.path);
  return { text: `${call}(${place.value})`, tells };
}

/** An object whose method does the task: of a class, of a class with clients as its fields, or plain. */
function object(place: Place, own: Place, exported: string, call: string, form: string, name: string): string {
  const { draft } = place, { part } = own;
  if (form === 'object') {
    const plain = draft.name('orders');
    part.declare(block(`${exported}const ${plain} = {`, block(`async ${call}(order: string) {`, attempt(own, name), '},'), '};'));
    place.part.import(plain, part.path);
    return plain;
  }
  const type = draft.name('Orders'), made = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const fields = form === 'service' ? new Set<string>() : undefined,
    method = block(`async ${call}(order: string) {`, attempt({ ...own, fields }, name));
  const given = [...fields ?? []];
  part.declare(
    block(`${exported}class ${type} {`, [
      ...(given.length > 0
        ? [`constructor(${given.map(field => `private readonly ${field}: ${typeOf(part, field)}`).join(', ')}) {}`, '']
        : []),
      ...method,
    ]),
  );
  for (const field of given) place.part.uses.add(field);
  place.part.import(type, part.path);
  place.part.declare([`const ${made} = new ${type}(${given.join(', ')});`]);
  return made;
}

function typeOf(part: Part, field: string): string {
  const [type, module] = CLIENT_TYPES[field];
  part.type(type, module);
  return type === 'Repository' ? 'Repository<{ id: string }>' : type === 'Collection' ? 'Collection<{ _id: string }>' : type;
}
