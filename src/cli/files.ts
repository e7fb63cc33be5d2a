import { accessSync, constants, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from './args';
import { IgnoreRules } from './ignore-rules';
import { isLeftOutFile, isLeftOutFolder } from './left-out';

/** A file to read. */
export interface FoundFile {
  /** Relative to the reviewed folder, with `/`. */
  path: string;
  absolute: string;
}

/** What there is to review. */
export interface Targets {
  /** The folder that all paths are relative to. */
  root: string;
  files: FoundFile[];
  unreadable: { path: string; why: string }[];
}

export interface FindOptions {
  gitignore: boolean;
  /** By its name, whether the reviewer reads a file. */
  isReviewable(path: string): boolean;
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
  const root = commonRoot(named, cwd);
  const found = new Map<string, FoundFile>(), unreadable: Targets['unreadable'] = [];
  const add = (absolute: string) => {
    const path = slashes(relative(root, absolute));
    if (!found.has(path)) found.set(path, { path, absolute });
    options.found?.(found.size);
  };
  for (const { absolute, folder } of named) {
    if (folder) {
      new Walk(root, options, add, unreadable).folder(absolute);
    } else if (options.isReviewable(basename(absolute))) {
      add(absolute);
      buildFilesAround(absolute, root).forEach(add);
    } else {
      unreadable.push({ path: slashes(relative(root, absolute)), why: 'not a kind of file that is reviewed' });
    }
  }
  return { root, files: [...found.values()], unreadable };
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

/**
 * One walk through a tree. It does not wait between folders: that is several times faster than asynchronous reading,
 * and nothing else runs meanwhile.
 */
class Walk {
  constructor(
    private readonly root: string,
    private readonly options: FindOptions,
    private readonly add: (absolute: string) => void,
    private readonly unreadable: Targets['unreadable'],
  ) {}

  folder(absolute: string): void {
    const path = slashes(relative(this.root, absolute));
    this.#below(absolute, path === '' ? '' : `${path}/`, this.options.gitignore ? IgnoreRules.for(absolute) : undefined, '');
  }

  /** `path` is relative to the reviewed folder, `inside` to the folder that was named; both end in `/` or are empty. */
  #below(absolute: string, path: string, rules: IgnoreRules | undefined, inside: string): void {
    const entries = this.#entries(absolute, path);
    if (inside !== '' && rules && entries.some(entry => entry.name === '.gitignore')) {
      rules = rules.inside(inside.slice(0, -1), absolute);
    }
    for (const entry of entries) {
      const { name } = entry, child = `${absolute}${sep}${name}`;
      if (entry.isDirectory()) {
        if (isLeftOutFolder(inside + name) || rules?.ignores(`${inside}${name}/`)) continue;
        this.#below(child, `${path}${name}/`, rules, `${inside}${name}/`);
      } else if (!isLeftOutFile(name) && this.options.isReviewable(path + name) && !rules?.ignores(inside + name)) {
        if (entry.isFile() || (entry.isSymbolicLink() && this.#leadsOutside(child))) this.add(child);
      }
    }
  }

  #entries(absolute: string, path: string): Dirent[] {
    try {
      return readdirSync(absolute, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
    } catch (error) {
      this.unreadable.push({ path: path.slice(0, -1) || '.', why: reason(error) });
      return [];
    }
  }

  /** Links to files outside are read; those inside are met on their own, and links to folders may go in circles. */
  #leadsOutside(link: string): boolean {
    try {
      const real = realpathSync(link);
      return statSync(real).isFile() && !real.startsWith(realpathSync(this.root) + sep);
    } catch {
      return false;
    }
  }
}

/** A failure of the file system in words. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  if (code === 'ENOENT') return 'it vanished during the review';
  return code ?? message;
}

function slashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
