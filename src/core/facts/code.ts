import { LISTENERS, OUTBOX } from '../libraries/conventions';
import { folderOf, joinPath } from '../text/path';

const BESIDE = new RegExp(`${OUTBOX.source}|${LISTENERS}`, OUTBOX.flags);

/**
 * The texts of all code files but tests, and what they name: of tens of thousands some are asked for at each review, by name
 * or by what they mention. What a text names is remembered until it changes, and looked for when it is first asked.
 */
export class Code {
  readonly #texts = new Map<string, string>();
  readonly #byPath = new Map<string, Set<string>>();
  readonly #byStem = new Map<string, Set<string>>();
  readonly #beside = new Set<string>();
  /** Texts that were not looked through for outboxes, and for names, since they changed. */
  readonly #changed = new Set<string>();
  readonly #unnamed = new Set<string>();
  readonly #naming = new Naming();
  /** What was asked of texts since they changed. */
  readonly #taken = new Map<string, readonly string[]>();
  readonly #passing = new Map<string, boolean>();

  /** Adds or replaces a file. */
  set(path: string, text: string): void {
    if (!this.#texts.has(path)) this.#place(path, (map, key) => note(map, key, path));
    this.#texts.set(path, text);
    this.#taken.delete(path);
    this.#passing.delete(path);
    this.#changed.add(path);
    this.#unnamed.add(path);
  }

  /** Takes a file out. */
  delete(path: string): void {
    if (!this.#texts.delete(path)) return;
    this.#place(path, (map, key) => map.get(key)?.delete(path));
    this.#beside.delete(path);
    this.#taken.delete(path);
    this.#passing.delete(path);
    this.#changed.delete(path);
    this.#unnamed.delete(path);
    this.#naming.forget(path);
  }

  /** What a file says; nothing where it is not held. */
  text(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  /** Whether a file says a word, whatever it means there. */
  says(path: string, word: string): boolean {
    return this.text(path).includes(word);
  }

  /** The modules that a script takes by a name that is not relative. */
  modulesOf(path: string): readonly string[] {
    let modules = this.#taken.get(path);
    if (!modules) {
      const all = new Set([...this.text(path).matchAll(IMPORTED)].map(([, specifier]) => specifier));
      this.#taken.set(path, modules = [...all].filter(specifier => !specifier.startsWith('.')));
    }
    return modules;
  }

  /** Whether a script exports something of others. */
  passesOn(path: string): boolean {
    let passes = this.#passing.get(path);
    if (passes === undefined) this.#passing.set(path, passes = PASSES_ON.test(this.text(path)));
    return passes;
  }

  /** The file that a path without its ending means, or the `index` of such a folder. */
  at(bare: string): readonly string[] {
    return [...inOrder(this.#byPath.get(bare)), ...inOrder(this.#byPath.get(bare === '' ? 'index' : `${bare}/index`))];
  }

  /** The files by the last piece of their path without its ending; an `index` is called like its folder, too. */
  called(stem: string): readonly string[] {
    return inOrder(this.#byStem.get(stem));
  }

  /** The files of Java that say a name that begins like one of a type. */
  saying(type: string): readonly string[] {
    return this.#named(type);
  }

  /** The scripts that import a path relative to their own, without its ending, `index` left out. */
  importingPath(bare: string): readonly string[] {
    return this.#named(`./${bare}`);
  }

  /** The scripts that import by a name: a package, or the last piece of what is not relative. */
  importing(name: string): readonly string[] {
    return this.#named(`'${name}`);
  }

  /** The files with a class that says to extend or implement a name. */
  below(parent: string): readonly string[] {
    return this.#named(`<${parent}`);
  }

  /** The files that speak of an outbox, or hold listeners of a framework, which is about Kafka where Kafka is in use, though they need not say so. */
  beside(): readonly string[] {
    for (const path of this.#changed) {
      if (BESIDE.test(this.#texts.get(path)!)) this.#beside.add(path); else this.#beside.delete(path);
    }
    this.#changed.clear();
    return inOrder(this.#beside);
  }

  #named(key: string): readonly string[] {
    for (const path of this.#unnamed) this.#naming.take(path, this.#texts.get(path)!);
    this.#unnamed.clear();
    return this.#naming.of(key);
  }

  #place(path: string, place: (map: Map<string, Set<string>>, key: string) => void): void {
    const stem = stemOf(path);
    place(this.#byPath, withoutEnding(path));
    place(this.#byStem, stem);
    if (stem === 'index') place(this.#byStem, folderName(path));
  }
}

/** Which files name what: a list of numbers for each name, for there are millions. A file that changes gets another number. */
class Naming {
  readonly #files = new Map<string, number[]>();
  readonly #numbers = new Map<string, number>();
  #paths: (string | undefined)[] = [];

  take(path: string, text: string): void {
    this.forget(path);
    const number = this.#paths.push(path) - 1;
    this.#numbers.set(path, number);
    for (const name of path.endsWith('.java') ? javaNames(text) : scriptNames(path, text)) {
      const numbers = this.#files.get(name);
      if (numbers) numbers.push(number); else this.#files.set(name, [number]);
    }
    if (this.#paths.length > 2 * this.#numbers.size + 1000) this.#tidy();
  }

  forget(path: string): void {
    const number = this.#numbers.get(path);
    if (number === undefined) return;
    this.#paths[number] = undefined;
    this.#numbers.delete(path);
  }

  of(name: string): readonly string[] {
    return (this.#files.get(name) ?? []).flatMap(number => this.#paths[number] ?? []).sort();
  }

  /** Lets go of the numbers that files had before. */
  #tidy(): void {
    const moved = new Map<number, number>(), paths = this.#paths.filter((path, at) => path !== undefined && moved.set(at, moved.size));
    for (const [name, numbers] of this.#files) this.#files.set(name, numbers.flatMap(number => moved.get(number) ?? []));
    this.#paths = paths;
    paths.forEach((path, at) => this.#numbers.set(path!, at));
  }
}

const IMPORTED = /\b(?:from|import|require)\s*(?:\(\s*)?['"`]([^'"`\s]+)['"`]/g;
const PASSES_ON = /\bexport\b[^;'"`]*\bfrom\b|module\.exports\b[^;]*\brequire\b/;

function javaNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name] of text.matchAll(/\b[A-Z]\w+/g)) names.add(name);
  parents(text, names);
  for (const [, name] of text.matchAll(/\bnew ([A-Z]\w*)(?:<[^<>]*>)?\([^(){};]*\)\s*\{/g)) names.add(`<${name}`);
  return names;
}

function scriptNames(path: string, text: string): ReadonlySet<string> {
  const names = new Set<string>(), folder = folderOf(path);
  for (const [, specifier] of text.matchAll(IMPORTED)) {
    const bare = withoutEnding(specifier);
    if (specifier.startsWith('.')) {
      names.add(`./${withoutIndex(joinPath(folder, bare))}`);
    } else {
      const whole = withoutIndex(bare);
      names.add(`'${specifier}`).add(`'${whole}`).add(`'${whole.slice(whole.lastIndexOf('/') + 1)}`);
      // The name of a package before a path into it.
      for (let at = specifier.indexOf('/'); at > 0; at = specifier.indexOf('/', at + 1)) names.add(`'${specifier.slice(0, at)}`);
    }
  }
  parents(text, names);
  return names;
}

/** Notes the names after `extends` and `implements` at the heads of classes. */
function parents(text: string, names: Set<string>): void {
  for (const [, head] of text.matchAll(/\b(?:class|interface|record|enum)\b([^{};]*)\{/g)) {
    let plain = head, before;
    do { before = plain; plain = plain.replace(/<[^<>]*>/g, ' '); } while (plain !== before);
    const [, ...after] = plain.split(/\b(?:extends|implements)\b/);
    for (const list of after) for (const name of list.split(',')) names.add(`<${name.trim().split('.').pop()!.trim()}`);
  }
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

/** The path of a folder for that of its `index`. */
export function withoutIndex(bare: string): string {
  return bare === 'index' ? '' : bare.replace(/\/index$/, '');
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
