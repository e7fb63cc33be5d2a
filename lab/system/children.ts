import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const children = new Set<ChildProcess>();
let home: string | undefined;

/** The lab's own folder for this run; gone when the run ends. */
export function labFolder(): string {
  return home ??= mkdtempSync(join(tmpdir(), 'kafka-lab-'));
}

/** Starts a program that ends with the lab at the latest. */
export function start(program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  children.add(child);
  child.once('close', () => children.delete(child));
  child.stdin?.on('error', () => { /* It has ended; whoever waits for an answer learns it from `ended`. */ });
  return child;
}

/** Resolves with the exit code, or the name of the signal, when a child and its output have ended. */
export function ended(child: ChildProcess): Promise<number | string> {
  if (!children.has(child)) return Promise.resolve(child.exitCode ?? child.signalCode ?? 0);
  return new Promise(done => child.once('close', (code, signal) => done(code ?? signal ?? 0)));
}

/** Ends a child at once, also one that is paused, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await ended(child);
}

/** Ends what the lab started and takes its folder away. */
function cleanUp(): void {
  for (const child of children) child.kill('SIGKILL');
  if (home) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

/** From now on nothing of the lab outlives this process, however it ends. */
export function cleanUpAtExit(): void {
  process.once('exit', cleanUp);
  // Whoever ends it may have closed the terminal first.
  process.stderr.on('error', () => { /* Nobody reads it. */ });
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
    process.once(signal, () => {
      console.error(`The lab is ended by ${signal}.`);
      process.exit(code);
    });
  }
}
