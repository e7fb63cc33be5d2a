import { subjectOf } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A send that takes too long is not undone: it may still be stored, and so is the one that is tried next. */
export const rule: Rule = {
  id: 'raced-send',
  title: 'A send that is tried again while the first may still be stored',
  layer: 'producer',
  severity: 'info',

  check(model, report) {
    for (const send of model.sends) {
      if (!send.retried) continue;
      report(send, {
        about: subjectOf(send),
        message: 'when the time is over the client goes on sending, and the next try sends the same record once more; leave retries and their time to the client.',
        severity: 'info',
        sureness: 'likely',
        because: [send.retried],
      });
    }
  },
};
