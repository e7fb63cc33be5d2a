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

/** The review of some files: what was found in them, or is proven by them. */
export function touching(review: Review, isMeant: (path: string) => boolean): Review {
  const touches = ({ path, because }: Finding) => isMeant(path) || because.some(step => isMeant(step.path));
  return {
    ...review,
    findings: review.findings.filter(touches),
    suppressed: review.suppressed.filter(({ finding }) => touches(finding)),
    ...(review.gone && { gone: { ...review.gone, findings: review.gone.findings.filter(({ path }) => isMeant(path)) } }),
  };
}

/** The review with the paths of its findings as they are called from elsewhere. */
export function withPaths(review: Review, called: (path: string) => string): Review {
  const named = (finding: Finding): Finding => ({
    ...finding, path: called(finding.path), because: finding.because.map(step => ({ ...step, path: called(step.path) })),
  });
  return { ...review, findings: review.findings.map(named) };
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
