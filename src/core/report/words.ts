import type { Severity, Sureness } from '../rules/rule';
import type { Review, SuppressedFinding, UnreadClientFact } from '../review/finding';
import { countBySeverity } from '../review/select';
import { visible } from '../text/visible';

/** `1 file`, `2 files`. */
export function count(number: number, noun: string, many = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : many}`;
}

/** `2 errors, 1 warning` in words; `No findings` when there are none, and no more than that where not all could be read. */
export function findingsInWords(review: Review): string {
  const counts = countBySeverity(review.findings);
  const parts = [
    counts.error && count(counts.error, 'error'),
    counts.warning && count(counts.warning, 'warning'),
    counts.info && count(counts.info, 'info', 'info'),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : review.unreadClients.length > 0 ? 'No findings in what could be read' : 'No findings';
}

/** What is in use and not read: `Uses sinek, which is not read yet`. */
export function unreadClientInWords({ name, kind, part, files }: UnreadClientFact): string {
  if (kind === 'language') return `${name} code is not read yet (${count(files, 'file')} with Kafka)`;
  return `Uses ${visible(name)}, ${part === undefined ? 'which is not read yet' : `whose ${part} are not read yet`}`;
}

/** How many files were looked at, and how many of them concern Kafka. */
export function filesInWords({ files }: Review): string {
  return `${count(files.seen, 'file')} looked at, ${files.kafka} with Kafka`;
}

/** A word beside findings that rest on an assumption. */
export function surenessInWords(sureness: Sureness): string {
  return sureness === 'certain' ? '' : ` (${sureness})`;
}

/** Why findings do not count, in the order of reports, with how their lists are called. */
export const SUPPRESSED_WORDS: Readonly<Record<SuppressedFinding['by'], string>> = {
  comment: 'Allowed by comments', telemetry: 'Accepted for topics of telemetry', baseline: 'Known from the baseline',
};

/** How many findings do not count, and why: `2 allowed by comments`, `3 accepted for topics of telemetry (clicks)`. */
export function suppressedInWords({ suppressed }: Review): string[] {
  return suppressedBy(suppressed).map(({ by, findings }) => {
    const topics = by === 'telemetry' ? [...new Set(findings.flatMap(({ finding }) => finding.about.topics ?? []))].sort() : [];
    const named = topics.slice(0, 5).map(visible).join(', ') + (topics.length > 5 ? ', …' : '');
    return `${findings.length} ${SUPPRESSED_WORDS[by].toLowerCase()}${named && ` (${named})`}`;
  });
}

/** That known findings are gone. */
export function goneInWords(number: number): string {
  return `${count(number, 'known finding')} ${number === 1 ? 'is' : 'are'} gone, and`;
}

/** The findings that do not count, by why. */
export function suppressedBy(suppressed: readonly SuppressedFinding[]): { by: SuppressedFinding['by']; findings: SuppressedFinding[] }[] {
  return (Object.keys(SUPPRESSED_WORDS) as SuppressedFinding['by'][])
    .map(by => ({ by, findings: suppressed.filter(one => one.by === by) })).filter(({ findings }) => findings.length > 0);
}

/** How a severity is called in a report for people. */
export const SEVERITY_WORDS: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Info' };
