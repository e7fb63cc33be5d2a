import { OUTBOX } from '../libraries/conventions';

/**
 * The code files that do not speak of Kafka themselves: of tens of thousands some are asked for at each review, by name or
 * by what they mention. What was found in a text is remembered until that text changes.
 */
export class PlainCode {
  readonly #texts = new Map<string, string>();
  readonly #byPath = new Map<string, Set<string>>();
  readonly #byStem = new Map<string, Set<string>>();
  readonly #byName = new Map<string, Set<string>>();
  readonly #withOutbox = new Set<string>();
  /** Texts in which nothing was looked for since they changed. */
  readonly #changed = new Set<string>();

  /** Adds or replaces a file. */
  set(path: string, text: string): void {
    if (!this.#texts.has(path)) this.#place(path, (map, key) => note(map, key, path));
    this.#texts.set(path, text);
    this.#changed.add(path);
  }

  /** Takes a file out. */
  delete(path: string): void {
    if (!this.#texts.delete(path)) return;
    this.#place(path, (map, key) => map.get(key)?.delete(path));
    for (const paths of this.#byName.values()) paths.delete(path);
    this.#withOutbox.delete(path);
    this.#changed.delete(path);
  }

  /** The file that a path without its ending means, or the `index` of such a folder. */
  at(bare: string): readonly string[] {
    return [...inOrder(this.#byPath.get(bare)), ...inOrder(this.#byPath.get(`${bare}/index`))];
  }

  /** The files by the last piece of their path without its ending; an `index` is called like its folder, too. */
  called(stem: string): readonly string[] {
    return inOrder(this.#byStem.get(stem));
  }

  /** The files that say one of some names: in Java anywhere, in scripts at the end of the path of an import. */
  mentioning(names: readonly string[]): readonly string[] {
    this.#lookAgain();
    const wanted = names.filter(name => name.length > 2), fresh = wanted.filter(name => !this.#byName.has(name));
    if (this.#byName.size + fresh.length > MOST_NAMES)
      for (const name of [...this.#byName.keys()]) if (!wanted.includes(name)) this.#byName.delete(name);
    for (const name of fresh) this.#byName.set(name, new Set());
    if (fresh.length > 0) this.#look(fresh, this.#texts.keys());
    return inOrder(new Set(wanted.flatMap(name => [...this.#byName.get(name)!])));
  }

  /** The files that speak of an outbox, which is about Kafka where Kafka is in use, though they need not say so. */
  withOutbox(): readonly string[] {
    this.#lookAgain();
    return inOrder(this.#withOutbox);
  }

  /** Brings what is remembered up to date with the texts that changed. */
  #lookAgain(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const path of changed) {
      for (const paths of this.#byName.values()) paths.delete(path);
      if (OUTBOX.test(this.#texts.get(path)!)) this.#withOutbox.add(path); else this.#withOutbox.delete(path);
    }
    if (changed.length > 0 && this.#byName.size > 0) this.#look([...this.#byName.keys()], changed);
  }

  #look(names: readonly string[], paths: Iterable<string>): void {
    const any = mention(names), each = names.map(name => ({ one: mention([name]), found: this.#byName.get(name)! }));
    for (const path of paths) {
      const text = this.#texts.get(path)!, kind = path.endsWith('.java') ? 'java' : 'script';
      if (any[kind].test(text)) for (const { one, found } of each) if (one[kind].test(text)) found.add(path);
    }
  }

  #place(path: string, place: (map: Map<string, Set<string>>, key: string) => void): void {
    const stem = stemOf(path);
    place(this.#byPath, withoutEnding(path));
    place(this.#byStem, stem);
    if (stem === 'index') place(this.#byStem, folderName(path));
  }
}

/** Names of which it is remembered who says them; those that are not asked for any more are let go of beyond. */
const MOST_NAMES = 5000;

/** Expressions for a mention of one of some names. */
function mention(names: readonly string[]): { java: RegExp; script: RegExp } {
  const any = names.map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return { java: new RegExp(`\\b(${any})\\b`), script: new RegExp(`['"\`/](${any})(/index)?(\\.[mc]?[jt]sx?)?['"\`]`) };
}

function note(map: Map<string, Set<string>>, key: string, path: string): void {
  const paths = map.get(key);
  if (paths) paths.add(path); else map.set(key, new Set([path]));
}

/** What is found does not depend on which file came first. */
function inOrder(paths: ReadonlySet<string> | undefined): readonly string[] {
  return paths ? [...paths].sort() : [];
}

/** The path of a code file without `.ts` and its like. */
export function withoutEnding(path: string): string {
  return path.replace(/\.([mc]?[tj]sx?|java)$/, '');
}

/** The last piece of a path, without `.ts` and its like. */
export function stemOf(path: string): string {
  return withoutEnding(path.slice(path.lastIndexOf('/') + 1));
}

/** The folder that a file is in. */
export function folderName(path: string): string {
  const parts = path.split('/');
  return parts[parts.length - 2] ?? '';
}
