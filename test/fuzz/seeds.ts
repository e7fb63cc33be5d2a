import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isReviewable } from '../../src/core/session';
import { readPage, ruleFolders } from '../rules/page';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The files of a small workspace: texts by path. */
export type Files = ReadonlyMap<string, string>;

/** The workspaces to start from: the cases of the rule pages, the samples and the test projects. */
export function seeds(): Files[] {
  return [...pages(), ...['samples', 'test/projects'].flatMap(folders)];
}

function pages(): Files[] {
  return ruleFolders().flatMap(id => readPage(id).cases).map(({ files }) => new Map(files.map(({ path, text }) => [path, text])));
}

function folders(parent: string): Files[] {
  return readdirSync(join(ROOT, parent), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name).sort()
    .map(name => filesIn(join(ROOT, parent, name)));
}

function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && !/(^|[\\/])(node_modules|target)([\\/]|$)/.test(entry.parentPath))
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  return new Map(paths.filter(isReviewable).sort().map(path => [path, readFileSync(join(folder, path), 'utf8')]));
}
