import { fingerprints } from '../report/fingerprint';
import { code } from '../text/visible';
import type { Finding, Review, SuppressedFinding } from './finding';

/** One finding that is known: what it is told again by, and what people read of it. */
export interface KnownFinding {
  fingerprint: string;
  rule: string;
  path: string;
  message: string;
}

/** Known findings, with where the reviewed folder is, relative to their file: `services/orders/`, `../`, or empty. */
export interface Baseline {
  file: string;
  prefix: string;
  findings: readonly KnownFinding[];
}

/** The findings of a review as known ones; those that were known before and lie outside of what was reviewed are kept. */
export function baselineText({ findings }: Review, { prefix, findings: before }: Baseline, isReviewed: (path: string) => boolean): string {
  const kept = before.filter(({ path }) => !isReviewed(inside(path, prefix)));
  const prints = fingerprints(placed(findings, prefix));
  const now = findings.map(({ rule, path, message }, index) => ({ fingerprint: prints[index], rule, path: prefix + path, message }));
  const all = [...kept, ...now].sort((a, b) => compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint));
  return `${JSON.stringify({ version: 1, findings: all }, undefined, 2)}\n`;
}

/** Known findings, or why there are none. */
type ReadBaseline = { findings: readonly KnownFinding[]; fault?: undefined } | { findings?: undefined; fault: string };

/** The known findings of a text, or why it holds none. */
export function readBaseline(text: string): ReadBaseline {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { fault: 'it is no JSON' };
  }
  const { version, findings } = value as { version?: unknown; findings?: unknown } ?? {};
  if (version !== 1) return { fault: 'it has no `"version": 1`' };
  if (!Array.isArray(findings)) return { fault: 'it has no list `findings`' };
  const wrong = findings.findIndex(one => !isKnown(one));
  return wrong < 0 ? { findings: findings as KnownFinding[] } : { fault: `entry ${wrong + 1} of its \`findings\` is none` };
}

function isKnown(one: unknown): one is KnownFinding {
  if (typeof one !== 'object' || one === null) return false;
  const { fingerprint, rule, path } = one as Partial<Record<keyof KnownFinding, unknown>>;
  return [fingerprint, rule, path].every(field => typeof field === 'string');
}

/**
 * The review with what is known put aside, and with those known findings that are gone: of rules that are asked, in what
 * was reviewed.
 */
export function beyondBaseline(review: Review, baseline: Baseline, isAsked: (known: { rule: string; path: string }) => boolean): Review {
  const { prefix, file } = baseline, left = new Map(baseline.findings.map(known => [known.fingerprint, known]));
  const prints = fingerprints(placed(review.findings, prefix)), isNew = (_: Finding, index: number) => !left.has(prints[index]);
  const known = review.findings.filter((finding, index) => !isNew(finding, index)), fresh = review.findings.filter(isNew);
  for (const print of prints) left.delete(print);
  // What is allowed by a comment by now is not gone: it is still there.
  for (const print of fingerprints(placed(review.suppressed.map(({ finding }) => finding), prefix))) left.delete(print);
  const gone = [...left.values()].map(({ rule, path }) => ({ rule, path: inside(path, prefix) }))
    .filter(({ rule, path }) => path !== '' && isAsked({ rule, path }));
  const reason = `it is known from ${code(file)}`;
  return {
    ...review, findings: fresh,
    suppressed: [...review.suppressed, ...known.map((finding): SuppressedFinding => ({ finding, reason, by: 'baseline' }))],
    gone: { file, findings: gone },
  };
}

/** A path relative to the reviewed folder; empty for what lies outside. */
function inside(path: string, prefix: string): string {
  const own = path.startsWith(prefix) ? path.slice(prefix.length) : '';
  return own.startsWith('../') ? '' : own;
}

function placed(findings: readonly Finding[], prefix: string): Finding[] {
  return findings.map(finding => ({ ...finding, path: prefix + finding.path }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
