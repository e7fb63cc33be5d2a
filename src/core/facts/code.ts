import { BOUND_FUNCTIONS, LISTENERS, OUTBOX } from '../libraries/conventions';
import { Asking, type Asked } from './asked';
import { IMPORTED, Naming } from './naming';
import { folderName, stemOf, withoutEnding } from './stems';

const BESIDE = new RegExp(`${OUTBOX.source}|${LISTENERS}`, OUTBOX.flags);

/** Speaks of an outbox, or holds listeners or functions of a framework. */
function isBeside(text: string): boolean {
  return BESIDE.test(text) || BOUND_FUNCTIONS.every(said => said.test(text));
}

/** Something that was asked of one text, which is asked again of the next one. */
interface OfText {
  value: string | boolean;
  again: (text: string) => string | boolean;
  isGone: boolean;
}

/**
 * The texts of all code files but tests, and what they name: of tens of thousands some are asked for at each review, by name
 * or by what they mention. What was asked is noted, so that who asked knows when it would be answered otherwise.
 */
export class Code {
  readonly asking = new Asking();
  readonly #texts = new Map<string, string>();
  readonly #byPath = new Map<string, Set<string>>();
  readonly #byStem = new Map<string, Set<string>>();
  readonly #beside = new Set<string>();
  /** Texts that were not looked through for outboxes since they changed. */
  readonly #changed = new Set<string>();
  /** What all texts name, from when it is first asked. */
  #naming: Naming | undefined;
  #paths = { isGone: false };
  readonly #names = new Map<string, { isGone: boolean }>();
  readonly #ofTexts = new Map<string, Map<string, OfText>>();

  /** Adds or replaces a file. */
  set(path: string, text: string): void {
    const before = this.#texts.get(path);
    if (before === undefined) this.#place(path, (map, key) => note(map, key, path));
    this.#texts.set(path, text);
    this.#changed.add(path);
    this.#rename(path, before, text);
    for (const [question, asked] of this.#ofTexts.get(path) ?? []) {
      if (asked.again(text) !== asked.value) this.#forget(path, question, asked);
    }
  }

  /** Takes a file out. */
  delete(path: string): void {
    const before = this.#texts.get(path);
    if (before === undefined) return;
    this.#texts.delete(path);
    this.#place(path, (map, key) => map.get(key)?.delete(path));
    this.#beside.delete(path);
    this.#changed.delete(path);
    this.#rename(path, before, undefined);
    for (const [question, asked] of this.#ofTexts.get(path) ?? []) this.#forget(path, question, asked);
  }

  /** Whether a file is held. */
  has(path: string): boolean {
    return this.#texts.has(path);
  }

  /** What a file says; nothing where it is not held. */
  text(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  /** Whether a file says a word, whatever it means there. */
  says(path: string, word: string): boolean {
    return this.#ofText(path, word, text => text.includes(word)) === true;
  }

  /** The modules that a script takes by a name that is not relative. */
  modulesOf(path: string): readonly string[] {
    const all = this.#ofText(path, '\nmodules', modulesIn) as string;
    return all === '' ? [] : all.split('\n');
  }

  /** Whether a script exports something of others. */
  passesOn(path: string): boolean {
    return this.#ofText(path, '\npasses on', text => PASSES_ON.test(text)) === true;
  }

  /** The file that a path without its ending means, or the `index` of such a folder. */
  at(bare: string): readonly string[] {
    this.asking.note(this.#paths);
    return [...inOrder(this.#byPath.get(bare)), ...inOrder(this.#byPath.get(bare === '' ? 'index' : `${bare}/index`))];
  }

  /** The files by the last piece of their path without its ending; an `index` is called like its folder, too. */
  called(stem: string): readonly string[] {
    this.asking.note(this.#paths);
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

  /** The files that speak of an outbox, or hold listeners or functions of a framework, which is about Kafka where Kafka is in use, though they need not say so. */
  beside(): readonly string[] {
    for (const path of this.#changed) {
      if (isBeside(this.#texts.get(path)!)) this.#beside.add(path); else this.#beside.delete(path);
    }
    this.#changed.clear();
    return inOrder(this.#beside);
  }

  #named(name: string): readonly string[] {
    if (!this.#naming) {
      this.#naming = new Naming();
      for (const [path, text] of this.#texts) this.#naming.replace(path, undefined, text);
    }
    let asked = this.#names.get(name);
    if (!asked) this.#names.set(name, asked = { isGone: false });
    this.asking.note(asked);
    return this.#naming.of(name);
  }

  #ofText(path: string, question: string, answer: OfText['again']): OfText['value'] | undefined {
    const text = this.#texts.get(path);
    if (text === undefined) { this.asking.note(this.#paths); return undefined; }
    let all = this.#ofTexts.get(path);
    if (!all) this.#ofTexts.set(path, all = new Map());
    let asked = all.get(question);
    if (!asked) all.set(question, asked = { value: answer(text), again: answer, isGone: false });
    this.asking.note(asked satisfies Asked);
    return asked.value;
  }

  #forget(path: string, question: string, asked: OfText): void {
    asked.isGone = true;
    this.#ofTexts.get(path)?.delete(question);
  }

  /** What was asked by a name that the file says now, or says no more, is gone. */
  #rename(path: string, before: string | undefined, after: string | undefined): void {
    for (const name of this.#naming?.replace(path, before, after) ?? []) {
      const asked = this.#names.get(name);
      if (!asked) continue;
      asked.isGone = true;
      this.#names.delete(name);
    }
  }

  /** A file comes or goes. */
  #place(path: string, place: (map: Map<string, Set<string>>, key: string) => void): void {
    const stem = stemOf(path);
    place(this.#byPath, withoutEnding(path));
    place(this.#byStem, stem);
    if (stem === 'index') place(this.#byStem, folderName(path));
    this.#paths.isGone = true;
    this.#paths = { isGone: false };
  }
}

const PASSES_ON = /\bexport\b[^;'"`]*\bfrom\b|module\.exports\b[^;]*\brequire\b/;

function modulesIn(text: string): string {
  const all = new Set([...text.matchAll(IMPORTED)].map(([, specifier]) => specifier));
  return [...all].filter(specifier => !specifier.startsWith('.')).join('\n');
}

function note(map: Map<string, Set<string>>, key: string, path: string): void {
  const paths = map.get(key);
  if (paths) paths.add(path); else map.set(key, new Set([path]));
}

/** What is found does not depend on which file came first. */
function inOrder(paths: ReadonlySet<string> | undefined): readonly string[] {
  return paths ? [...paths].sort() : [];
}
