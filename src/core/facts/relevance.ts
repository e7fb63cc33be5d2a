import type { Expr, Unit } from '../flow/unit';
import { eachExpr, simpleName } from '../flow/walk';
import { OUTBOX } from '../libraries/conventions';
import { folderOf, joinPath } from '../text/path';

/** True when a text speaks of Kafka at all; files that do not are parsed only when they touch files that do. */
export function mentionsKafka(text: string): boolean {
  return /kafka/i.test(text);
}

/** True when a text speaks of an outbox, which is about Kafka where Kafka is in use, though it need not say so. */
export function mentionsOutbox(text: string): boolean {
  return OUTBOX.test(text);
}

/** How many files away from those that speak of Kafka others are still read. */
export const HOPS = 2;

/** How many further files are read for so many that speak of Kafka: a bound for large programs in which everything is near. */
export function mostRelated(kafkaFiles: number): number {
  return 200 + 10 * kafkaFiles;
}

/** What a unit asks of files that are not read yet. */
interface Wants {
  /** Files by the last piece of their path without its ending; `exact` where only one path is meant. */
  files: { stem: string; exact?: string; java?: boolean }[];
  /** Names of this file and its classes: who says them may call what it offers. */
  names: string[];
  /** Names of parents of its classes, which count like its own when a file is called so. */
  parents: string[];
}

/** A step of following files, and what it gave. */
interface Round {
  wants: readonly Wants[];
  names: readonly string[];
  texts: number;
  found: readonly string[];
}

/** Finds the files near those that speak of Kafka; remembers what it found, since most changes of a text change none of it. */
export class Relevance {
  readonly #wants = new WeakMap<Unit, Wants>();
  readonly #rounds: Round[] = [];

  /**
   * Which further code files to read: those that files in `units` import or name (constants, repositories, services),
   * and those that name what these files offer (callers of wrappers). `texts` are the code files that are not read yet;
   * `version` changes when one of them does. `packages` are names that lead to folders and files of the workspace.
   */
  related(round: number, units: readonly Unit[], texts: ReadonlyMap<string, string>, version: number, packages: ReadonlyMap<string, readonly string[]>): readonly string[] {
    const wants = units.map(unit => this.#of(unit)), names = packageNames(units, packages);
    const before = this.#rounds[round];
    if (before?.texts === version && isSame(before.names, names) && isSame(before.wants, wants)) return before.found;
    const found = texts.size === 0 ? [] : search(wants, names, texts);
    this.#rounds[round] = { wants, names, texts: version, found };
    return found;
  }

  #of(unit: Unit): Wants {
    let wants = this.#wants.get(unit);
    if (!wants) this.#wants.set(unit, wants = wantsOf(unit));
    return wants;
  }
}

/** Most parts of two lists are the very same; the rest are compared by what they say. */
function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && now.every((one, at) => one === before[at] || JSON.stringify(one) === JSON.stringify(before[at]));
}

/** The names of packages and aliases that lead to one of some units. */
function packageNames(units: readonly Unit[], packages: ReadonlyMap<string, readonly string[]>): string[] {
  if (packages.size === 0) return [];
  const places = new Set<string>();
  for (const { path, language } of units) {
    if (language !== 'typescript') continue;
    const bare = withoutEnding(path), folder = bare.replace(/(^|\/)index$/, '');
    for (const place of [bare, folder, ...(folder.endsWith('/src') ? [folder.slice(0, -4)] : [])]) places.add(place);
  }
  return [...packages].filter(([, folders]) => folders.some(folder => places.has(folder))).map(([name]) => name);
}

function search(wants: readonly Wants[], packages: readonly string[], texts: ReadonlyMap<string, string>): string[] {
  const byStem = new Map<string, string[]>();
  const note = (stem: string, path: string) => { const list = byStem.get(stem); if (list) list.push(path); else byStem.set(stem, [path]); };
  for (const path of texts.keys()) {
    const stem = stemOf(path);
    note(stem, path);
    if (stem === 'index') note(folderName(path), path);
  }
  const found = new Set<string>(), names = new Set<string>(packages);
  for (const { files, names: own, parents } of wants) {
    for (const { stem, exact, java } of files) {
      for (const path of byStem.get(stem) ?? []) {
        const plain = withoutEnding(path);
        if (exact === undefined ? !java || path.endsWith('.java') : plain === exact || plain === `${exact}/index`) found.add(path);
      }
    }
    for (const name of own) names.add(name);
    for (const name of parents) if (byStem.has(name)) names.add(name);
  }
  const list = [...names].filter(name => name.length > 2).map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (list.length > 0) {
    const javaNames = new RegExp(`\\b(${list.join('|')})\\b`);
    const scriptNames = new RegExp(`['"\`/](${list.join('|')})(/index)?(\\.[mc]?[jt]sx?)?['"\`]`);
    for (const [path, text] of texts) {
      if (!found.has(path) && (path.endsWith('.java') ? javaNames : scriptNames).test(text)) found.add(path);
    }
  }
  return [...found];
}

function wantsOf(unit: Unit): Wants {
  return unit.language === 'java' ? javaWants(unit) : scriptWants(unit);
}

function scriptWants(unit: Unit): Wants {
  const stem = stemOf(unit.path);
  return {
    // A relative import means one file, however many share its name.
    files: unit.imports.map(({ module }) => ({ stem: stemOf(module), ...(module.startsWith('.') && { exact: joinPath(folderOf(unit.path), withoutEnding(module)) }) })),
    names: [stem === 'index' ? folderName(unit.path) : stem],
    parents: [],
  };
}

function javaWants(unit: Unit): Wants {
  const types = new Set<string>(), imported: string[] = [];
  for (const item of unit.imports) {
    if (item.name !== '*') imported.push(item.static ? simpleName(item.module) : item.name);
  }
  const note = (expr: Expr): void => eachExpr(expr, e => { if (e.kind === 'name' && /^[A-Z]/.test(e.name)) types.add(e.name); });
  for (const symbol of unit.symbols) {
    if (symbol.type) types.add(symbol.type.name.split('.')[0]);
    symbol.values.forEach(note);
  }
  for (const call of unit.calls) {
    call.args.forEach(note);
    if (call.receiver) note(call.receiver);
    if (call.type) types.add(call.type.name.split('.')[0]);
  }
  const tops = unit.classes.filter(decl => decl.name.length > 2 && decl.outer === undefined);
  for (const decl of unit.classes) for (const parent of decl.supers) types.add(parent.name.split('.')[0]);
  return {
    files: [...imported.map(stem => ({ stem })), ...[...types].sort().map(stem => ({ stem, java: true }))],
    names: tops.map(decl => decl.name),
    parents: tops.flatMap(decl => decl.supers.map(parent => simpleName(parent.name))),
  };
}

function withoutEnding(path: string): string {
  return path.replace(/\.([mc]?[tj]sx?|java)$/, '');
}

function stemOf(path: string): string {
  return withoutEnding(path.slice(path.lastIndexOf('/') + 1));
}

function folderName(path: string): string {
  const parts = path.split('/');
  return parts[parts.length - 2] ?? '';
}
