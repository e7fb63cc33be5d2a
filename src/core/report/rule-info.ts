import type { Layer } from '../kafka/model';
import type { Severity } from '../rules/rule';

/** What reports say of a rule: its list entry and its page in Markdown. */
export interface RuleInfo {
  id: string;
  title: string;
  layer: Layer;
  severity: Severity;
  page: string;
}

/** Name and version of the program that reports. */
export interface ToolInfo {
  name: string;
  version: string;
}

/** The part of a rule's page that is for readers: without its heading, and without the cases that test it. */
export function explanation(page: string): string {
  return page.replace(/^#[^\n]*\n+/, '').split(/^## cases\b/im)[0].trim();
}
