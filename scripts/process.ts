import { spawn, type SpawnOptions } from 'node:child_process';
import { resolve } from 'node:path';

/** The folder of the project; every script runs there. */
export const root = resolve(__dirname, '..');

const isWindows = process.platform === 'win32';

/** Runs a program with its output on this terminal and gives its exit code. */
export function run(command: string, args: string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((done, failed) => {
    spawn(command, args, { cwd: root, stdio: 'inherit', shell: isWindows, ...options })
      .on('error', failed)
      .on('close', code => done(code ?? 1));
  });
}

/** Runs a program, shows its output and also gives it back. */
export function runAndRead(command: string, args: string[], options: SpawnOptions = {}): Promise<{ code: number; output: string }> {
  return new Promise((done, failed) => {
    let output = '';
    const child = spawn(command, args, { cwd: root, shell: isWindows, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout!.on('data', chunk => { output += chunk; process.stdout.write(chunk); });
    child.stderr!.on('data', chunk => { output += chunk; process.stderr.write(chunk); });
    child.on('error', failed).on('close', code => done({ code: code ?? 1, output }));
  });
}

/** Runs a script of package.json. */
export function runNpm(script: string): Promise<number> {
  return run('npm', ['run', '--silent', script]);
}
