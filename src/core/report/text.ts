import type { Severity } from '../rules/rule';
import type { Finding, Review } from '../review/finding';
import type { Range } from '../text/span';
import { oneLine } from '../text/visible';
import { terminalLine } from './escape';
import { count, filesInWords, findingsInWords, goneInWords, suppressedInWords, surenessInWords, unreadClientInWords } from './words';

export interface TextOptions {
  /** ANSI colours, for terminals. */
  colors?: boolean;
}

type Paint = (style: keyof typeof STYLES, text: string) => string;

const STYLES = { error: '31', warning: '33', info: '36', dim: '2', bold: '1' };

/** The report for a terminal: one line a finding that editors and problem matchers can follow, its evidence below. */
export function textReport(review: Review, options: TextOptions = {}): string {
  const paint: Paint = (style, text) => options.colors ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text;
  const files = byPath(review.findings);
  const blocks = [...files.values()].map(findings => findings.map(finding => findingLines(finding, paint)).join('\n'));

  const unread = [
    ...review.unreadClients.map(client => `${at(client.path, client.range)}  ${paint('warning', words(unreadClientInWords(client)))}`),
    ...review.files.unread.map(({ path, why }) => `${terminalLine(path)}  ${paint('dim', 'not read:')} ${words(why)}`),
  ];
  if (unread.length > 0) blocks.push(unread.join('\n'));
  const { file, findings: gone } = review.gone ?? { file: '', findings: [] };
  if (gone.length > 0) {
    const lines = gone.map(({ path, rule }) => `${terminalLine(path)}  ${paint('dim', 'gone:')} ${words(rule)}`);
    blocks.push([...lines, words(`${goneInWords(gone.length)} still in ${file}; \`kafka-review baseline\` writes it anew.`)].join('\n'));
  }
  blocks.push(summary(review, paint));
  return `${blocks.join('\n\n')}\n`;
}

function findingLines({ path, range, severity, rule, message, sureness, because }: Finding, paint: Paint): string {
  const head = `${paint('bold', at(path, range))}  ${paint(severity, severity)} ${rule}  ${words(message)}${paint('dim', surenessInWords(sureness))}`;
  return [head, ...because.map(step => `    ${paint('dim', at(step.path, step.range))}  ${words(step.note)}`)].join('\n');
}

function at(path: string, { start }: Range): string {
  return `${terminalLine(path)}:${start.line}:${start.column}`;
}

function words(text: string): string {
  return terminalLine(oneLine(text));
}

function summary(review: Review, paint: Paint): string {
  const worst = (['error', 'warning', 'info'] as Severity[]).find(severity =>
    review.findings.some(finding => finding.severity === severity),
  );
  const words = findingsInWords(review);
  const asides = [
    filesInWords(review),
    ...suppressedInWords(review).map(words => terminalLine(oneLine(words))),
    review.undecided.length > 0 && `${count(review.undecided.length, 'question')} left open (\`kafka-review audit\` lists them)`,
  ].filter(Boolean);
  return `${worst ? paint(worst, words) : words} · ${asides.join(' · ')}`;
}

function byPath(findings: readonly Finding[]): Map<string, Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) files.set(finding.path, [...files.get(finding.path) ?? [], finding]);
  return files;
}
