import { Random } from '../bench/random';
import { breachOf, type Breach } from './laws';
import { minimised } from './minimise';
import { mutate } from './mutate';
import { seeds, type Files } from './seeds';

/** A workspace on which a law is broken, as small as it could be made. */
export interface Failure extends Breach {
  seed: number;
  states: readonly Files[];
}

/** One session: a seed workspace and some changes, each reviewed; the same for the same number. */
export async function session(seed: number, timed = false): Promise<Failure | undefined> {
  const random = new Random(seed * 2654435761 >>> 0);
  const all = seeded();
  for (let warm = 0; warm < 3; warm++) random.below(2);
  const states: Files[] = [random.pick(all)];
  for (let step = 1 + random.below(4); step > 0; step--) states.push(mutate(random, states[states.length - 1], all));
  const breach = await breachOf(states, timed);
  if (!breach) return undefined;
  const smallest = await minimised(states, async fewer => (await breachOf(fewer, timed))?.law === breach.law);
  return { ...(await breachOf(smallest, timed) ?? breach), seed, states: smallest };
}

let known: Files[] | undefined;

function seeded(): Files[] {
  return known ??= seeds().filter(files => files.size > 0);
}

/** A failure as it is printed. */
export function described({ seed, law, detail, states }: Failure): string {
  return [`seed ${seed}: ${law}: ${detail}`, ...states.flatMap((files, at) => [...files].map(([path, text]) => `--- ${path}${states.length > 1 ? ` (state ${at + 1})` : ''}\n${JSON.stringify(text).slice(0, 4000)}`))].join('\n');
}
