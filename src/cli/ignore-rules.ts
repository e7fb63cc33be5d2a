import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** One `.gitignore`; `folder` is where it stands, relative to the repository, with `/` at its end. */
interface Level {
  rules: Ignore;
  folder: string;
  above?: Level;
}

/** The `.gitignore` files that hold for a folder: its own and those above it. */
export class IgnoreRules {
  private constructor(
    /** The reviewed folder, relative to its repository, with `/` at its end. */
    private readonly prefix: string,
    private readonly nearest: Level | undefined,
  ) {}

  /** The rules for the folder to review; those above it hold unless they leave out the folder itself. */
  static for(root: string): IgnoreRules {
    const top = repositoryTop(root);
    let level = below(undefined, top, ''), folder = '';
    for (const name of relative(top, root).split(sep).filter(Boolean)) {
      folder += `${name}/`;
      if (ignores(level, folder)) return new IgnoreRules('', below(undefined, root, ''));
      level = below(level, join(top, folder), folder);
    }
    return new IgnoreRules(folder, level);
  }

  /** The rules inside a folder that has a `.gitignore` of its own. */
  inside(path: string, absolute: string): IgnoreRules {
    return new IgnoreRules(this.prefix, below(this.nearest, absolute, `${this.prefix}${path}/`));
  }

  /** True when a path relative to the reviewed folder, with `/` at the end of folders, is left out. */
  ignores(path: string): boolean {
    return ignores(this.nearest, this.prefix + path);
  }
}

function below(above: Level | undefined, absolute: string, folder: string): Level | undefined {
  try {
    return { rules: ignore().add(readFileSync(join(absolute, '.gitignore'), 'utf8')), folder, above };
  } catch {
    return above;
  }
}

/** The nearest file that has an opinion decides. */
function ignores(nearest: Level | undefined, path: string): boolean {
  for (let level = nearest; level; level = level.above) {
    const verdict = level.rules.test(path.slice(level.folder.length));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** The folder of the repository that holds `folder`; the folder itself outside of one. */
function repositoryTop(folder: string): string {
  for (let top = folder; ; top = dirname(top)) {
    if (existsSync(join(top, '.git'))) return top;
    if (dirname(top) === top) return folder;
  }
}
