import { accessSync, constants, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { FoundFile } from '../files/read';
import { slashes, Walk, type Wanted } from '../files/walk';
import { UsageError } from './args';
import type { HeldPolicy } from './policy';

/** What there is to review. */
export interface Targets {
  /** The folder that all paths are relative to. */
  root: string;
  files: FoundFile[];
  unreadable: { path: string; why: string }[];
  held?: HeldPolicy;
  /** True for a path that is, or lies below, one that was named. */
  isNamed(path: string): boolean;
}

export interface FindOptions extends Omit<Wanted, 'isExcluded'> {
  /** What the team has decided for the files below a folder. */
  policyFor(root: string): HeldPolicy | undefined;
  /** Told of the number of files so far. */
  found?(count: number): void;
}

/** Files that tell which versions are in use; they come along with a file that is reviewed alone. */
const BUILD_FILES = [
  'package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml',
  'pom.xml', 'build.gradle', 'build.gradle.kts', 'gradle.properties', 'gradle/libs.versions.toml',
];

/**
 * Finds the files below the given folders and the given files themselves.
 * @throws UsageError when a path does not exist
 */
export function findFiles(paths: readonly string[], cwd: string, options: FindOptions): Targets {
  const named = (paths.length > 0 ? paths : ['.']).map(path => target(path, cwd));
  const root = commonRoot(named, cwd), held = options.policyFor(root);
  const isExcluded = (path: string) => held?.policy.isExcluded(path) ?? false;
  const found = new Map<string, FoundFile>(), unreadable: Targets['unreadable'] = [];
  const add = (absolute: string) => {
    const path = slashes(relative(root, absolute));
    if (!found.has(path)) found.set(path, { path, absolute });
    options.found?.(found.size);
  };
  for (const { absolute, folder } of named) {
    if (folder) {
      new Walk(root, { ...options, isExcluded }, add, (path, why) => unreadable.push({ path, why })).folder(absolute);
    } else if (isExcluded(slashes(relative(root, absolute)))) {
      unreadable.push({ path: slashes(relative(root, absolute)), why: `excluded by ${held!.policy.file}` });
    } else if (options.isReviewable(basename(absolute))) {
      add(absolute);
      buildFilesAround(absolute, root).forEach(add);
    } else {
      unreadable.push({ path: slashes(relative(root, absolute)), why: 'not a kind of file that is reviewed' });
    }
  }
  const ways = named.map(({ absolute }) => slashes(relative(root, absolute)));
  const isNamed = (path: string) => ways.some(way => way === '' || path === way || path.startsWith(`${way}/`));
  return { root, files: [...found.values()], unreadable, held, isNamed };
}

interface Named {
  absolute: string;
  folder: boolean;
}

function target(path: string, cwd: string): Named {
  const absolute = resolve(cwd, path);
  try {
    const folder = statSync(absolute).isDirectory();
    accessSync(absolute, folder ? constants.R_OK | constants.X_OK : constants.R_OK);
    return { absolute, folder };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') throw new UsageError(`there is no permission to read \`${path}\`.`);
    throw new UsageError(`there is no file or folder \`${path}\`. Give one that exists, or none for the current folder.`);
  }
}

/** The one folder that is named; for several paths the current folder if it holds them all, or the deepest that does. */
function commonRoot(named: readonly Named[], cwd: string): string {
  if (named.length === 1 && named[0].folder) return named[0].absolute;
  const folders = named.map(({ absolute, folder }) => folder ? absolute : dirname(absolute));
  let root = resolve(cwd);
  while (!folders.every(folder => folder === root || folder.startsWith(root.endsWith(sep) ? root : root + sep))) {
    root = root === resolve(cwd) ? folders[0] : dirname(root);
  }
  return root;
}

function buildFilesAround(absolute: string, root: string): string[] {
  const files: string[] = [];
  for (let folder = dirname(absolute); ; folder = dirname(folder)) {
    files.push(...BUILD_FILES.map(name => join(folder, name)).filter(isFile));
    if (folder === root || dirname(folder) === folder) return files;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
