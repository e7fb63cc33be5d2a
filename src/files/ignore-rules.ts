import ignore, { type Ignore } from 'ignore';

/** One `.gitignore`; `folder` is where it stands, relative to the repository, with `/` at its end. */
interface Level {
  rules: Ignore;
  folder: string;
  above?: Level;
}

/** The time that a pattern takes grows by a power for each of its stars. */
const MOST_STARS = 4;

function isPlain(pattern: string): boolean {
  return (pattern.match(/\*+/g)?.length ?? 0) <= MOST_STARS;
}

/** The `.gitignore` files that hold for a folder: its own and those above it. Paths have `/` between and folders at their end. */
export class IgnoreRules {
  private constructor(
    /** The reviewed folder, relative to its repository. */
    private readonly prefix: string,
    private readonly nearest: Level | undefined,
  ) {}

  /** No rules yet, for a reviewed folder by its path in the repository; `''` at its top. */
  static none(prefix = ''): IgnoreRules {
    return new IgnoreRules(prefix, undefined);
  }

  /** These rules and those of one more `.gitignore`, which stands in a folder of the repository. */
  withTop(text: string, folder: string): IgnoreRules {
    return new IgnoreRules(this.prefix, { rules: ignore().add(text.split(/\r?\n/).filter(isPlain)), folder, above: this.nearest });
  }

  /** These rules and those of one more `.gitignore`, which stands in a folder inside the reviewed one. */
  with(text: string, folder: string): IgnoreRules {
    return this.withTop(text, this.prefix + folder);
  }

  /** True when a path relative to the reviewed folder is left out. */
  ignores(path: string): boolean {
    return this.ignoresTop(this.prefix + path);
  }

  /** True when a path relative to the repository is left out: the nearest file that has an opinion decides. */
  ignoresTop(path: string): boolean {
    for (let level = this.nearest; level; level = level.above) {
      const verdict = level.rules.test(path.slice(level.folder.length));
      if (verdict.ignored) return true;
      if (verdict.unignored) return false;
    }
    return false;
  }
}
