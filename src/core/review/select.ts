import type { Severity, Sureness } from '../rules/rule';
import type { Finding, Review } from './finding';
import { SEVERITIES, SURENESS } from './review';

/** The review with only those findings that are at least as sure as `show`. */
export function showing(review: Review, show: Sureness): Review {
  const sure = (finding: Finding) => SURENESS.indexOf(finding.sureness) <= SURENESS.indexOf(show);
  return {
    ...review,
    findings: review.findings.filter(sure),
    suppressed: review.suppressed.filter(({ finding }) => sure(finding)),
  };
}

/** True when a finding is at least as grave as `severity`. */
export function reaches(findings: readonly Finding[], severity: Severity): boolean {
  return findings.some(finding => SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(severity));
}

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
