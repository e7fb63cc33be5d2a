import { explanation, type RuleInfo } from './rule-info';

/** A page for people, and where it stands among the others. */
export interface Page {
  path: string;
  text: string;
}

/** The pages of the rules and the evidence they speak of, with the links between them. */
export function rulePages(rules: readonly RuleInfo[], evidence: string): Page[] {
  const ids = new Set(rules.map(({ id }) => id));
  return [
    ...rules.map(({ id, title, layer, severity, page }) => ({
      path: `rules/${id}.md`,
      text: `# ${title}\n\n\`${id}\` · ${layer} · ${severity}\n\n${withLinks(page, ids, explanation)}\n`,
    })),
    { path: 'docs/evidence.md', text: withLinks(evidence, ids, text => text.replace(/\[([^[\]]*)\]\(\.\.?\/[^)]*\)/g, '$1')) },
  ];
}

/** Leads links to pages that are here to where they are; `rest` deals with the others, which name files of the project. */
function withLinks(text: string, rules: ReadonlySet<string>, rest: (text: string) => string): string {
  const here = text.replace(/\]\((?:\.\.?\/)*([^):#\s]*)(#[^)\s]*)?\)/g, (link, path: string, anchor = '') => {
    if (/(^|\/)evidence\.md$/.test(path)) return `](${PAGES}docs/evidence.md${anchor})`;
    const id = /(?:^|\/)([\w-]+)(?:\/page)?\.md$/.exec(path)?.[1];
    return id !== undefined && rules.has(id) ? `](${PAGES}rules/${id}.md${anchor})` : link;
  });
  return rest(here).replaceAll(`](${PAGES}`, '](../');
}

const PAGES = 'pages:';
