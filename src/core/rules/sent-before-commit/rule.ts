import { named, subjectOf } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A message about a change of the database is out before the change is committed: a rollback does not take it back. */
export const rule: Rule = {
  id: 'sent-before-commit',
  title: 'A message that is out before the change it tells of is committed',
  layer: 'business',
  severity: 'warning',

  check(model, report) {
    for (const hooked of model.hookedSends) {
      if (hooked.when !== 'before') continue;
      report(hooked, {
        about: { ...subjectOf(hooked.send), name: hooked.name },
        message: `${named(hooked.hook, 'this')} runs inside the transaction, and ${named(hooked, 'the send')} does not wait for its end: if that rolls back, consumers act on a change that never happened; use an outbox.`,
        severity: 'warning',
        sureness: 'likely',
        because: [hooked.hook, ...hooked.because],
      });
    }
  },
};
