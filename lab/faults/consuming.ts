import type { App } from '../apps/app';
import type { Stage } from '../experiment';
import { nameIn } from '../ledger';
import { until } from '../system/until';

/** Lets a consumer work, and kills it when it begins a work; what it had begun is not done. */
export async function workUntilKilled({ cluster, ledger }: Stage, app: App, { call, at, group }: { call: string; at: number; group: string }): Promise<void> {
  let begun = 0;
  app.onWork = async ({ args }) => {
    if (++begun === at) await app.kill();
    if (begun < at) ledger.processed.push(nameIn(args.join(' ')));
  };
  app.call(call).catch(() => { /* It ends by being killed. */ });
  await app.ended;
  if (begun < at) throw new Error(`the case ended after ${begun} works:\n${app.output}`);
  await cluster.topics.evict(group);
}

/** Lets a consumer work until it has done all that it will: a last message, written when it has begun again, tells so. */
export async function workToTheEnd({ cluster, ledger }: Stage, app: App, { call, topic }: { call: string; topic: string }): Promise<void> {
  let last = false;
  app.onWork = ({ args }) => {
    const name = nameIn(args.join(' '));
    if (name === 'order-0') last = true;
    else ledger.processed.push(name);
  };
  let trouble: unknown;
  app.call(call).catch((error: unknown) => { trouble = error; });
  await cluster.topics.fill(topic, ['order-0']);
  await until(`the last message is processed`, () => {
    if (trouble) throw new Error(`${String(trouble)}\n${app.output}`);
    return last;
  });
  await app.kill();
}
