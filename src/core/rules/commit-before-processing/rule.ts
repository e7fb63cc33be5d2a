import { named } from '../../kafka/subject';
import type { Rule } from '../rule';

/** The offset is committed before the work: a crash or a failure in between loses the record. */
export const rule: Rule = {
  id: 'commit-before-processing',
  title: 'A commit before the work it stands for',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    for (const commit of model.commits) {
      if ((commit.order !== 'before' && commit.order !== 'whole-batch-early') || commit.sparesOwn) continue;

      report(commit, {
        about: commit,
        message: `${named(commit, 'this')} ${commit.order === 'before' ? BEFORE : WHOLE_BATCH}`,
        severity: 'error',
        sureness: commit.sureness,
        because: commit.because,
        fixes: () => [commit.moveAfterWork],
      });
    }
  },
};

const BEFORE = 'commits before the work is done: if the work fails or the process stops in between, the record is lost; commit after the work.';
const WHOLE_BATCH = 'commits the whole batch after its first record: a crash now loses the rest; commit after the loop, or the record\'s own offset.';
