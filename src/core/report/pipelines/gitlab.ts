import type { Review } from '../../review/finding';
import type { Severity } from '../../rules/rule';
import { oneLine } from '../../text/visible';
import { fingerprints } from '../fingerprint';

const SEVERITIES: Record<Severity, string> = { error: 'critical', warning: 'major', info: 'minor' };

/** The report for GitLab's code quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function gitlabReport({ findings }: Review): string {
  const prints = fingerprints(findings);
  const issues = findings.map(({ rule, severity, path, range: { start, end }, message }, index) => ({
    type: 'issue', check_name: rule, description: oneLine(message), categories: ['Bug Risk'], severity: SEVERITIES[severity],
    fingerprint: prints[index],
    location: { path, lines: { begin: start.line, end: end.line } },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
