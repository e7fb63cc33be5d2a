import { basename, dirname, join, relative, resolve } from 'node:path';
import type { RuleInfo } from '../core/report/rule-info';
import { beyondBaseline, type Baseline } from '../core/review/baseline';
import type { Review } from '../core/review/finding';
import { touching } from '../core/review/select';
import { isReviewable, type Session } from '../core/session';
import { prefixOf, readBaselineFile } from '../files/baseline-file';
import { slashes } from '../files/walk';
import { UsageError, type Configured, type ReviewCommand } from './args';
import { findFiles, type Targets } from './files';
import { changedSince } from './git';
import { withSession } from './load';
import { policyFor } from './policy';
import { Progress } from './progress';
import type { Terminal } from './terminal';

/** What a command says of what is reviewed. */
interface Wanted extends Configured, Pick<ReviewCommand, 'paths' | 'gitignore' | 'rules' | 'baseline' | 'changedSince'> {
  /** Known findings are to be written, not read. */
  ignoreBaseline?: boolean;
}

/** What is at hand while a command works. */
export interface Work {
  targets: Targets;
  session: Session;
  progress: Progress;
  /** What of a review counts: what is not known from the baseline, in what changed. */
  select(review: Review): Review;
}

/** Finds and reads what a command names, lets it be worked on, and ends what was started for it. */
export async function withTargets<Result>(
  wanted: Wanted, rules: readonly RuleInfo[], terminal: Terminal, use: (work: Work) => Promise<Result>,
): Promise<Result> {
  const progress = new Progress(terminal.stderr);
  try {
    const targets = findFiles(wanted.paths, terminal.cwd, {
      gitignore: wanted.gitignore, isReviewable, policyFor: root => policyFor(root, wanted, rules, terminal),
      found: count => progress.show('Looking for files', count),
    });
    const baseline = wanted.ignoreBaseline ? undefined : baselineOf(wanted, targets, terminal);
    const changed = wanted.changedSince === undefined ? undefined : changedSince(wanted.changedSince, targets.root);
    const isAsked = ({ rule, path }: { rule: string; path: string }) =>
      targets.isNamed(path) && (wanted.rules[rule] ?? targets.held?.policy.setting(rule, path)) !== 'off';
    const select = (review: Review) => {
      const fresh = baseline ? beyondBaseline(review, baseline, isAsked) : review;
      return changed ? touching(fresh, path => changed.has(path)) : fresh;
    };
    return await withSession(targets, progress, session => use({ targets, session, progress, select }));
  } finally {
    progress.clear();
  }
}

/** Where the known findings are: in the file that is named, the one of the configuration, or one beside that. */
export function baselinePath(named: string | undefined, { root, held }: Targets, cwd: string): string {
  if (named !== undefined) return resolve(cwd, named);
  if (held) return resolve(dirname(held.absolute), held.policy.baseline ?? BASELINE);
  return join(root, BASELINE);
}

const BASELINE = 'kafka-review.baseline.json';

/**
 * The known findings that count.
 * @throws UsageError where they cannot be read
 */
function baselineOf({ baseline: named }: Wanted, targets: Targets, { cwd }: Terminal): Baseline | undefined {
  if (named === undefined && targets.held?.policy.baseline === undefined) return undefined;
  return readKnown(baselinePath(named, targets, cwd), targets);
}

/**
 * The known findings of a file.
 * @throws UsageError where they cannot be read
 */
export function readKnown(absolute: string, { root }: Targets): Baseline {
  const { baseline, fault } = readBaselineFile(absolute, root);
  if (!baseline) throw new UsageError(`the baseline \`${basename(absolute)}\` cannot be read: ${fault}. \`kafka-review baseline\` writes it anew.`);
  return baseline;
}

/** A list without known findings, for a file that is not there yet. */
export function noneKnown(absolute: string, { root }: Targets): Baseline {
  return { file: basename(absolute), prefix: prefixOf(absolute, root), findings: [] };
}

/** How a path of a root is called from a folder; as it is, where the root lies elsewhere. */
export function fromFolder(folder: string, root: string, path: string): string {
  const way = slashes(relative(folder, root));
  return way === '' || way.startsWith('..') ? path : `${way}/${path}`;
}
