import { existsSync, readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { IgnoreRules } from './ignore-rules';
import { isLeftOutFile, isLeftOutFolder } from './left-out';

/** Which files of a folder are wanted. */
export interface Wanted {
  gitignore: boolean;
  /** By its path, whether the reviewer reads a file. */
  isReviewable(path: string): boolean;
  /** True for paths relative to `root`, with `/` at the end of folders, that somebody has excluded besides. */
  isExcluded?(path: string): boolean;
}

/**
 * One walk through a tree. It does not wait between folders: that is several times faster than asynchronous reading,
 * and nothing else runs meanwhile on its thread.
 */
export class Walk {
  constructor(
    /** All paths are relative to it. */
    private readonly root: string,
    private readonly wanted: Wanted,
    private readonly add: (absolute: string) => void,
    private readonly unreadable: (path: string, why: string) => void,
  ) {}

  /** Adds the wanted files below a folder; with `way`, only those at or below that path of it. */
  folder(absolute: string, way?: string): void {
    const path = slashes(relative(this.root, absolute));
    this.#below(
      absolute, path === '' ? '' : `${path}/`, this.wanted.gitignore ? rulesFor(absolute) : undefined, '',
      way?.split('/').filter(Boolean),
    );
  }

  /** `path` is relative to `root`, `inside` to the folder that was named; both end in `/` or are empty. */
  #below(absolute: string, path: string, rules: IgnoreRules | undefined, inside: string, [step, ...steps]: readonly string[] = []): void {
    const entries = this.#entries(absolute, path);
    if (inside !== '' && rules && entries.some(entry => entry.name === '.gitignore')) rules = withFile(rules, absolute, inside);
    for (const entry of step === undefined ? entries : entries.filter(({ name }) => name === step)) {
      const { name } = entry, child = `${absolute}${sep}${name}`;
      if (entry.isDirectory()) {
        if (isLeftOutFolder(inside + name) || rules?.ignores(`${inside}${name}/`) || this.wanted.isExcluded?.(`${path}${name}/`)) continue;
        this.#below(child, `${path}${name}/`, rules, `${inside}${name}/`, steps);
      } else if (
        !isLeftOutFile(name)
        && this.wanted.isReviewable(path + name)
        && !rules?.ignores(inside + name)
        && !this.wanted.isExcluded?.(path + name)
      ) {
        if (entry.isFile() || (entry.isSymbolicLink() && this.#leadsOutside(child))) this.add(child);
      }
    }
  }

  #entries(absolute: string, path: string): Dirent[] {
    try {
      return readdirSync(absolute, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
    } catch (error) {
      this.unreadable(path.slice(0, -1) || '.', reason(error));
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

/** What was found below a folder; of the paths that were asked for, those that are not there; and what could not be looked into. */
export interface Found {
  paths: string[];
  gone: string[];
  unreadable: { path: string; why: string }[];
}

/** The wanted files below a folder, by their paths in it; with `within`, only those at or below these paths. */
export function findWithin(folder: string, within: readonly string[] | undefined, wanted: Wanted): Found {
  const paths = new Set<string>(), unreadable: Found['unreadable'] = [];
  const walk = new Walk(
    folder, wanted, absolute => paths.add(slashes(relative(folder, absolute))),
    (path, why) => unreadable.push({ path, why }),
  );
  if (!within) walk.folder(folder);
  for (const way of within ?? []) walk.folder(folder, way);
  return { paths: [...paths], gone: (within ?? []).filter(path => !existsSync(join(folder, path))), unreadable };
}

/** The rules for a folder to review; those above it hold unless they leave out the folder itself. */
function rulesFor(root: string): IgnoreRules {
  const top = repositoryTop(root), names = relative(top, root).split(sep).filter(Boolean);
  const prefix = names.map(name => `${name}/`).join('');
  let rules = withTopFile(IgnoreRules.none(prefix), top, ''), folder = '';
  for (const name of names) {
    folder += `${name}/`;
    if (rules.ignoresTop(folder)) return withFile(IgnoreRules.none(), root, '');
    rules = withTopFile(rules, join(top, folder), folder);
  }
  return rules;
}

function withFile(rules: IgnoreRules, absolute: string, folder: string): IgnoreRules {
  const text = textOf(join(absolute, '.gitignore'));
  return text === undefined ? rules : rules.with(text, folder);
}

function withTopFile(rules: IgnoreRules, absolute: string, folder: string): IgnoreRules {
  const text = textOf(join(absolute, '.gitignore'));
  return text === undefined ? rules : rules.withTop(text, folder);
}

/** No person writes a longer one, and a pipe or a device by that name would never end. */
const LONGEST = 1_000_000;

function textOf(file: string): string | undefined {
  try {
    const stats = statSync(file);
    return stats.isFile() && stats.size <= LONGEST ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** The folder of the repository that holds `folder`; the folder itself outside of one. */
export function repositoryTop(folder: string): string {
  for (let top = folder; ; top = dirname(top)) {
    if (existsSync(join(top, '.git'))) return top;
    if (dirname(top) === top) return folder;
  }
}

/** A failure of the file system in words. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  if (code === 'ENOENT') return 'it vanished during the review';
  return code ?? message;
}

/** A path of this machine with `/` between its parts. */
export function slashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
