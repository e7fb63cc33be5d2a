import { folderOf, joinPath } from '../text/path';
import { withoutEnding, withoutIndex } from './stems';

/** What a script takes from others: `from 'x'`, `import('x')`, `require('x')`. */
export const IMPORTED = /\b(?:from|import|require)\s*(?:\(\s*)?['"`]([^'"`\s]+)['"`]/g;

/** Which files name what: a list of numbers for each name, for there are millions. */
export class Naming {
  readonly #files = new Map<string, number[]>();
  readonly #numbers = new Map<string, number>();
  readonly #paths: string[] = [];
  /** What the file names that changed last, which is likely to be typed into. */
  #last: { path: string; text: string; names: ReadonlySet<string> } | undefined;

  /** Takes another text of a file in, or none; tells the names that come or go with it. */
  replace(path: string, before: string | undefined, after: string | undefined): readonly string[] {
    const old = before === undefined ? NONE : this.#namesOf(path, before), names = after === undefined ? NONE : namesIn(path, after);
    if (before !== undefined) this.#last = after === undefined ? undefined : { path, text: after, names };
    const number = this.#number(path), gone = [...old].filter(name => !names.has(name)), come = [...names].filter(name => !old.has(name));
    for (const name of gone) this.#remove(name, number);
    for (const name of come) {
      const numbers = this.#files.get(name);
      if (numbers) numbers.push(number); else this.#files.set(name, [number]);
    }
    return [...gone, ...come];
  }

  of(name: string): readonly string[] {
    return (this.#files.get(name) ?? []).map(number => this.#paths[number]).sort();
  }

  #namesOf(path: string, text: string): ReadonlySet<string> {
    const last = this.#last;
    return last?.path === path && last.text === text ? last.names : namesIn(path, text);
  }

  #number(path: string): number {
    let number = this.#numbers.get(path);
    if (number === undefined) this.#numbers.set(path, number = this.#paths.push(path) - 1);
    return number;
  }

  #remove(name: string, number: number): void {
    const numbers = this.#files.get(name), at = numbers?.indexOf(number) ?? -1;
    if (numbers && at >= 0) numbers.splice(at, 1);
    if (numbers?.length === 0) this.#files.delete(name);
  }
}

const NONE: ReadonlySet<string> = new Set();

function namesIn(path: string, text: string): ReadonlySet<string> {
  return path.endsWith('.java') ? javaNames(text) : scriptNames(path, text);
}

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
