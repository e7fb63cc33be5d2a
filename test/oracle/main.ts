import { parseArgs } from 'node:util';
import { randomOf, written } from './choices';
import { classesOf, compare, compareAll, isOpen, titleOf, type Class, type Compared, type Point } from './compare';
import { reasonFor } from './explained';
import { make, type Made } from './grammar';
import { makeJava } from './java-grammar';
import { madeOf, readSeeds, writeSeeds, type Seed } from './seeds';

/** How many programs are compiled at once. */
const PART = 200;

/** Compares what runs show and what the reviewer says, for as many programs as are asked for. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      programs: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      list: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      second: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      language: { type: 'string', default: 'typescript' },
    },
  });
  const draw = values.language === 'java' ? makeJava : make;
  if (values.only !== undefined) return one(draw(new Map(), randomOf(Number(values.only))));
  if (values.again) return again();
  const first = Number(values.seed), programs = Number(values.programs), start = performance.now(), tally = new Tally(values.second);
  for (let seed = first; seed < first + programs; seed += PART) {
    const part = Array.from({ length: Math.min(PART, first + programs - seed) }, (_, at) => draw(new Map(), randomOf(seed + at)));
    for (const compared of await compareAll(part)) tally.add(compared);
  }
  const all = await classesOf(tally.open, values.language === 'java' ? 8 : 1), groups = grouped(all);
  console.log(`${programs} programs from seed ${first}, ${tally.runs} runs, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  console.log(`${tally.skipped} left out, since they go on for ever without a fault\n`);
  printed(tally.counts);
  console.log('\nUndecided because');
  printed(tally.reasons);
  console.log(`\n${groups.length} kinds of programs with ${all.length} classes of disagreements`);
  for (const [key, group] of groups) console.log(`${String(programsOf(group)).padStart(6)}${group.every(reasonFor) ? ' ' : '!'} ${key}: ${titlesOf(group).join('; ')}`);
  console.log(`\n${shareOf(tally, all)}`);
  if (values.list) for (const [key, group] of groups) console.log(listed(key, group));
  if (values.keep) keep(all);
}

/** How much of all that could be compared disagrees, and how much of that nobody has explained. */
function shareOf({ counts, open }: Tally, all: readonly Class[]): string {
  const points = [...counts.values()].reduce((sum, count) => sum + count, 0), left = all.filter(one => !reasonFor(one));
  const unexplained = left.reduce((sum, { count }) => sum + count, 0);
  return `${open.length} of ${points} disagree (${(100 * open.length / points).toFixed(2)} %), ${unexplained} of them (!) without a reason in explained.ts`;
}

/** What was found, counted. */
class Tally {
  readonly counts = new Map<string, number>();
  readonly reasons = new Map<string, number>();
  readonly open: { made: Made; point: Point }[] = [];
  runs = 0;
  skipped = 0;

  constructor(private readonly second: boolean) {}

  add(compared: Compared | undefined): void {
    if (!compared) { this.skipped++; return; }
    const { made, points } = compared;
    this.runs += compared.runs;
    if (points.length === 0) more(this.counts, 'agreed that nothing is lost');
    for (const point of points) {
      more(this.counts, point.what);
      if (point.why !== undefined) more(this.reasons, point.why);
      if (isOpen(point, this.second)) this.open.push({ made, point });
    }
  }
}

function more(counts: Map<string, number>, what: string): void { counts.set(what, (counts.get(what) ?? 0) + 1); }

function printed(counts: ReadonlyMap<string, number>): void {
  for (const [what, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(6)}  ${what}`);
}

/** Writes new classes to the seeds, as open. */
function keep(all: readonly Class[]): void {
  const seeds = readSeeds();
  const found = all.filter(one => !seeds.some(({ title, signature }) => one.title === title && one.signature === signature));
  writeSeeds([...seeds, ...found.map(({ title, signature }) => ({ state: 'open' as const, title, signature }))]);
  console.log(`${found.length} more seeds`);
}

/** Looks at each seed again: what agrees by now is kept as mended, what no program shows any more is left out. */
async function again(): Promise<void> {
  const seeds = readSeeds(), compared = await compareAll(seeds.map(madeOf)), now: Seed[] = [];
  for (const [at, seed] of seeds.entries()) {
    const points = compared[at]?.points;
    if (!points) continue;
    const state = points.some(point => titleOf(point) === seed.title) ? 'open' : 'mended';
    if (state !== seed.state) console.log(`${state}: ${seed.title} [${seed.signature}]`);
    now.push({ ...seed, state });
  }
  writeSeeds(now);
  console.log(`${now.filter(({ state }) => state === 'open').length} open, ${now.filter(({ state }) => state === 'mended').length} mended`);
}

/** Classes by what is special about their programs, wherever in them it stands; the most frequent first. */
function grouped(all: readonly Class[]): [string, Class[]][] {
  const groups = new Map<string, Class[]>();
  for (const one of all) {
    const key = `${one.program.kind}: ${specialOf(one) || 'nothing special'}`;
    groups.set(key, [...groups.get(key) ?? [], one]);
  }
  return [...groups].sort(([, a], [, b]) => programsOf(b) - programsOf(a));
}

/** The choices without where they stand, and without the helpers between. */
function specialOf({ program }: Class): string {
  const words = [...program.special].map(([name, option]) => `${name.slice(name.lastIndexOf('.') + 1)}=${option}`);
  return [...new Set(words)].filter(word => !/^(by=helper|program=(message|batch|sender|relay|senders|http))$/.test(word)).sort().join(' ');
}

/** In how many of the drawn programs a group was seen; one program shows several classes. */
function programsOf(group: readonly Class[]): number {
  const most = new Map<string, number>();
  for (const { title, count } of group) most.set(title, (most.get(title) ?? 0) + count);
  return Math.max(...most.values());
}

async function one(made: Made): Promise<void> {
  console.log(textOf(made));
  const compared = await compare(made);
  console.log(written(made.special));
  for (const point of compared?.points ?? []) console.log(`${titleOf(point)}\n  ${point.words}`);
}

function textOf({ files }: Made): string {
  return [...files].map(([path, text]) => `// ${path}\n${text}`).join('\n');
}

function titlesOf(group: readonly Class[]): string[] { return [...new Set(group.map(({ title }) => title))].sort(); }

/** The smallest program of a group, and what is said of it. */
function listed(key: string, group: readonly Class[]): string {
  const { signature, program } = [...group].sort((a, b) => textOf(a.program).length - textOf(b.program).length)[0];
  const said = group.filter(one => one.signature === signature),
    others = titlesOf(group).filter(title => !said.some(one => one.title === title));
  return [
    `\n## ${key} (${programsOf(group)})\n\n\`${signature}\`\n`,
    ...new Set(group.flatMap(one => reasonFor(one)?.why ?? [])),
    ...said.map(({ title, words }) => `- ${title}: ${words}`),
    ...others.map(title => `- also, in others: ${title}`),
    `\n\`\`\`ts\n${textOf(program)}\`\`\``,
  ].join('\n');
}

void main();
