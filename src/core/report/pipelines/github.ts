import type { Review } from '../../review/finding';
import type { Severity } from '../../rules/rule';
import { oneLine } from '../../text/visible';
import { filesInWords, findingsInWords, suppressedInWords, unreadClientInWords } from '../words';

const COMMANDS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** The report as commands of GitHub's workflows, which become annotations of the changed lines. */
export function githubReport(review: Review): string {
  const lines = review.findings.map(({ severity, path, range: { start, end }, rule, message }) => {
    const columns = start.line === end.line && { col: start.column, endColumn: end.column };
    return command(COMMANDS[severity], { file: path, line: start.line, endLine: end.line, ...columns, title: rule }, message);
  });
  const unread = review.unreadClients.map(client =>
    command('notice', { file: client.path, line: client.range.start.line, title: 'not read' }, unreadClientInWords(client)));
  const summary = [findingsInWords(review), filesInWords(review), ...suppressedInWords(review)].map(plain).join(' · ');
  return `${[...lines, ...unread, summary].join('\n')}\n`;
}

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  return `::${name} ${Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`).join(',')}::${data(message)}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return oneLine(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A line that is no command. */
function plain(text: string): string {
  return oneLine(text).replaceAll('::', ':\u2060:');
}
