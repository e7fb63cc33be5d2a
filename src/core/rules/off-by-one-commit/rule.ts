import { named } from '../../kafka/subject';
import type { OffsetForm } from '../../kafka/model';
import type { Rule } from '../rule';

/** A commit names the offset that is to be read next; one less reads twice, more skips records. */
export const rule: Rule = {
  id: 'off-by-one-commit',
  title: 'A committed offset that is not the next one',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    for (const commit of model.commits) {
      const { offset } = commit, message = offset && MESSAGES[offset.form];
      if (!message) continue;

      report(offset, {
        about: commit,
        message: `${named(commit, 'this')} ${message}`,
        severity: offset.form === 'same' ? 'info' : 'error',
        sureness: 'certain',
        // Where the work comes later or has failed, the right offset would lose the record.
        fixes: () => [commit.sparesOwn && /^(before|finally)$/.test(commit.order) ? undefined : offset.fix],
      });
    }
  },
};

const MESSAGES: Partial<Record<OffsetForm['form'], string>> = {
  same: 'commits the record\'s own offset, so the last record is read again after every restart; commit the offset plus one.',
  concatenated: 'jumps far ahead and skips records, for the offset is text and `+ 1` puts a digit behind it; add to `BigInt(offset)`.',
  beyond: 'commits one offset too many: a record that nobody handled counts as done and is skipped; the offset must be that of the next record.',
};
