import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixedFile, findingsOf, ROOT, type VariantFile } from '../test/compile/variants';
import { parsePage } from '../test/rules/page';

/**
 * The files of a case of a rule's page: as they stand there, and as the reviewer's own fixes for that rule leave them.
 * @throws Error where the page has no such case, or nothing is found or fixed in it
 */
export async function pageCase(rule: string, title: string): Promise<{ before: VariantFile[]; after: VariantFile[] }> {
  const page = parsePage(rule, readFileSync(join(ROOT, 'src/core/rules', `${rule}.md`), 'utf8'));
  const one = page.cases.find(item => item.title === title);
  if (!one) throw new Error(`the page of ${rule} has no case "${title}"`);
  const before: VariantFile[] = one.files;
  let after = before;
  for (let left = one.wants.filter(want => want.rule === rule).length; left > 0; left--) {
    const fix = (await findingsOf(after)).find(finding => finding.rule === rule && finding.fixes.length > 0)?.fixes[0];
    if (!fix) break;
    after = after.map(file => fixedFile(file, fix));
  }
  if (after === before) throw new Error(`no fix was offered for ${rule} in "${title}"`);
  return { before, after };
}
