import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { WORKER_LIMITS } from '../../src/vscode/thread';
import { growth } from './growth';
import type { Latency, Typing } from './keystrokes';
import type { Large, LargeSize } from './large';
import { measure, node, percentile, type Cost, type Program } from './measure';
import { parsedFiles } from './parsed';
import { againstSemgrep } from './semgrep';
import { writeMonorepo, writeTree, type Tree } from './trees';

const root = join(__dirname, '../..');
const cli = join(root, 'dist/cli.js');

interface Row {
  what: string;
  value: string;
  aim?: string;
}

/** Measures the built program on generated trees, on workspaces that grow in one thing, or on folders beside Semgrep, and prints a table. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { growth: { type: 'boolean' }, large: { type: 'boolean' }, only: { type: 'string' }, repos: { type: 'string' } } });
  execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: root, stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-bench-'));
  try {
    if (values.repos !== undefined) {
      againstSemgrep(cli, values.repos, folder);
      return;
    }
    if (values.growth) {
      growth(cli, join(folder, 'growth'), values.only);
      return;
    }
    const rows = values.large ? await typingInLarge(folder) : [...await onTrees(folder), ...startUp(folder), ...await typing(folder), ...await typingInLarge(folder), ...sizes()];
    const width = Math.max(...rows.map(({ what }) => what.length));
    for (const { what, value, aim } of rows) console.log(`${what.padEnd(width)}  ${value.padStart(22)}${aim ? `   aim ${aim}` : ''}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onTrees(folder: string): Promise<Row[]> {
  const plain = writeTree(join(folder, 'plain'), 800, 0);
  const program = join(folder, 'parse.js');
  await build({ entryPoints: [join(__dirname, 'parse.ts')], outfile: program, bundle: true, platform: 'node', minify: true, logLevel: 'error' });
  return [
    ...onPlainTree(plain),
    ...await onKafkaTree('tree with Kafka', writeTree(join(folder, 'kafka'), 200, 20), program),
    ...await onKafkaTree('repository of teams', writeMonorepo(join(folder, 'monorepo'), 8_000), program),
  ];
}

function onPlainTree(tree: Tree): Row[] {
  const { search, review } = measure({ search: searchOf(tree), review: node(cli, 'review', tree.folder) });
  return [
    { what: `tree without Kafka: grep of ${described(tree)}`, value: time(search) },
    { what: 'tree without Kafka: review', value: `${time(review)} ${memory(review)}` },
    { what: 'tree without Kafka: review to grep', value: ratio(review, search), aim: '2.0' },
  ];
}

/** What a review costs beside looking through the tree and parsing the code that says Kafka, which no review can do without. */
async function onKafkaTree(what: string, tree: Tree, program: string): Promise<Row[]> {
  const shipped = join(root, 'dist'), { parsed, kafka } = await parsedFiles(tree.folder, name => readFile(join(shipped, name)));
  const { parse, review } = measure({
    parse: node(program, tree.folder, 'search', shipped), review: node(cli, 'review', '--fail-on', 'never', tree.folder),
  });
  return [
    { what: `${what}: search of ${described(tree)}, and bare parsing of the ${kafka} code files that say Kafka`, value: `${time(parse)} ${memory(parse)}` },
    { what: `${what}: files that the review parses, to those that say Kafka`, value: `${parsed.length} / ${kafka} = ${(parsed.length / kafka).toFixed(2)}` },
    { what: `${what}: review`, value: `${time(review)} ${memory(review)}`, aim: '250 MB' },
    { what: `${what}: review to search and bare parsing, by the clock`, value: ratio(review, parse), aim: '2.0' },
    { what: `${what}: the same, by the processor`, value: ratio(review, parse, ({ processor = 0 }) => processor), aim: '2.0' },
  ];
}

const searchOf = ({ folder }: Tree): Program => ({ command: 'grep', args: ['-ril', 'kafka', folder] });

function startUp(folder: string): Row[] {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const { nothing, version, review } = measure({ nothing: node('-e', '0'), version: node(cli, '--version'), review: node(cli, 'review', empty) });
  return [
    { what: 'start: node itself', value: time(nothing) },
    { what: 'start: --version', value: time(version) },
    { what: 'start: review of an empty folder', value: time(review) },
  ];
}

/** In a thread of its own, as in the editor. */
async function typing(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const language of ['typescript', 'java'] as const) {
    const { lines, keys, p50, p95, first } = await inThread<Typing, Latency>('keystrokes', folder, { language, assets });
    const what = `key to findings: ${language}, ${lines} lines`;
    rows.push({ what: `${what}, ${keys} keys, p50 / p95`, value: `${p50.toFixed(1)} / ${p95.toFixed(1)} ms`, aim: 'p95 50 ms' });
    rows.push({ what: `${what}, first 20 keys, p50`, value: `${first.toFixed(1)} ms` });
  }
  return rows;
}

/** The same in one of the large repositories, where most files have nothing to do with Kafka. */
async function typingInLarge(folder: string): Promise<Row[]> {
  const { files, kafka, opened, places } = await inThread<LargeSize, Large>('large', folder, { assets, size: 38_000 });
  return [
    { what: `large workspace: first review of ${files} files, ${kafka} with Kafka`, value: `${Math.round(opened)} ms` },
    ...places.map(({ what, p50, p95, processor }) => ({
      what: `large workspace: key ${what}, p50 / p95 (processor)`, value: `${p50.toFixed(1)} / ${p95.toFixed(1)} (${processor.toFixed(1)}) ms`, aim: 'p95 50 ms',
    })),
  ];
}

const assets = join(require.resolve('@vscode/tree-sitter-wasm'), '..');

/** Runs a program of this folder in a thread of its own, and gives what it tells at its end. */
async function inThread<Told, Answer>(name: string, folder: string, workerData: Told): Promise<Answer> {
  const program = join(folder, `${name}.js`);
  await build({ entryPoints: [join(__dirname, `${name}.ts`)], outfile: program, bundle: true, platform: 'node', minify: true, loader: { '.md': 'text' }, logLevel: 'error' });
  const [answer] = await once(new Worker(program, { workerData, resourceLimits: WORKER_LIMITS }), 'message') as [Answer];
  return answer;
}

function sizes(): Row[] {
  const packages = readdirSync(root).filter(name => name.endsWith('.vsix'));
  if (packages.length === 0) return [{ what: 'VSIX', value: 'not built', aim: '2.5 MB' }];
  return packages.map(name => ({ what: name, value: `${(statSync(join(root, name)).size / 1024 / 1024).toFixed(2)} MB`, aim: '2.5 MB' }));
}

const median = (values: number[]) => percentile(values, 0.5);
const time = (costs: readonly Cost[]) => `${Math.round(median(costs.map(({ milliseconds }) => milliseconds)))} ms`;
const memory = (costs: readonly Cost[]) => `${Math.round(median(costs.map(({ megabytes = 0 }) => megabytes)))} MB`;
/** The median of the ratios of each turn, and between which they lie. */
const ratio = (a: readonly Cost[], b: readonly Cost[], of = ({ milliseconds }: Cost) => milliseconds) => {
  const ratios = a.map((cost, turn) => of(cost) / of(b[turn]));
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
};
const described = ({ files, bytes }: Tree) => `${files} files, ${Math.round(bytes / 1024 / 1024)} MB`;

void main();
