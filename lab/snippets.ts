import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type VariantFile } from '../test/compile/variants';
import { expand, readSnippets, type Snippet } from '../test/unit/snippet-texts';
import type { Shop } from './experiment';

/** The text of a snippet with its defaults. */
export function snippetText(name: string): string {
  return expand(snippet(name).body);
}

/** The word by which people insert a snippet. */
export function prefixOf(name: string): string {
  return snippet(name).prefix;
}

/** The files of a shop, with its own one in the place of `entry`. */
export function shopFiles({ snippets, shop }: Shop, entry: string): VariantFile[] {
  const parts = Object.entries(snippets).map(([path, name]) => ({ path, text: snippetText(name) }));
  if (!shop) return parts;
  return [
    ...parts,
    { path: shop.endsWith('.java') ? `src/main/java/${entry.replaceAll('.', '/')}.java` : entry, text: readFileSync(join(ROOT, 'lab/shops', shop), 'utf8') },
  ];
}

/** @throws Error where the product has no such snippet */
function snippet(name: string): Snippet {
  const found = ['typescript', 'java', 'sql'].flatMap(readSnippets).find(one => one.name === name);
  if (!found) throw new Error(`there is no snippet "${name}"`);
  return found;
}
