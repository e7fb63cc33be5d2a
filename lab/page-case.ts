import { fixedFile, findingsOf, type VariantFile } from '../test/compile/variants';
import { readPage, type Case } from '../test/rules/page';

/**
 * The files of a case of a rule's page.
 * @throws Error where the page has no such case
 */
export function pageCase(rule: string, title: string): Case {
  const one = readPage(rule).cases.find(item => item.title === title);
  if (!one) throw new Error(`${rule} has no case "${title}"`);
  return one;
}

/**
 * The files of a case as the reviewer's own fixes for a rule leave them.
 * @throws Error where nothing is found or fixed in it
 */
export async function fixedCase(rule: string, one: Case): Promise<VariantFile[]> {
  const before: VariantFile[] = one.files;
  let after = before;
  for (let left = one.wants.filter(want => want.rule === rule).length; left > 0; left--) {
    const fix = (await findingsOf(after)).find(finding => finding.rule === rule && finding.fixes.length > 0)?.fixes[0];
    if (!fix) break;
    after = after.map(file => fixedFile(file, fix));
  }
  if (after === before) throw new Error(`no fix was offered for ${rule} in "${one.title}"`);
  return after;
}
