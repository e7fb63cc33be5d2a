import { UNUSED_SUPPRESSION } from '../review/suppressions';
import type { RuleInfo } from '../rules/index';

export type { RuleInfo };

/** Name and version of the program that reports. */
export interface ToolInfo {
  name: string;
  version: string;
}

/**
 * The part of a rule's page that is for readers: without its heading, without the cases that test it, and without the
 * ways to other files of the project, which are not there where it is read.
 */
export function explanation(page: string): string {
  return page.replace(/^#[^\n]*\n+/, '').split(/^## cases\b/im)[0].replace(/\[([^\]]*)\]\(\.\.?\/[^)]*\)/g, '$1').trim();
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
