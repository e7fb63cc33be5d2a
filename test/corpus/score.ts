import type { Label } from './labels';

/** The part of a finding, as `--format json` has it, that is compared with labels. */
export interface Found {
  rule: string;
  severity: string;
  path: string;
  range: { start: { line: number }; end: { line: number } };
}

/**
 * What became of a label. Of a bad one: `found`, `missed`, `loud` (found, but with a higher severity than it deserves),
 * or `told` (silence is fine: the same fact is told elsewhere, or need not be told). Of an ok one: `clean` or `flagged`.
 */
export type Outcome = 'found' | 'missed' | 'loud' | 'told' | 'clean' | 'flagged';

/** A label with its outcome, and the finding that made it. */
export interface Scored {
  label: Label;
  outcome: Outcome;
  by?: Found;
}

/** What a repository's labels and findings say of each other. */
export interface Score {
  scored: readonly Scored[];
  /** Errors and warnings in labelled files that no label speaks of. */
  unlabelled: readonly Found[];
}

/** Rules that may answer for another: where a loss has two names, one is enough. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'auto-commit': ['detached-work'],
  'commit-after-failure': ['swallowed-handler-error'],
  'min-insync-replicas-one': ['single-replica-internal-topic'],
  'swallowed-handler-error': ['commit-after-failure'],
  'swallowed-send-error': ['ignored-send-error'],
};

/** Compares findings with the labels of the same repository. Labels that are doubtful are left out. */
export function score(labels: readonly Label[], findings: readonly Found[]): Score {
  const counted = labels.filter(label => !label.doubtful), used = new Set<Found>();
  const bad = counted.filter(({ verdict }) => verdict === 'bad').map(label => scoreBad(label, near(label, findings)[0], used));
  const ok = counted.filter(({ verdict }) => verdict === 'ok');
  const scored = [...sharing(bad), ...ok.map(label => scoreOk(label, near(label, findings).filter(isLoud), counted, used))];
  for (const label of labels.filter(({ doubtful }) => doubtful)) for (const found of near(label, findings)) used.add(found);
  const paths = new Set(labels.map(({ path }) => path));
  return { scored, unlabelled: findings.filter(found => paths.has(found.path) && isLoud(found) && !used.has(found)) };
}

function scoreBad(label: Label, by: Found | undefined, used: Set<Found>): Scored {
  if (!by) return { label, outcome: label.quiet ? 'told' : 'missed' };
  used.add(by);
  return { label, by, outcome: label.quiet && isLoud(by) ? 'loud' : 'found' };
}

/** A finding that belongs to another label of the rule, since it is nearer there, does not speak of this one. */
function scoreOk(label: Label, candidates: readonly Found[], all: readonly Label[], used: Set<Found>): Scored {
  const rivals = all.filter(other => other.verdict === 'bad' && other.path === label.path && other.rule === label.rule);
  const by = candidates.find(
    found => !used.has(found) && (distance(label, found) === 0 || !rivals.some(other => distance(other, found) < distance(label, found))),
  );
  if (!by) return { label, outcome: 'clean' };
  used.add(by);
  return { label, by, outcome: 'flagged' };
}

/** Of labels that speak of one fact, the others are told where one was found. */
function sharing(scored: readonly Scored[]): Scored[] {
  const key = ({ rule, same }: Label) => `${rule} ${same}`;
  const told = new Set(scored.filter(({ outcome, label }) => outcome === 'found' && label.same).map(({ label }) => key(label)));
  return scored.map(one => (one.outcome === 'missed' && told.has(key(one.label)) ? { ...one, outcome: 'told' } : one));
}

/** The findings that can speak of a label, the nearest first. */
function near(label: Label, findings: readonly Found[]): Found[] {
  const rules = [label.rule, ...ANSWERS[label.rule] ?? []], reach = reachOf(label);
  return findings
    .filter(({ path, rule, range }) => path === label.path && rules.includes(rule)
      && linesOf(label).some(line => range.start.line - reach <= line && line <= range.end.line + reach))
    .sort((a, b) => distance(label, a) - distance(label, b));
}

/** In code a call spans lines; storage is named by a container, and again by the volume far below it. */
function reachOf({ rule, path }: Label): number {
  if (rule === 'ephemeral-storage') return 40;
  return isCode(path) ? 3 : 0;
}

/** True for the languages of programs. */
export function isCode(path: string): boolean {
  return /\.(java|[cm]?[jt]sx?)$/.test(path);
}

function distance(label: Label, { range }: Found): number {
  return Math.min(...linesOf(label).map(line => Math.abs(range.start.line - line)));
}

function linesOf({ line, also }: Label): number[] {
  return [line, ...also];
}

function isLoud({ severity }: Found): boolean {
  return severity === 'error' || severity === 'warning';
}
