import type { Expr, Unit } from '../flow/unit';
import { eachExpr } from '../flow/walk';

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

/**
 * Which further code files to read: those that files in `units` import or name (constants, repositories, services), and
 * those that name what these files offer (callers of wrappers). `texts` are the code files that are not read yet,
 * `packages` the names that lead to folders of the workspace.
 */
export function related(units: readonly Unit[], texts: ReadonlyMap<string, string>, packages: ReadonlyMap<string, string> = new Map()): string[] {
  const wanted = new Set<string>();
  const byStem = new Map<string, string[]>();
  for (const path of texts.keys()) {
    const stem = stemOf(path);
    byStem.set(stem, [...(byStem.get(stem) ?? []), path]);
    if (stem === 'index') { const folder = folderName(path); byStem.set(folder, [...(byStem.get(folder) ?? []), path]); }
  }
  const names = new Set<string>();
  for (const unit of units) {
    for (const item of unit.imports) {
      const last = unit.language === 'java' ? item.name === '*' ? '' : item.static ? item.module.slice(item.module.lastIndexOf('.') + 1) : item.name : stemOf(item.module);
      // A relative import means one file, however many share its name.
      const exact = unit.language === 'typescript' && item.module.startsWith('.') ? joined(unit.path, item.module) : undefined;
      for (const path of byStem.get(last) ?? []) if (exact === undefined || withoutEnding(path) === exact || withoutEnding(path) === `${exact}/index`) wanted.add(path);
    }
    if (unit.language === 'java') {
      const types = new Set<string>();
      for (const symbol of unit.symbols) if (symbol.type) types.add(symbol.type.name.split('.')[0]);
      const note = (expr: Expr): void => eachExpr(expr, e => { if (e.kind === 'name' && /^[A-Z]/.test(e.name)) types.add(e.name); });
      for (const symbol of unit.symbols) symbol.values.forEach(note);
      for (const call of unit.calls) { call.args.forEach(note); if (call.receiver) note(call.receiver); }
      for (const decl of unit.classes) { for (const parent of decl.supers) types.add(parent.name.split('.')[0]); }
      for (const call of unit.calls) { if (call.type) types.add(call.type.name.split('.')[0]); if (call.receiver?.kind === 'name' && /^[A-Z]/.test(call.receiver.name)) types.add(call.receiver.name); }
      for (const type of types) for (const path of byStem.get(type) ?? []) if (path.endsWith('.java')) wanted.add(path);
      for (const decl of unit.classes) if (decl.name.length > 3 && decl.outer === undefined) { names.add(decl.name); for (const parent of decl.supers) { const name = parent.name.split('.').pop()!; if (byStem.has(name)) names.add(name); } }
    } else {
      const stem = stemOf(unit.path);
      names.add(stem === 'index' ? folderName(unit.path) : stem);
      const bare = withoutEnding(unit.path), folder = bare.replace(/(^|\/)index$/, '');
      for (const [name, at] of packages) if (at === bare || at === folder || `${at}/src` === folder) names.add(name);
    }
  }
  const list = [...names].filter(name => name.length > 2).map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (list.length > 0) {
    const javaNames = new RegExp(`\\b(${list.join('|')})\\b`);
    const scriptNames = new RegExp(`['"\`/](${list.join('|')})(/index)?(\\.[mc]?[jt]sx?)?['"\`]`);
    for (const [path, text] of texts) {
      if (!wanted.has(path) && (path.endsWith('.java') ? javaNames : scriptNames).test(text)) wanted.add(path);
    }
  }
  return [...wanted];
}

function withoutEnding(path: string): string {
  return path.replace(/\.([mc]?[tj]sx?|java)$/, '');
}

function stemOf(path: string): string {
  return withoutEnding(path.slice(path.lastIndexOf('/') + 1));
}

/** The path that a relative module specifier means, without its ending. */
function joined(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const piece of withoutEnding(specifier).split('/')) {
    if (piece === '..') parts.pop();
    else if (piece !== '.' && piece !== '') parts.push(piece);
  }
  return parts.join('/');
}

function folderName(path: string): string {
  const parts = path.split('/');
  return parts[parts.length - 2] ?? '';
}
