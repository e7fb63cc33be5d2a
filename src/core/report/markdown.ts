import type { Finding, Review } from '../review/finding';
import type { Range } from '../text/span';
import { filesInWords, findingsInWords, SEVERITY_WORDS, surenessInWords, unreadClientInWords } from './words';

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
  if (review.suppressed.length > 0) parts.push(details('Allowed by comments', suppressedList(review)));
  if (review.files.unread.length > 0) parts.push(details('Not read', unreadList(review)));
  return `${parts.join('\n\n')}\n`;
}

/** A link to a place as `path#L12`, which code hosts and VS Code both follow. */
export const lineLink: Link = (path, range) =>
  `${path.split('/').map(encodeURIComponent).join('/')}#L${range.start.line}`;

/** A place as a Markdown link. */
export function placeLink(path: string, range: Range, link: Link = lineLink): string {
  return `[${text(path)}:${range.start.line}](${link(path, range)})`;
}

/** Text that Markdown and HTML leave as it is; code between backticks is kept. */
export function text(plain: string): string {
  return plain.split(/(`[^`\n]+`)/).map((part, index) => index % 2 === 1 ? part
    : part.replace(/[\\*_[\]<>|]/g, char => char === '<' ? '&lt;' : char === '>' ? '&gt;' : `\\${char}`)).join('').replace(/\r?\n/g, ' ');
}

/** What comments allow, with their reasons. */
export function suppressedList({ suppressed }: Review, link?: Link): string {
  return suppressed.map(({ finding, reason }) =>
    `- ${placeLink(finding.path, finding.range, link)} \`${finding.rule}\` — ${text(reason)}`).join('\n');
}

/** The clients and languages that are in use and not read. */
export function unreadClientList({ unreadClients }: Review): string {
  return unreadClients.map(client => `- ${text(unreadClientInWords(client))}`).join('\n');
}

/** The files that could not be read. */
export function unreadList({ files }: Review): string {
  return files.unread.map(({ path, why }) => `- ${text(path)}: ${text(why)}`).join('\n');
}

function row(finding: Finding): string {
  const { severity, path, range, message, sureness, rule } = finding;
  const cells = [SEVERITY_WORDS[severity], placeLink(path, range), text(message) + surenessInWords(sureness), `\`${rule}\``];
  return `| ${cells.map(cell => cell.replace(/(^|[^\\])\|/g, '$1\\|')).join(' | ')} |`;
}

function evidence({ path, range, rule, because }: Finding): string {
  return [
    `- ${placeLink(path, range)} \`${rule}\``,
    ...because.map(step => `  - ${placeLink(step.path, step.range)} ${text(step.note)}`),
  ].join('\n');
}

function details(title: string, body: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}
