import type { EarlyMark } from '../../kafka/model';
import { named, subjectOf } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A row of an outbox counts as sent although Kafka does not have it yet, or never will. */
export const rule: Rule = {
  id: 'marked-before-send',
  title: 'An outbox row that counts as sent before Kafka has it',
  layer: 'business',
  severity: 'error',

  check(model, report) {
    for (const early of model.earlyMarks) {
      const { send, mark, putBack } = early;
      if (send.purpose !== 'business') continue;

      report(early, {
        about: subjectOf(send),
        message: wordsFor(early)(named(send, 'the send'), named(mark, 'this')),
        severity: putBack ? 'warning' : 'error',
        sureness: 'likely',
        because: putBack ? [mark, putBack] : [mark],
        fixes: () => [early.move],
      });
    }
  },
};

type Words = (send: string, mark: string) => string;

function wordsFor({ order, putBack }: EarlyMark): Words {
  return putBack ? STOPPED : order === 'before' ? BEFORE : BEHIND;
}

const BEFORE: Words = (send, mark) => `${mark} marks the row as sent before ${send}: if that fails or the process stops before it, no later run sends the row; mark it when it is sent.`;
const BEHIND: Words = (send, mark) => `${mark} marks the row as sent even if ${send} has failed: no later run sends the row; mark it when it is sent.`;
const STOPPED: Words = (send, mark) => `${mark} marks the row as sent before ${send}: if the process stops before it, nothing puts the row back and no later run sends it; mark it when it is sent.`;
