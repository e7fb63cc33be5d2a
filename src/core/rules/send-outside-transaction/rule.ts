import { subjectOf } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A record that was to be stored together with others is stored by itself. */
export const rule: Rule = {
  id: 'send-outside-transaction',
  title: 'A send by the producer, beside the transaction that is open',
  layer: 'producer',
  severity: 'warning',

  check(model, report) {
    for (const send of model.sends) {
      if (!send.outside) continue;
      report(send, {
        about: subjectOf(send),
        message: 'this record is no part of the transaction: it is read though the transaction is aborted, and lost alone when its own send fails; send it by the transaction.',
        severity: send.sample ? 'info' : 'warning',
        sureness: 'certain',
        because: [send.outside],
      });
    }
  },
};
