import { subjectOf } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A record that is sent again for a retry and comes again by itself, too, multiplies. */
export const rule: Rule = {
  id: 'republished-and-retried',
  title: 'A record that is sent again for later, and thrown back as well',
  layer: 'producer',
  severity: 'info',

  check(model, report) {
    for (const send of model.sends) {
      if (!send.thrownAfter) continue;
      report(send, {
        about: subjectOf(send),
        message: 'what failed is sent again here, and thrown as well: it is delivered once more, fails once more and is sent once more; do one or the other.',
        severity: 'info',
        sureness: 'likely',
        because: [send.thrownAfter],
      });
    }
  },
};
