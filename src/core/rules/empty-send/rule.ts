import { code } from '../../text/visible';
import { subjectOf } from '../../kafka/subject';
import type { Rule } from '../rule';

/** The records stand under a name that the client does not read: it sends none, and says that all went well. */
export const rule: Rule = {
  id: 'empty-send',
  title: 'A send that is given its records under a name that nobody reads',
  layer: 'producer',
  severity: 'error',

  check(model, report) {
    for (const send of model.sends) {
      if (send.empty === undefined) continue;
      report(send, {
        about: subjectOf(send),
        message: `without ${code(send.empty)} this call sends nothing and succeeds: whatever it is given under another name is lost; give the records as ${code(send.empty)}.`,
        severity: send.sample ? 'info' : 'error',
        sureness: 'certain',
      });
    }
  },
};
