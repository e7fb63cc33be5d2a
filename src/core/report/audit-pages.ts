import { label } from './markdown';

/** The audit of one folder among several. */
export interface AuditPart {
  name: string;
  /** As `auditMarkdown` gives it. */
  text: string;
}

/** Makes the names of rules in a report links. `link` gives where the page of a rule is, or nothing for what is no rule. */
export function withRuleLinks(report: string, link: (rule: string) => string | undefined): string {
  return report.replace(/(?<![[`])`([a-z]+(?:-[a-z]+)*)`(?![`\]])/g, (span, id: string) => {
    const target = link(id);
    return target === undefined ? span : `[${span}](${target})`;
  });
}

/** One report of several folders: the sum of them, the way to each, and then each by itself. */
export function joinedAudit(parts: readonly AuditPart[]): string {
  const bodies = parts.map(({ name, text }, index) => {
    const body = named(text, name);
    // In one page a heading that comes again has the number of its repetition in its anchor.
    return `<a id="folder-${index + 1}"></a>\n\n${index === 0 ? body : body.replace(/\]\(#([\w-]+)\)/g, `](#$1-${index})`)}`;
  });
  const ways = parts.map(({ name, text }, index) => `- [${label(name)}](#folder-${index + 1}): ${/^\*\*.*$/m.exec(text)?.[0] ?? ''}`);
  return [
    '# Kafka reliability audit', `All ${parts.length} folders together:`, sum(parts.map(({ text }) => text)),
    ways.join('\n'), bodies.join('\n---\n\n'),
  ].join('\n\n');
}

/** A report with the name of what it is about in its title. */
export function named(report: string, name: string): string {
  return report.replace(/^(# .*)$/m, title => `${title}: ${label(name)}`);
}

/** The first table of each report, added up; what is no number is left out. */
function sum(reports: readonly string[]): string {
  const tables = reports.map(
    report =>
      /(?:^\|.*\n)+/m
        .exec(report)?.[0]
        .trimEnd()
        .split('\n')
        .map(line =>
          line
            .split('|')
            .slice(1, -1)
            .map(cell => cell.trim()),
        ) ?? [],
  );
  const [head = [], rule = [], ...rows] = tables[0] ?? [];
  const added = rows.map((row, at) => row.map((cell, column) => {
    if (column === 0) return cell.replace(/\[([^[\]]*)\]\([^)]*\)/, '$1');
    const cells = tables.map(table => table[at + 2]?.[column] ?? '');
    if (cells.every(text => /^\d+$/.test(text))) return String(cells.reduce((total, text) => total + Number(text), 0));
    return cells.every(text => text === cell) ? cell : '';
  }));
  return [head, rule, ...added].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
