import { parseArgs } from 'node:util';
import { staleAfter } from './edits';
import { described, session } from './fuzz';

/** Edits workspaces for some minutes, and prints where answers that were remembered are not those of a fresh start. */
async function edit(minutes: number, first: number): Promise<void> {
  const end = performance.now() + minutes * 60_000;
  let seed = first, stale = 0;
  for (; performance.now() < end && stale < 5; seed++) {
    const found = await staleAfter(seed, 12);
    if (!found) continue;
    stale++;
    console.log(`seed ${seed}, step ${found.step}: ${found.detail}
changed: ${[...found.after].filter(([path, text]) => found.before.get(path) !== text).map(([path]) => path).join(' ')}\n`);
  }
  console.log(`${seed - first} workspaces up to seed ${seed - 1}; ${stale} with stale answers`);
  process.exitCode = stale > 0 ? 1 : 0;
}

/** Reviews mutated workspaces for some minutes, or the one of a seed, and prints the smallest inputs on which a law is broken. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, only: { type: 'string' }, edits: { type: 'boolean' } } });
  if (values.edits) return edit(Number(values.minutes), Number(values.seed ?? Date.now() % 1_000_000_000));
  if (values.only !== undefined) {
    const failure = await session(Number(values.only), true);
    console.log(failure ? described(failure) : 'All laws hold.');
    return;
  }
  const end = performance.now() + Number(values.minutes) * 60_000;
  let seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed), sessions = 0;
  const classes = new Map<string, number>();
  for (; performance.now() < end; seed++, sessions++) {
    const failure = await session(seed, true);
    if (!failure) continue;
    // Of one kind of breach the first few say enough.
    const kind = `${failure.law}: ${failure.detail.replace(/\d+/g, '0').split('\n')[0]}`.slice(0, 120), count = (classes.get(kind) ?? 0) + 1;
    classes.set(kind, count);
    if (count <= 2) console.log(described(failure), '\n');
  }
  console.log(`${sessions} sessions up to seed ${seed - 1}; ${[...classes.values()].reduce((sum, count) => sum + count, 0)} breaches of ${classes.size} kinds`);
  for (const [kind, count] of [...classes].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(5)}  ${kind}`);
  process.exitCode = classes.size > 0 ? 1 : 0;
}

void main();
