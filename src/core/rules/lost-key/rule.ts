import { subjectOf } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A record that is sent on without its key goes to any partition, and is handled before or behind others of its key. */
export const rule: Rule = {
  id: 'lost-key',
  title: 'A record that is sent on without the key by which it has its order',
  layer: 'producer',
  severity: 'info',

  check(model, report) {
    for (const send of model.sends) {
      if (!send.keyless || (send.purpose === 'dead-letter' && send.topic !== undefined)) continue;
      const { seen, ...place } = send.keyless;
      report(send, {
        about: subjectOf(send),
        message: 'the record is sent on without its key and goes to any partition, so that what belongs to one thing is handled in any order; give the key along.',
        severity: 'info',
        // Whether there is a key, only those who send it know.
        sureness: seen ? 'likely' : 'possible',
        because: [place],
      });
    }
  },
};
