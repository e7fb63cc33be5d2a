import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, type Variant } from './variants';

/** How long a program may run, in milliseconds: an installation over a slow line, or all of Java on a busy machine. */
export const RUN_LIMIT = 1_200_000;

/** Why something cannot be compiled on this machine. */
export class Unavailable extends Error {}

/** A folder for libraries and sources, kept between runs; `stamp` holds what is installed there. */
export function workshop(name: string, home = 'compile'): string {
  const folder = join(ROOT, '.cache', home, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Runs `install` unless it went well before for just these wishes. */
export function installed(folder: string, wishes: string, install: () => void): void {
  const stamp = join(folder, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wishes) return;
  rmSync(stamp, { force: true });
  install();
  writeFileSync(stamp, wishes);
}

/** Installs what the package.json of a folder asks for. */
export function npmInstall(folder: string): void {
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], folder);
}

/**
 * Runs a program and gives what it prints.
 * @throws Unavailable when it is missing, and that or a `Failure` when it fails or does not end within 20 minutes
 */
export function run(program: string, args: readonly string[], folder: string, Failure: new (message: string) => Error = Unavailable): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder, encoding: 'utf8', maxBuffer: 1e8, timeout: RUN_LIMIT, shell: process.platform === 'win32',
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') throw new Unavailable(`\`${program}\` is not installed.`);
  if (error) throw new Failure(`\`${program}\` cannot be run: ${error.message}`);
  if (status !== 0) throw new Failure(`\`${program} ${args[0] ?? ''}\` failed: ${(stderr || stdout).trim().split('\n').slice(-3).join(' ')}`);
  return stdout;
}

/** Writes variants anew, each in a folder named by its place in the list. */
export function writeVariants(folder: string, variants: readonly Variant[], wanted: RegExp): string {
  const cases = join(folder, 'cases');
  rmSync(cases, { recursive: true, force: true });
  mkdirSync(cases, { recursive: true });
  for (const [index, { files }] of variants.entries()) {
    for (const { path, text } of files) {
      if (!wanted.test(path)) continue;
      const target = join(cases, String(index), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
  return cases;
}
