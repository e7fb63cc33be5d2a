import { parseArgs } from 'node:util';
import { randomOf, written } from './choices';
import { Classes, compare, isOpen, titleOf, type Class } from './compare';
import { make, type Made } from './grammar';
import { genomeOf, readSeeds, writeSeeds } from './seeds';

/** Compares what runs show and what the reviewer says, for as many programs as are asked for. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: {
    programs: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' }, only: { type: 'string' }, list: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false }, second: { type: 'boolean', default: false }, again: { type: 'boolean', default: false },
  } });
  if (values.only !== undefined) return one(make(new Map(), randomOf(Number(values.only))));
  if (values.again) return again();
  const first = Number(values.seed), programs = Number(values.programs), classes = new Classes(), counts = new Map<string, number>();
  let runs = 0, skipped = 0;
  const start = performance.now();
  for (let seed = first; seed < first + programs; seed++) {
    const made = make(new Map(), randomOf(seed)), compared = await compare(made);
    if (!compared) { skipped++; continue; }
    runs += compared.runs;
    for (const { what } of compared.points) counts.set(what, (counts.get(what) ?? 0) + 1);
    if (compared.points.length === 0) counts.set('agreed that nothing is lost', (counts.get('agreed that nothing is lost') ?? 0) + 1);
    for (const point of compared.points) if (isOpen(point, values.second)) await classes.add(made, point);
  }
  const all = classes.all.sort((a, b) => b.count - a.count), seconds = (performance.now() - start) / 1000;
  console.log(`${programs} programs from seed ${first}, ${runs} runs, ${seconds.toFixed(0)} s; ${skipped} left out, since they go wrong without a fault`);
  for (const [what, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(6)}  ${what}`);
  const groups = grouped(all);
  console.log(`\n${groups.length} kinds of programs with ${all.length} classes of disagreements`);
  for (const [key, group] of groups) console.log(`${String(programsOf(group)).padStart(6)}  ${key}: ${titlesOf(group).join('; ')}`);
  if (values.list) for (const [key, group] of groups) console.log(listed(key, group));
  if (values.keep) keep(all);
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
  const seeds = readSeeds(), now = [];
  for (const seed of seeds) {
    const compared = await compare(make(genomeOf(seed)));
    if (!compared) continue;
    const state = compared.points.some(point => titleOf(point) === seed.title) ? 'open' as const : 'mended' as const;
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
  const said = group.filter(one => one.signature === signature), others = titlesOf(group).filter(title => !said.some(one => one.title === title));
  return [
    `\n## ${key} (${programsOf(group)})\n\n\`${signature}\`\n`, ...said.map(({ title, words }) => `- ${title}: ${words}`), ...others.map(title => `- also, in others: ${title}`),
    `\n\`\`\`ts\n${textOf(program)}\`\`\``,
  ].join('\n');
}

void main();
