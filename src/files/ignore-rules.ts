import ignore from 'ignore';
import { readLine } from './wildmatch';

/** What a `.gitignore` says of a path: that it is left out, that it is not, or nothing. */
type Verdict = (path: string) => boolean | undefined;

/** One `.gitignore`; `folder` is where it stands, relative to the repository, with `/` at its end. */
interface Level {
  verdict: Verdict;
  folder: string;
  above?: Level;
}

/** The time that an expression made of a pattern takes grows by a power for each of its stars. */
const MOST_STARS = 2;

function isPlain(pattern: string): boolean {
  return (pattern.match(/\*+/g)?.length ?? 0) <= MOST_STARS;
}

/** The last line that speaks of a path decides; runs of plain lines are read together. */
function verdictOf(text: string): Verdict {
  const verdicts: Verdict[] = [], plain: string[] = [];
  const end = () => { if (plain.length > 0) verdicts.unshift(ofPlain(plain.splice(0))); };
  for (const line of text.split(/\r?\n/)) {
    if (isPlain(line)) { plain.push(line); continue; }
    end();
    const read = readLine(line);
    if (read) verdicts.unshift(path => (read.matches(path) ? !read.negated : undefined));
  }
  end();
  return path => {
    for (const verdict of verdicts) {
      const found = verdict(path);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function ofPlain(lines: readonly string[]): Verdict {
  const rules = ignore().add(lines);
  return path => {
    const { ignored, unignored } = rules.test(path);
    return ignored || unignored ? ignored : undefined;
  };
}

/**
 * The `.gitignore` files that hold for a folder: its own and those above it. Paths have `/` between and folders at their
 * end; what is in a folder that is left out is not asked for.
 */
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
    return new IgnoreRules(this.prefix, { verdict: verdictOf(text), folder, above: this.nearest });
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
      const verdict = level.verdict(path.slice(level.folder.length));
      if (verdict !== undefined) return verdict;
    }
    return false;
  }
}
