import type { Unit } from '../flow/unit';
import { traitsOf } from '../languages/traits';
import { isSamplePath, isTestPath } from '../kafka/environment';
import type { Ecosystem, ManifestFacts } from '../kafka/facts';
import type { UnreadClient } from '../kafka/model';
import { NAMED_AFTER_KAFKA, NO_CLIENTS } from '../libraries/clients/unread';
import { rowsOf } from '../libraries/clients/unread-names';
import type { Span } from '../text/span';
import type { Context } from './context';

/** A client as one place shows it. */
interface Seen {
  name: string;
  kind: UnreadClient['kind'];
  part?: string;
  path: string;
  span: Span;
  /** Code shows that it is in use; a build file that it is there. */
  inCode: boolean;
}

/** The clients and languages that the workspace uses and that are not read, each once, with the place that shows it best. */
export function findUnreadClients(context: Context): UnreadClient[] {
  const modules = pythonModules(context.inputs.paths());
  const isOwn: IsOwn = (ecosystem, name) => (ecosystem === 'npm' ? context.inputs.packages.has(name) : ecosystem === 'python' ? modules.has(name.split('.')[0])
    : context.inputs.manifests.some(({ own }) => own.some(one => name === one || name.startsWith(`${one}/`))));
  const seen = [...context.inputs.manifests.flatMap(facts => inManifest(context, facts, isOwn)), ...context.program.units.flatMap(unit => inCode(context, unit))];
  const byName = new Map<string, Seen[]>();
  for (const one of seen) byName.set(one.name, [...byName.get(one.name) ?? [], one]);
  return [...byName.values()].map(places => {
    const [{ name, kind, part, path, span }] = places.sort((a, b) => Number(isSamplePath(a.path)) - Number(isSamplePath(b.path))
      || Number(b.inCode) - Number(a.inCode) || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.span.start - b.span.start));
    const files = new Set(places.filter(place => place.inCode).map(place => place.path)).size;
    return { name, kind, ...(part !== undefined && { part }), path, span, files, sample: isSamplePath(path) };
  }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether the workspace itself makes a package or module. */
type IsOwn = (ecosystem: Ecosystem, name: string) => boolean;

function inManifest({ inputs }: Context, { path, mentions, language }: ManifestFacts, isOwn: IsOwn): Seen[] {
  if (isTestPath(path)) return [];
  return mentions.flatMap(({ ecosystem, name, span }): Seen[] => {
    if (isOwn(ecosystem, name)) return [];
    const rows = rowsOf(ecosystem, name).filter(({ where }) => !where);
    const found = rows.map((row): Seen => ({ name: row.name, kind: 'client', part: row.part, path, span, inCode: language !== undefined }));
    if (language !== undefined) return ecosystem === 'jvm' ? [...found, { name: language, kind: 'language', path, span, inCode: true }] : found;
    const named = found.length === 0 && NAMED_AFTER_KAFKA.test(name.slice(name.indexOf(':') + 1)) && !NO_CLIENTS.test(name) && rowsOf(ecosystem, name).length === 0;
    return named && !inputs.libraries.some(({ packages }) => packages.includes(name)) ? [{ name, kind: 'client', path, span, inCode: false }] : found;
  });
}

// Kept until a file comes or goes.
const modulesOf = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Names that Python finds in the workspace itself: `kafka.py`, `kafka/__init__.py`, unless they are part of a package. */
function pythonModules(paths: readonly string[]): ReadonlySet<string> {
  const known = modulesOf.get(paths);
  if (known) return known;
  const scripts = new Set(paths.filter(path => path.endsWith('.py')));
  const modules = new Set([...scripts].flatMap(path => {
    const bare = path.replace(/(?:\/__init__)?\.py$/, ''), name = /(?<!\w)\w+$/.exec(bare)?.[0];
    const folder = bare.slice(0, -(name?.length ?? 0));
    return name !== undefined && !scripts.has(`${folder}__init__.py`) ? [name] : [];
  }));
  modulesOf.set(paths, modules);
  return modules;
}

function inCode(context: Context, unit: Unit): Seen[] {
  const { path } = unit;
  return importedRows(unit).flatMap(({ module, span, row }): Seen[] => {
    if (context.inputs.packages.has(module)) return [];
    if (row.where && !row.where.test(context.inputs.source(path)?.text ?? '')) return [];
    return [{ name: row.name, kind: 'client', part: row.part, path, span, inCode: true }];
  });
}

// As long as the unit stays.
const imported = new WeakMap<Unit, readonly { module: string; span: Span; row: ReturnType<typeof rowsOf>[number] }[]>();

/** The rows of clients that are not read by what a file imports. */
function importedRows(unit: Unit) {
  let rows = imported.get(unit);
  if (!rows) {
    const { ecosystem } = traitsOf(unit);
    imported.set(unit, rows = unit.imports.flatMap(({ module, name, span }) => rowsOf(ecosystem, ecosystem === 'jvm' && name !== '*' ? `${module}.${name}` : module).map(row => ({ module, span, row }))));
  }
  return rows;
}
