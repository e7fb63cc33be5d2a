import { posix } from 'node:path';
import { isBuiltin } from 'node:module';
import ts from 'typescript';

/** What a folder of `src/` may import: other folders or files of it, and packages. Its own files are always allowed. */
interface Boundary {
  folder: string;
  may: readonly string[];
  packages?: readonly string[];
  /** Node's own modules and a host's. */
  host?: boolean;
  /** The folder's files must not import each other, but these. */
  apart?: readonly string[];
}

const FACES = ['files', 'core/session', 'core/policy', 'core/report', 'core/review', 'core/journey', 'core/rules/index', 'core/rules/rule', 'core/text', '../package.json'];
const NOUNS = ['core/text', 'core/settings', 'core/kafka'];
const CODE = [...NOUNS, 'core/flow', 'core/libraries', 'core/languages/idioms', 'core/languages/traits'];
/** The rooms of the analysis, each built on those before it. */
const ROOMS = ['program', 'sources', 'values', 'outcomes', 'calls', 'ways', 'deeds'].map(name => `core/analysis/${name}`);
const ANALYSIS = [...CODE, 'core/analysis'];
/** What the parts of the model share, and what is found in code before it is judged. */
const SHARED = ['context', 'framework', 'found-client', 'found-send', 'found-handler'].map(name => `core/model/${name}`);
const MODEL = [...ANALYSIS, ...SHARED];

/** The rooms of a language: its tree, the lowering and the repairs, joined by its `index.ts`. */
function language(folder: string, packages: readonly string[]): Boundary[] {
  const parse = { folder: `${folder}/parse`, may: ['core/text', 'core/flow/language'], packages };
  const others = ['lower', 'repairs'].map(room => ({ folder: `${folder}/${room}`, may: ['core/text', 'core/flow', `${folder}/parse`] }));
  return [parse, ...others, { folder, may: ['core/flow/language', 'core/flow/idioms', 'core/flow/traits'] }];
}

/** The folder of a framework; none may import another. */
function framework(path: string): Boundary | undefined {
  const [folder] = /^core\/frameworks\/[\w-]+(?=\/)/.exec(path) ?? [];
  return folder === undefined ? undefined : { folder, may: [...MODEL, 'core/config/notations', 'core/config/kinds'] };
}

/** The table of ARCHITECTURE.md; the first entry that fits a file holds. */
const BOUNDARIES: readonly Boundary[] = [
  { folder: 'core/text', may: [] },
  { folder: 'core/flow', may: ['core/text'] },
  { folder: 'core/settings', may: ['core/text'] },
  { folder: 'core/kafka', may: ['core/text', 'core/settings'] },
  ...language('core/languages/typescript', ['@typescript-eslint/typescript-estree', 'typescript']),
  ...language('core/languages/java', ['@vscode/tree-sitter-wasm']),
  { folder: 'core/languages/traits', may: ['core/flow', 'core/languages/java/traits', 'core/languages/typescript/traits'] },
  { folder: 'core/languages/idioms', may: ['core/flow', 'core/languages/java/idioms', 'core/languages/typescript/idioms'] },
  { folder: 'core/libraries/clients', may: ['core/libraries/table', 'core/kafka'] },
  { folder: 'core/libraries/databases', may: ['core/libraries/table', 'core/libraries/words'] },
  { folder: 'core/libraries/frameworks', may: ['core/libraries/table'] },
  { folder: 'core/libraries/runtimes', may: ['core/libraries/words', 'core/flow'] },
  { folder: 'core/libraries', may: ['core/flow', 'core/kafka'] },
  { folder: 'core/config/notations', may: ['core/text'], packages: ['yaml', '@vscode/tree-sitter-wasm'] },
  { folder: 'core/config/builds', may: [...NOUNS, 'core/config/notations'] },
  { folder: 'core/config/containers', may: [...NOUNS, 'core/config/notations', 'core/config/file'] },
  { folder: 'core/config/kinds', may: [...NOUNS, 'core/config/notations', 'core/config/file', 'core/config/containers'] },
  { folder: 'core/config/file', may: [...NOUNS, 'core/config/notations'] },
  { folder: 'core/config', may: NOUNS },
  ...ROOMS.map((folder, index) => ({ folder, may: [...CODE, ...ROOMS.slice(0, index)] })),
  { folder: 'core/analysis', may: CODE },
  ...SHARED.map(folder => ({ folder, may: MODEL })),
  { folder: 'core/model/databases', may: MODEL },
  { folder: 'core/model/producing', may: [...MODEL, 'core/model/databases'] },
  { folder: 'core/model/clients', may: MODEL },
  { folder: 'core/model/records', may: MODEL },
  { folder: 'core/model/brokers', may: [...MODEL, 'core/model/clients'] },
  { folder: 'core/model/consuming', may: [...MODEL, 'core/model/databases', 'core/model/producing', 'core/model/records'] },
  { folder: 'core/model/membership', may: [...MODEL, 'core/model/databases', 'core/model/producing', 'core/model/records', 'core/model/consuming'] },
  { folder: 'core/model/business', may: [...MODEL, 'core/model/databases', 'core/model/producing'] },
  { folder: 'core/model', may: ANALYSIS },
  { folder: 'core/frameworks', may: ['core/model/framework'] },
  { folder: 'core/show', may: [...ANALYSIS, 'core/model'] },
  { folder: 'core/facts', may: ['core/text', 'core/flow', 'core/kafka', 'core/libraries', 'core/languages/traits', 'core/config'] },
  { folder: 'core/rules/index', may: ['core/rules', 'core/kafka'] },
  { folder: 'core/rules', may: NOUNS, apart: ['core/rules/rule'] },
  { folder: 'core/policy', may: ['core/text', 'core/settings', 'core/config/notations', 'core/libraries/table', 'core/rules/rule'] },
  { folder: 'core/review', may: [...NOUNS, 'core/policy', 'core/rules/rule', 'core/rules/index', 'core/report', 'core/journey/contract'] },
  { folder: 'core/journey', may: [...NOUNS, 'core/review/finding', 'core/review/ranges'] },
  { folder: 'core/report', may: ['core/text', 'core/kafka', 'core/rules/rule', 'core/rules/index', 'core/review', 'core/journey'] },
  { folder: 'core/session', may: ['core'] },
  { folder: 'files', may: ['core/session', 'core/policy', 'core/review', 'core/text'], packages: ['ignore'], host: true },
  { folder: 'vscode', may: FACES, packages: ['vscode'], host: true },
  { folder: 'cli', may: FACES, packages: ['diff'], host: true },
];

/** Imports of a file (by its path below `src/`) that the table does not allow, in words. */
export function forbiddenImports(path: string, text: string): string[] {
  const boundary = framework(path) ?? BOUNDARIES.find(({ folder }) => within(path, folder));
  if (!boundary) return [`${path} is in no folder of the table`];
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
    .filter(specifier => !allowed(path, specifier, boundary))
    .map(specifier => `${path} must not import ${specifier}`);
}

/** The first way found from each file back to itself over imports of any kind: `a → b → a`. */
export function circlesIn(files: ReadonlyMap<string, string>): string[] {
  const done = new Set<string>(), circles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) circles.push([...way.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const target of importedFiles(path, files)) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of files.keys()) visit(path, []);
  return circles;
}

function importedFiles(path: string, files: ReadonlyMap<string, string>): string[] {
  return ts.preProcessFile(files.get(path)!, true, true).importedFiles.flatMap(({ fileName }) => {
    const target = posix.join(posix.dirname(path), fileName);
    return [`${target}.ts`, `${target}/index.ts`].filter(file => fileName.startsWith('.') && files.has(file));
  });
}

function allowed(path: string, specifier: string, { folder, may, packages = [], host = false, apart }: Boundary): boolean {
  if (!specifier.startsWith('.')) return packages.some(name => within(specifier, name)) || (host && isBuiltin(specifier));
  const target = posix.join(posix.dirname(path), specifier);
  if (may.some(other => within(target, other))) return true;
  return within(target, folder) && (!apart || apart.includes(target));
}

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path.replace(/\.ts$/, '') === folder;
}
