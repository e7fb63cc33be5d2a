import type { Finding, Review, SuppressedFinding } from '../review/finding';
import type { Range } from '../text/span';
import { visible } from '../text/visible';
import { cell, codeSpan, encodePath, prose } from './escape';
import {
  filesInWords, findingsInWords, SEVERITY_WORDS, SUPPRESSED_WORDS, suppressedBy, surenessInWords, unreadClientInWords,
} from './words';

/** How a report refers to a place; hosts may point elsewhere than to `path#L12`. */
export type Link = (path: string, range: Range) => string;

/** The report for a pull request: one table, and the evidence folded away below it. */
export function markdownReport(review: Review): string {
  const parts = [`### Kafka reliability review`, `**${findingsInWords(review)}** · ${filesInWords(review)}`];
  if (review.unreadClients.length > 0) parts.push(unreadClientList(review));
  if (review.findings.length > 0) {
    parts.push([
      '| | Where | What happens | Rule |',
      '|---|---|---|---|',
      ...review.findings.map(row),
    ].join('\n'));
  }
  const proven = review.findings.filter(finding => finding.because.length > 0);
  if (proven.length > 0) parts.push(details('Why', proven.map(evidence).join('\n')));
  for (const { by, findings } of suppressedBy(review.suppressed)) parts.push(details(SUPPRESSED_WORDS[by], suppressedList(findings)));
  if (review.gone?.findings.length) parts.push(details(`Gone, and still in the baseline`, goneList(review.gone.findings)));
  if (review.files.unread.length > 0) parts.push(details('Not read', unreadList(review)));
  return `${parts.join('\n\n')}\n`;
}

/** A link to a place as `path#L12`, which code hosts and VS Code both follow. */
export const lineLink: Link = (path, range) => `${encodePath(path)}#L${range.start.line}`;

/** A place as a Markdown link. */
export function placeLink(path: string, range: Range, link: Link = lineLink): string {
  return `[${label(path)}:${range.start.line}](${target(link(path, range))})`;
}

/** A path or a name as the text of a link or a heading. */
export function label(name: string): string {
  const shown = visible(name);
  return /^[\w./ -]*$/.test(shown) && !/\/\/|www\.|__|^[ -]/i.test(shown) ? shown.replaceAll('_', '\\_') : codeSpan(name);
}

/** What a host gives as the target of a link, kept within it. */
function target(link: string): string {
  return link.replace(/[\s()<>\\`|]/g, char => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Findings that do not count, with their reasons. */
export function suppressedList(suppressed: readonly SuppressedFinding[], link?: Link): string {
  return suppressed.map(({ finding, reason }) =>
    `- ${placeLink(finding.path, finding.range, link)} \`${finding.rule}\` — ${prose(reason)}`).join('\n');
}

function goneList(gone: readonly { path: string; rule: string }[]): string {
  return gone.map(({ path, rule }) => `- ${codeSpan(path)} ${codeSpan(rule)}`).join('\n');
}

/** The clients and languages that are in use and not read. */
export function unreadClientList({ unreadClients }: Review, link?: Link): string {
  return unreadClients.map(client => `- ${placeLink(client.path, client.range, link)} ${prose(unreadClientInWords(client))}`).join('\n');
}

/** The files that could not be read. */
export function unreadList({ files }: Review): string {
  return files.unread.map(({ path, why }) => `- ${codeSpan(path)}: ${prose(why)}`).join('\n');
}

function row(finding: Finding): string {
  const { severity, path, range, message, sureness, rule } = finding;
  const cells = [SEVERITY_WORDS[severity], placeLink(path, range), prose(message) + surenessInWords(sureness), `\`${rule}\``];
  return `| ${cells.map(cell).join(' | ')} |`;
}

function evidence({ path, range, rule, because }: Finding): string {
  return [
    `- ${placeLink(path, range)} \`${rule}\``,
    ...because.map(step => `  - ${placeLink(step.path, step.range)} ${prose(step.note)}`),
  ].join('\n');
}

function details(title: string, body: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}
