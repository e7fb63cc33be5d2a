import type { Review } from '../review/finding';
import { countBySeverity } from '../review/select';
import type { ToolInfo } from './rule-info';
import { suppressedBy } from './words';

/** The report for programs; its shape is a promise, see the command line's documentation. */
export function jsonReport(review: Review, tool: ToolInfo): string {
  const report = {
    tool: { name: tool.name, version: tool.version },
    findings: review.findings.map(({ rule, severity, sureness, layer, path, range, message, because, fixes }) => ({
      rule, severity, sureness, layer, path, range, message,
      because: because.map(step => ({ path: step.path, range: step.range, note: step.note })),
      fixes: fixes.map(({ title, safe }) => ({ title, safe })),
    })),
    undecided: review.undecided.map(({ path, range, question, why, cause, layer }) => ({
      path, range, question, why, ...(cause && { cause }), layer,
    })),
    ...(review.journey && { journey: review.journey }),
    summary: {
      ...countBySeverity(review.findings),
      suppressed: review.suppressed.length,
      suppressedBy: Object.fromEntries(suppressedBy(review.suppressed).map(({ by, findings }) => [by, findings.length])),
      ...(review.gone && { gone: review.gone.findings }),
      undecided: review.undecided.length,
      unreadClients: review.unreadClients.map(({ name, kind, part, files, path, range }) => ({
        name, kind, ...(part !== undefined && { part }), files, path, range,
      })),
      files: { seen: review.files.seen, kafka: review.files.kafka, unread: review.files.unread },
    },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
