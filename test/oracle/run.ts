import { posted } from './http';
import { processOf, type Compiled, type Process } from './load';
import { Store } from './store';
import { World, type Fault } from './world';

/** How a program is started, and with what. */
export type Kind =
  /** `start()` runs a consumer of the topic `orders`. */
  | 'consumer'
  /** `place(order)` is called for each order, one after the other. */
  | 'sender'
  /** An HTTP client asks for each order, one after the other. */
  | 'http'
  /** `placeAll(orders)` is called once. */
  | 'senders'
  /** `relay()` is called again and again; rows wait in the table `outbox`. */
  | 'relay';

export interface Program {
  kind: Kind;
  /** The file that exports how it is started. */
  main: string;
  compiled: Compiled;
  /** What a record holds is JSON. */
  json: boolean;
  /** What is done for each message when nothing goes wrong, besides what the run without a fault shows. */
  expected?: string;
}

/** What the caller of a sender heard. */
export interface Answer { good: boolean }

/** What a run left behind. */
export interface Outcome {
  world: World;
  store: Store;
  answers: ReadonlyMap<string, Answer>;
}

/** The messages of a run. */
export const IDS = ['order-1', 'order-2', 'order-3', 'order-4'];
/** Senders need fewer. */
const SENT = IDS.slice(0, 2);
const LIVES = 4;
const RELAYS = 3;

/** Runs a program under some faults until nothing happens any more; a process that stops is started again. */
export async function run(program: Program, faults: readonly Fault[] = []): Promise<Outcome> {
  const world = new World(faults), store = seeded(program), answers = new Map<string, Answer>();
  const unwatched = (): void => world.end();
  const others = process.listeners('unhandledRejection');
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', unwatched);
  try {
    for (let life = 0; life < LIVES; life++) {
      const one = processOf(program.compiled, world, store);
      const stopped = await world.live(() => { void start(program, one, answers, life); }, done => leave(one, done));
      if (!stopped) break;
    }
    // Nobody hears any more of what is still unwatched.
    await new Promise(resolve => { setImmediate(resolve); });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    process.removeListener('unhandledRejection', unwatched);
    for (const other of others) process.on('unhandledRejection', other);
  }
  return { world, store, answers };
}

function seeded({ kind, json }: Program): Store {
  const store = new Store();
  if (kind === 'consumer') store.append('orders', IDS.map(id => ({ key: id, value: json ? JSON.stringify({ id }) : id })));
  if (kind === 'relay') store.rows('outbox').push(...IDS.map(id => ({ id, topic: 'orders', payload: id, sent: false, sent_at: null })));
  return store;
}

async function start({ kind, main }: Program, { load, routes }: Process, answers: Map<string, Answer>, life: number): Promise<void> {
  const entry = load(main) as Record<string, (given?: unknown) => Promise<unknown>>;
  if (kind === 'consumer') await entry.start();
  else if (kind === 'relay') for (let time = 0; time < RELAYS; time++) await asked(() => entry.relay());
  // A caller whose process stopped has heard nothing, and may ask again; that is not looked at.
  else if (life > 0) return;
  else if (kind === 'http') for (const id of SENT) answers.set(id, { good: await posted(routes, id) });
  else if (kind === 'sender') for (const id of SENT) answers.set(id, await asked(() => entry.place(id)));
  else {
    const answer = await asked(() => entry.placeAll(IDS));
    for (const id of IDS) answers.set(id, answer);
  }
}

async function asked(call: () => unknown): Promise<Answer> {
  try {
    return { good: isGood(await call()) };
  } catch {
    return { good: false };
  }
}

/** A value may tell of a failure as well. */
function isGood(value: unknown): boolean {
  return value !== false && !(value instanceof Error) && (value as { ok?: boolean } | undefined)?.ok !== false;
}

function leave({ consumers }: Process, done: () => void): void {
  void Promise.all(consumers.map(consumer => consumer.disconnect())).then(done, done);
}
