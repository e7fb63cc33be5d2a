import { UNUSED_SUPPRESSION } from '../review/suppressions';
import type { RuleInfo } from '../rules/index';

export type { RuleInfo };

/** Name and version of the program that reports. */
export interface ToolInfo {
  name: string;
  version: string;
}

/**
 * A rule's page for readers: without its heading, without the marks by which its examples are tested, and without the
 * ways to other files of the project, which are not there where it is read.
 */
export function explanation(page: string): string {
  return page.replace(/^#[^\n]*\n+/, '').replace(/^[ \t]*(?:\/\/|#) want .*\n/gm, '')
    .replace(/^(```\S+) \S+(?: fixed| right)?$/gm, '$1').replace(/\[([^[\]]*)\]\(\.\.?\/[^)]*\)/g, '$1').trim();
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
