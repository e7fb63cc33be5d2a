import { withoutMarks, type RuleInfo } from './rule-info';
import { pagePath, withWebLinks } from './web';

/** A page for people, and where it stands among the others. */
export interface Page {
  path: string;
  text: string;
}

const EVIDENCE = 'docs/evidence.md';

/** The pages of the rules and the evidence they speak of, with the links between them; links to other files lead to the web. */
export function rulePages(rules: readonly RuleInfo[], evidence: string, repository: string): Page[] {
  const ids = new Set(rules.map(({ id }) => id));
  return [
    ...rules.map(({ id, title, layer, severity, page }) => ({
      path: `rules/${id}.md`,
      text: `# ${title}\n\n\`${id}\` · ${layer} · ${severity}\n\n${withLinks(withoutMarks(page), pagePath({ id }) ?? id, ids, repository)}\n`,
    })),
    { path: EVIDENCE, text: withLinks(evidence, EVIDENCE, ids, repository) },
  ];
}

/** Leads links to pages that are here to where they are, and the others of `text`, the file at `from`, to the web. */
function withLinks(text: string, from: string, rules: ReadonlySet<string>, repository: string): string {
  const here = text.replace(/\]\((?:\.\.?\/)*([^):#\s]*)(#[^)\s]*)?\)/g, (link, path: string, anchor = '') => {
    if (/(^|\/)evidence\.md$/.test(path)) return `](${PAGES}${EVIDENCE}${anchor})`;
    const id = /(?:^|\/)([\w-]+)(?:\/page)?\.md$/.exec(path)?.[1];
    return id !== undefined && rules.has(id) ? `](${PAGES}rules/${id}.md${anchor})` : link;
  });
  return withWebLinks(here, from, repository).replaceAll(`](${PAGES}`, '](../');
}

const PAGES = 'pages:';
