import type { HookedSend } from '../../kafka/model';
import { named, subjectOf } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A message that is sent when its change is committed already: what fails then leaves a change that nobody hears of. */
export const rule: Rule = {
  id: 'lost-after-commit',
  title: 'A message that is first sent when its change is committed',
  layer: 'business',
  severity: 'warning',

  check(model, report) {
    for (const hooked of model.hookedSends) {
      if (hooked.when === 'before') continue;
      report(hooked, {
        about: { ...subjectOf(hooked.send), name: hooked.name },
        message: wordsFor(hooked)(named(hooked.hook, 'this'), named(hooked, 'the send')),
        severity: 'warning',
        sureness: 'likely',
        because: [hooked.hook, ...hooked.because],
      });
    }
  },
};

type Words = (hook: string, send: string) => string;

function wordsFor({ when }: HookedSend): Words {
  return when === 'after' ? AFTER : AROUND;
}

const AFTER: Words = (hook, send) => `${hook} runs when the change is committed: if ${send} fails or the process stops before it, the change stays and no event tells of it; use an outbox.`;
const AROUND: Words = (hook, send) => `${hook} runs behind the change, apart from it: if ${send} fails or the process stops before it, no event tells of the change; use an outbox.`;
