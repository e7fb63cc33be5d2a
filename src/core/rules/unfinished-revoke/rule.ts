import type { UnfinishedRevoke } from '../../kafka/model';
import type { Rule, Severity } from '../rule';

/** Partitions go to another consumer with work that is done and not committed, or committed and not done. */
export const rule: Rule = {
  id: 'unfinished-revoke',
  title: 'Partitions that are given up with unfinished work',
  layer: 'consumer',
  severity: 'info',

  check(model, report) {
    for (const revoke of model.unfinishedRevokes ?? []) {
      const { message, severity } = VERDICTS[revoke.how];
      report(revoke, {
        about: revoke, message, sureness: 'likely', because: revoke.because,
        severity: revoke.environment === 'development' || revoke.sample ? 'info' : severity,
      });
    }
  },
};

const VERDICTS: Record<UnfinishedRevoke['how'], { message: string; severity: Severity }> = {
  uncommitted: {
    message: 'partitions go without a commit, which this consumer makes only now and then: what it has done since is done again by the next; commit here.',
    severity: 'info',
  },
  unwritten: {
    message: 'when partitions go this commits all that was polled, also records that are gathered and not yet written: they are lost; write them first.',
    severity: 'error',
  },
};
