import type { Expr, Unit } from '../flow/unit';
import { eachExpr, simpleName } from '../flow/walk';
import { folderOf, joinPath } from '../text/path';
import { folderName, stemOf, withoutEnding, type PlainCode } from './plain-code';

/** True when a text speaks of Kafka at all; files that do not are parsed only when they touch files that do. */
export function mentionsKafka(text: string): boolean {
  return /kafka/i.test(text);
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

/** Finds the files near those that speak of Kafka. */
export class Relevance {
  readonly #wants = new WeakMap<Unit, Wants>();

  constructor(private readonly code: PlainCode) {}

  /**
   * Which further code files to read: those that files in `units` import or name (constants, repositories, services),
   * and those that name what these files offer (callers of wrappers). `known` are files that were named before, and
   * `packages` names that lead to folders and files of the workspace.
   */
  related(units: readonly Unit[], known: ReadonlySet<string>, packages: ReadonlyMap<string, readonly string[]>): readonly string[] {
    const isNew = (path: string) => !known.has(path), called = (stem: string) => this.code.called(stem).filter(isNew);
    const found = new Set<string>(), names = new Set(packageNames(units, packages));
    for (const unit of units) {
      const { files, names: own, parents } = this.#of(unit);
      for (const { stem, exact, java } of files) {
        const paths =
          exact !== undefined
            ? this.code.at(exact).filter(isNew)
            : java
              ? called(stem).filter(path => path.endsWith('.java'))
              : called(stem);
        for (const path of paths) found.add(path);
      }
      for (const name of own) names.add(name);
      for (const name of parents) if (called(name).length > 0) names.add(name);
    }
    for (const path of this.code.mentioning([...names])) if (isNew(path)) found.add(path);
    return [...found];
  }

  #of(unit: Unit): Wants {
    let wants = this.#wants.get(unit);
    if (!wants) this.#wants.set(unit, wants = wantsOf(unit));
    return wants;
  }
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

function wantsOf(unit: Unit): Wants {
  return unit.language === 'java' ? javaWants(unit) : scriptWants(unit);
}

function scriptWants(unit: Unit): Wants {
  const stem = stemOf(unit.path);
  return {
    // A relative import means one file, however many share its name.
    files: unit.imports.map(({ module }) => ({
      stem: stemOf(module),
      ...(module.startsWith('.') && { exact: joinPath(folderOf(unit.path), withoutEnding(module)) }),
    })),
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
