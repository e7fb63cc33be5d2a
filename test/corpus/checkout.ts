import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { isReviewable } from '../../src/core/session';

/** Where the files of a repository are: read from git at a commit, or a folder that somebody put there. */
export type Source = { git: string } | { tree: string };

/**
 * Finds `OWNER+NAME` below a folder: a bare git directory, a clone with a work tree (each also one level deeper, as
 * `repo`), or plain files.
 */
export function sourceOf(folder: string, repository: string): Source | undefined {
  const own = join(folder, repository.replace('/', '+'));
  const git = [own, join(own, 'repo')]
    .flatMap(base => [join(base, '.git'), base])
    .find(one => existsSync(join(one, 'objects')) && existsSync(join(one, 'HEAD')));
  if (git) return { git };
  return existsSync(own) && readdirSync(own).length > 0 ? { tree: own } : undefined;
}

/** True when a git directory has a commit with its tree. */
export function hasCommit(git: string, commit: string): boolean {
  return spawnSync('git', [`--git-dir=${git}`, 'cat-file', '-e', `${commit}^{tree}`], { stdio: 'ignore' }).status === 0;
}

/** Larger files are neither reviewed nor worth the space. */
const LARGEST = 3_000_000;

/** Files whose contents go through memory at once. */
const PART = 500;

/** Writes the files of a commit that the reviewer may read into a new folder. */
export function checkOut(git: string, commit: string): string {
  const run = (args: readonly string[], input?: string) =>
    execFileSync('git', [`--git-dir=${git}`, ...args], { input, maxBuffer: 2 ** 31, stdio: ['pipe', 'pipe', 'ignore'] });
  const files = entries(run(['ls-tree', '-r', '-l', '-z', commit]).toString('utf8')).filter(
    ({ path, size }) => size <= LARGEST && isWanted(path),
  );
  const tree = mkdtempSync(join(tmpdir(), 'kafka-review-accuracy-'));
  for (let at = 0; at < files.length; at += PART) {
    const part = files.slice(at, at + PART);
    writeBlobs(tree, part, run(['cat-file', '--batch'], part.map(({ id }) => id).join('\n')));
  }
  return tree;
}

interface Entry {
  id: string;
  size: number;
  path: string;
}

/** The plain files of a tree; links and submodules are none, and no path leads out of it. */
function entries(listing: string): Entry[] {
  return listing.split('\0').flatMap(line => {
    const [, id, size, path] = /^100\d+ blob (\w+) +(\d+|-)\t([\s\S]+)$/.exec(line) ?? [];
    const isInside = path !== undefined && !posix.isAbsolute(path) && !path.split('/').some(name => name === '..' || name === '.git');
    // Partial copies do not know the size of what they lack.
    return isInside && size !== '-' ? [{ id, size: Number(size), path }] : [];
  });
}

function isWanted(path: string): boolean {
  return isReviewable(path) || posix.basename(path) === '.gitignore';
}

/** Writes what `cat-file --batch` gave: a line with the id, the kind and the size, the contents, a line end. */
function writeBlobs(tree: string, files: readonly Entry[], output: Buffer): void {
  let at = 0;
  for (const { path } of files) {
    const end = output.indexOf('\n', at), [, kind, size] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (kind !== 'blob') continue;
    const target = join(tree, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
}
