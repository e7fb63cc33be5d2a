import type { App } from '../apps/app';
import type { Stage } from '../experiment';
import { nameIn, orders, type Ledger } from '../ledger';
import { API } from '../system/frames';
import { Hopeless, until, whether } from '../system/until';

/** The message that comes after all others, and counts for nothing. */
const LAST = 'order-0';

/** Messages that lie in the topic `orders` before anybody reads it. */
export async function waiting({ cluster }: Stage, count: number): Promise<string[]> {
  const messages = orders(1, count);
  await cluster.topics.create('orders');
  await cluster.topics.fill('orders', messages);
  return messages;
}

/** Notes the work of a case, which may fail; gives whether the last message was among it. */
function watching(app: App, ledger: Ledger, fails: (name: string) => boolean = () => false): () => boolean {
  let last = false;
  app.onWork = ({ args }) => {
    const name = nameIn(args.join(' '));
    if (fails(name)) throw new Error('the work fails');
    if (name === LAST) last = true;
    else ledger.processed.push(name);
  };
  return () => last;
}

/** Lets a consumer work, and kills it in a work that it has begun, which may last a while; that one is not done. One before it may fail. */
export async function workUntilKilled({ cluster, ledger }: Stage, app: App, { call, at, group, fails, lasts }: {
  call: string; at: number; group: string; fails?: number; lasts?: () => Promise<unknown>;
}): Promise<void> {
  let begun = 0;
  app.onWork = async ({ args }) => {
    if (++begun === at) {
      await lasts?.();
      await app.kill();
    }
    if (begun === fails) throw new Error('the work fails');
    if (begun < at) ledger.processed.push(nameIn(args.join(' ')));
  };
  app.call(call).catch(() => { /* It ends by being killed. */ });
  await app.ended;
  if (begun < at) throw new Error(`the case ended after ${begun} works:\n${app.output}`);
  await cluster.topics.evict(group);
}

/** Lets a consumer work while the work for one message fails once, and kills it as that message is tried again. */
export async function workFailingUntilTriedAgain({ cluster, ledger }: Stage, app: App, { call, group, message }: { call: string; group: string; message: string }): Promise<void> {
  let tries = 0;
  app.onWork = async ({ args }) => {
    const name = nameIn(args.join(' '));
    if (name !== message) ledger.processed.push(name);
    else if (++tries === 1) throw new Error('the work fails');
    else await app.kill();
  };
  const mustGoOn = calling(app, call);
  await until('the message is tried again', () => {
    if (tries < 2) mustGoOn();
    return tries > 1;
  });
  await app.ended;
  await cluster.topics.evict(group);
}

/** Lets a consumer work until it has done all that it will: a last message, written when it has begun again, tells so. */
export async function workToTheEnd({ cluster, ledger }: Stage, app: App, { call, topic }: { call: string; topic: string }): Promise<void> {
  const isThrough = watching(app, ledger), mustGoOn = calling(app, call);
  await cluster.topics.fill(topic, [LAST]);
  await until('the last message is processed', () => {
    mustGoOn();
    return isThrough();
  });
  await app.kill();
}

/**
 * Lets a consumer work while the work for one message fails so many times, and then to the end, as a last message tells;
 * the failed one may come `later` than that by so many seconds. A case that gives up is started again, as an orchestrator would.
 */
export async function workFailing(stage: Stage, { call, topic, group, message, times, later = 0, surroundings }: {
  call: string; topic: string; group: string; message: string; times: number | 'always'; later?: number; surroundings?: Parameters<Stage['app']>[0];
}): Promise<void> {
  const { cluster, ledger } = stage;
  const watchers: (() => boolean)[] = [];
  let failures = 0, over = false;
  const fails = (name: string): boolean => {
    if (name !== message || (times !== 'always' && failures >= times)) return false;
    failures++;
    return true;
  };
  const begin = async (): Promise<App> => {
    const app = await stage.app(surroundings);
    watchers.push(watching(app, ledger, fails));
    app.call(call).catch(() => { over = true; });
    return app;
  };

  let app = await begin();
  const goOn = async (): Promise<void> => {
    if (!over) return;
    over = false;
    await app.kill();
    await cluster.topics.evict(group);
    app = await begin();
  };
  await until('the work has failed', async () => { await goOn(); return failures >= (times === 'always' ? 1 : times); });
  await cluster.topics.fill(topic, [LAST]);
  await until('the last message is processed', async () => { await goOn(); return watchers.some(isThrough => isThrough()); });
  if (later > 0) await whether(() => ledger.processed.includes(message), later);
  await app.kill();
}

/** Lets a consumer work while the work for one message fails, and kills it as it then sends something for the first time. */
export async function workFailingUntilKilled({ cluster, ledger }: Stage, app: App, { call, group, message }: { call: string; group: string; message: string }): Promise<void> {
  watching(app, ledger, name => name === message);
  let killed = false;
  for (const { network } of cluster.brokers) {
    network.clients.judge = ({ side, api }) => {
      if (side !== 'request' || api !== API.produce) return 'pass';
      void app.kill().then(() => { killed = true; });
      return 'cut';
    };
  }
  app.call(call).catch(() => { /* It ends by being killed. */ });
  await until('the consumer is killed', () => killed);
  for (const { network } of cluster.brokers) network.clients.mend();
  await cluster.topics.evict(group);
}

/**
 * Lets a consumer do so many works, and leaves all others that it begins unfinished. It is killed when its group has
 * committed the end of the topic, or does not for a while.
 */
export async function workUnfinished({ cluster, ledger }: Stage, app: App, { call, topic, group, done, patience }: {
  call: string; topic: string; group: string; done: number; patience: number;
}): Promise<void> {
  let begun = 0;
  app.onWork = ({ args }) => {
    if (++begun > done) return new Promise<void>(() => { /* It is never done. */ });
    ledger.processed.push(nameIn(args.join(' ')));
  };
  const mustGoOn = calling(app, call);
  await until('a work stands still', () => {
    mustGoOn();
    return begun > done;
  });
  const end = BigInt(await cluster.topics.length(topic));
  await whether(async () => await cluster.topics.committed(group, topic) === end, patience);
  await app.kill();
  await cluster.topics.evict(group);
}

/** Lets a consumer work until it has certainly begun to read: messages are written until it works on one of those. */
export async function workUntilItReads({ cluster, ledger }: Stage, app: App, { call, topic }: { call: string; topic: string }): Promise<void> {
  const reads = watching(app, ledger), mustGoOn = calling(app, call);
  await until('a new message is processed', async () => {
    mustGoOn();
    await cluster.topics.fill(topic, [LAST]);
    return whether(reads, 1);
  });
  await app.kill();
}

/** Calls a function that goes on until it is killed; gives what complains when it has ended by itself. */
function calling(app: App, name: string): () => void {
  let trouble: unknown;
  app.call(name).catch((error: unknown) => { trouble = error; });
  return () => {
    if (trouble) throw new Hopeless(`${String(trouble)}\n${app.output}`);
  };
}
