import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding, FindingFix } from '../../src/core/review/finding';
import { openSession } from '../../src/core/session';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';
import type { Position } from '../../src/core/text/span';
import { readPage, ruleFolders } from '../rules/page';
import { loadAsset } from '../assets';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface VariantFile {
  path: string;
  text: string;
}

/** A few files that must compile together. */
export interface Variant {
  /** Where it comes from, for people. */
  name: string;
  files: VariantFile[];
  /** A fix makes it from a case, which compiles. */
  origin: 'case' | 'fix' | 'snippet';
}

/** An error of a compiler. */
export interface CompileError {
  variant: Variant;
  path: string;
  line: number;
  message: string;
}

/** Every case of every page, as it stands and after each fix that the reviewer offers there. */
export async function casesAndFixes(): Promise<Variant[]> {
  const variants: Variant[] = [];
  for (const page of ruleFolders().map(readPage)) {
    for (const { title, files, right } of page.cases) {
      variants.push({ name: `${page.id}, "${title}"`, files, origin: 'case' });
      if (right.length > 0) {
        const others = files.filter(file => !right.some(({ path }) => path === file.path));
        variants.push({ name: `${page.id}, "${title}", put right`, files: [...others, ...right], origin: 'case' });
      }
      for (const { rule, fix } of await fixesOf(files)) {
        variants.push({ name: `${page.id}, "${title}", after "${fix.title}" for ${rule}`, files: files.map(file => fixedFile(file, fix)), origin: 'fix' });
      }
    }
  }
  return variants;
}

/** A folder of the project, as one variant. */
export function folderVariant(folder: string): Variant {
  const files = readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({ path: path.slice(join(ROOT, folder).length + 1).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
  return { name: folder, files, origin: 'case' };
}

async function fixesOf(files: readonly VariantFile[]): Promise<{ rule: string; fix: FindingFix }[]> {
  return (await findingsOf(files)).flatMap(({ rule, fixes }) => fixes.map(fix => ({ rule, fix })));
}

/** What the reviewer finds in a few files. */
export async function findingsOf(files: readonly VariantFile[]): Promise<Finding[]> {
  const session = openSession({ loadAsset });
  for (const { path, text } of files) session.set(path, text);
  return (await session.review()).findings;
}

/** A file as a fix leaves it. */
export function fixedFile(file: VariantFile, fix: FindingFix): VariantFile {
  const source = new SourceText(file.path, file.text);
  const offset = ({ line, column }: Position): number => source.lineStarts[line - 1] + column - 1;
  const edits = fix.edits.filter(({ path }) => path === file.path)
    .map(({ path, range, text }) => ({ path, span: { start: offset(range.start), end: offset(range.end) }, text }));
  return { path: file.path, text: applyEdits(file.text, edits) };
}
