import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const cli = join(root, 'dist/cli.js');

/** A folder with the given files, for one test. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'kafka-review-'));

  constructor(files: Record<string, string | Uint8Array> = {}) {
    this.write(files);
  }

  write(files: Record<string, string | Uint8Array>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true });
      writeFileSync(join(this.path, path), content);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Builds the program when it is not there; `npm run check` has built it by then. */
export function build(): void {
  if (!existsSync(cli)) spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
}

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built program in a folder. */
export function runCli(folder: Folder | string, ...args: string[]): Run {
  const cwd = typeof folder === 'string' ? folder : folder.path;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, encoding: 'utf8', timeout: 60_000, maxBuffer: 1e8 });
  return { code: status, stdout, stderr };
}

/** Starts the program, does something to it once it runs, and waits for its end. */
export async function runUntil(folder: Folder, args: string[], act: (child: ChildProcessWithoutNullStreams) => void) {
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder.path });
  let stderr = '';
  child.stderr.on('data', chunk => { stderr += chunk; });
  child.once('spawn', () => act(child));
  const [code, signal] = await once(child, 'close');
  return { code: code as number | null, signal: signal as string | null, stderr };
}

/** What the JSON report of a run says. */
export function reviewJson(folder: Folder, ...args: string[]) {
  const { code, stdout, stderr } = runCli(folder, 'review', '--format', 'json', ...args);
  if (code === 2) throw new Error(stderr);
  const { findings, summary } = JSON.parse(stdout);
  return {
    code,
    found: (findings as { path: string; rule: string; range: { start: { line: number } } }[]).map(({ path, rule, range }) => `${path}:${range.start.line} ${rule}`),
    unread: summary.files.unread as { path: string; why: string }[],
    seen: summary.files.seen as number,
  };
}

/** A file with one send that nobody waits for, in its line 6. */
export const DROPPED_SEND = `import { Kafka } from 'kafkajs';
const producer = new Kafka({ brokers: ['kafka:9092'] }).producer();

export async function order(id: string): Promise<void> {
  await producer.connect();
  producer.send({ topic: 'orders', messages: [{ value: id }] });
}
`;
