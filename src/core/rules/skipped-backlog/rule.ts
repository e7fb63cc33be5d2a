import type { SkippedBacklog } from '../../kafka/model';
import type { Rule } from '../rule';

/** A consumer that begins at the end again and again, and never reads what is written while it is away. */
export const rule: Rule = {
  id: 'skipped-backlog',
  title: 'A consumer that begins at the end with each start',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const backlog of model.skippedBacklogs ?? []) {
      report(backlog, {
        about: backlog,
        message: MESSAGES[backlog.how],
        severity: backlog.environment === 'development' || backlog.sample ? 'info' : 'warning',
        sureness: 'likely',
        because: backlog.because,
        fixes: () => [backlog.remove],
      });
    }
  },
};

const MESSAGES: Record<SkippedBacklog['how'], string> = {
  seek: 'with each assignment this goes to the end, past what was written while nobody had the partition: it is never read; go on where the group left off.',
  reset: 'with each start this sets the offsets of the group to the end, past what was written while it was down: it is never read; leave the offsets where they are.',
  'new-group': 'each start makes a new group, which begins at the end: what is written while it is down is never read; give the group a name that stays.',
  'no-group': 'without a group each start makes a new one, which begins at the end: what is written while it is down is never read; name a `group`.',
};
