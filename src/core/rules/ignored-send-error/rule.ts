import { named, subjectOf } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A send has a callback that runs for failures too and never looks whether there was one. */
export const rule: Rule = {
  id: 'ignored-send-error',
  title: 'A send callback that never looks at the failure',
  layer: 'producer',
  severity: 'error',

  check(model, report) {
    for (const send of model.sends) {
      if (send.fate !== 'ignored' || send.transaction) continue;

      report(send, {
        about: subjectOf(send),
        message: (send.inValue ? IN_VALUE : CALLBACK)(named(send, 'this send')),
        severity: send.purpose === 'telemetry' ? 'info' : 'error',
        sureness: send.sureness,
        because: [...(send.decidedAt ? [{ ...send.decidedAt, note: 'runs for failures as well' }] : []), ...send.because],
        fixes: () => [send.wait],
      });
    }
  },
};

const CALLBACK = (send: string) => `the callback of ${send} never looks at the failure, so a record that was not sent counts as sent and is lost; test the exception first.`;
const IN_VALUE = (send: string) => `${send} tells of a record that was refused in what its promise gives, which nobody looks at: it counts as sent and is lost; look at each \`error\`.`;
