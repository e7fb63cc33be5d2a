import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The `.gitignore` files that hold for a folder: its own and those above it, the nearest first. */
export class IgnoreRules {
  private constructor(
    private readonly rules: Ignore | undefined,
    /** The rules' folder, relative to the repository, with `/` at its end. */
    private readonly folder: string,
    private readonly above: IgnoreRules | undefined,
  ) {}

  /** The rules for a folder to review, with those of its repository above it, unless these leave the folder itself out. */
  static for(root: string): IgnoreRules {
    const top = repositoryTop(root);
    let rules = new IgnoreRules(read(top), '', undefined);
    const names = relative(top, root).split(sep).filter(Boolean);
    let folder = '';
    for (const name of names) {
      folder += `${name}/`;
      if (rules.#ignores(folder)) return new IgnoreRules(read(root), '', undefined);
      rules = rules.#with(read(join(top, folder)), folder);
    }
    // From here on, paths are relative to the root.
    return rules.#rebased(folder);
  }

  /** The rules inside a folder below. */
  inside(path: string, absolute: string, hasFile: boolean): IgnoreRules {
    return hasFile ? this.#with(read(absolute), `${this.#prefix}${path}/`) : this;
  }

  /** True when a path relative to the root, with `/` at the end of folders, is left out. */
  ignores(path: string): boolean {
    return this.#ignores(this.#prefix + path);
  }

  #prefix = '';

  #ignores(path: string): boolean {
    for (let level: IgnoreRules | undefined = this; level; level = level.above) {
      const verdict = level.rules?.test(path.slice(level.folder.length));
      if (verdict?.ignored) return true;
      if (verdict?.unignored) return false;
    }
    return false;
  }

  #with(rules: Ignore | undefined, folder: string): IgnoreRules {
    const next = rules ? new IgnoreRules(rules, folder, this) : this;
    next.#prefix = this.#prefix;
    return next;
  }

  #rebased(prefix: string): IgnoreRules {
    this.#prefix = prefix;
    return this;
  }
}

function read(folder: string): Ignore | undefined {
  try {
    return ignore({ allowRelativePaths: false }).add(readFileSync(join(folder, '.gitignore'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The folder of the repository that holds `folder`; the folder itself outside of one. */
function repositoryTop(folder: string): string {
  for (let top = folder; ; top = dirname(top)) {
    if (existsSync(join(top, '.git'))) return top;
    if (dirname(top) === top) return folder;
  }
}
