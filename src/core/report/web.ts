import { folderOf, joinPath } from '../text/path';
import { UNUSED_SUPPRESSION } from '../review/suppressions';

/** Where a file of the project is on the web; `repository` is the address of the project's repository. */
export function onTheWeb(repository: string, path: string): string {
  return `${repository}/blob/HEAD/${path}`;
}

/** The page of a rule, as a path of the project; nothing for what is no rule and has none there. */
export function pagePath({ id }: { id: string }): string | undefined {
  return id === UNUSED_SUPPRESSION ? undefined : `src/core/rules/${id}/page.md`;
}

/** Where the page of a rule is on the web; nothing for what is no rule. */
export function webPage(rule: { id: string }, repository: string): string | undefined {
  const path = pagePath(rule);
  return path && onTheWeb(repository, path);
}

/** The text of a file of the project as it is read elsewhere: links to other files lead to where these are on the web. */
export function withWebLinks(text: string, path: string, repository: string): string {
  return text.replace(/\]\((\.\.?\/[^)#\s]*)(#[^)\s]*)?\)/g, (_, target: string, anchor = '') =>
    `](${onTheWeb(repository, joinPath(folderOf(path), target))}${anchor})`);
}
