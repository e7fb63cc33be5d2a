import { UNUSED_SUPPRESSION } from '../review/suppressions';
import type { RuleInfo } from '../rules/index';
import { pagePath, withWebLinks } from './web';

export type { RuleInfo };

/** Name and version of the program that reports, and the web address of its repository. */
export interface ToolInfo {
  name: string;
  version: string;
  repository: string;
}

/**
 * A rule's page for readers: without its heading and the marks by which its examples are tested, and with links that
 * lead to the other files of the project on the web, since these are not there where it is read.
 */
export function explanation(rule: RuleInfo, repository: string): string {
  const text = withoutMarks(rule.page), path = pagePath(rule);
  return path === undefined ? text : withWebLinks(text, path, repository);
}

/** A rule's page without its heading and the marks by which its examples are tested. */
export function withoutMarks(page: string): string {
  return page
    .replace(/^#[^\n]*\n+/, '')
    .replace(/^[ \t]*(?:\/\/|#) want .*\n/gm, '')
    .replace(/^(```\S+) \S+(?: fixed| right)?$/gm, '$1')
    .trim();
}

/** The entry for what is no rule over the model, but is found and shown like one. */
export const unusedSuppression: RuleInfo = {
  id: UNUSED_SUPPRESSION,
  title: 'Suppressions without effect',
  layer: 'detection',
  severity: 'info',
  page: `# Suppressions without effect

A comment \`kafka-review: allow <rule> -- <reason>\` holds back a finding on the line below it. One that gives no reason, \
names no rule there is, or stands where the rule finds nothing (any more) does nothing but mislead the next reader. \
Give the reason, correct the name, or remove the comment.
`,
};
