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

const FACES = ['files', 'core/session', 'core/report', 'core/review', 'core/rules/index', 'core/rules/rule', 'core/text', '../package.json'];

/** The table of ARCHITECTURE.md; the first entry that fits a file holds. */
const BOUNDARIES: readonly Boundary[] = [
  { folder: 'core/text', may: [] },
  { folder: 'core/flow', may: ['core/text'] },
  { folder: 'core/kafka', may: ['core/text', 'core/flow'] },
  {
    folder: 'core/languages/typescript', may: ['core/text', 'core/flow', 'core/kafka'],
    packages: ['@typescript-eslint/typescript-estree', 'typescript'],
  },
  { folder: 'core/languages/java', may: ['core/text', 'core/flow', 'core/kafka'], packages: ['@vscode/tree-sitter-wasm'] },
  { folder: 'core/libraries', may: ['core/kafka', 'core/flow'] },
  { folder: 'core/config', may: ['core/text', 'core/kafka'], packages: ['yaml'] },
  { folder: 'core/workspace', may: ['core/text', 'core/flow', 'core/kafka', 'core/languages', 'core/libraries', 'core/config'] },
  { folder: 'core/rules/index', may: ['core/rules', 'core/kafka'] },
  { folder: 'core/rules', may: ['core/kafka', 'core/text'], apart: ['core/rules/rule'] },
  { folder: 'core/review', may: ['core/text', 'core/kafka', 'core/rules/rule', 'core/rules/index', 'core/report'] },
  { folder: 'core/report', may: ['core/text', 'core/kafka', 'core/rules/rule', 'core/rules/index', 'core/review'] },
  { folder: 'core/session', may: ['core'] },
  { folder: 'files', may: ['core/session'], packages: ['ignore', 'minimatch'], host: true },
  { folder: 'vscode', may: FACES, packages: ['vscode'], host: true },
  { folder: 'cli', may: FACES, host: true },
];

/** Imports of a file (by its path below `src/`) that the table does not allow, in words. */
export function forbiddenImports(path: string, text: string): string[] {
  const boundary = BOUNDARIES.find(({ folder }) => within(path, folder));
  if (!boundary) return [`${path} is in no folder of the table`];
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
    .filter(specifier => !allowed(path, specifier, boundary))
    .map(specifier => `${path} must not import ${specifier}`);
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
