import { named } from '../../kafka/subject';
import type { Fate } from '../../kafka/model';
import type { Rule } from '../rule';

/** A producer that only one function or class knows is left with records in its buffer, which only its own thread would send. */
export const rule: Rule = {
  id: 'unflushed-producer',
  title: 'A producer that is left with records in its buffer',
  layer: 'producer',
  severity: 'error',

  check(model, report) {
    for (const producer of model.producers) {
      const { lifetime } = producer;
      if ((lifetime !== 'local' && lifetime !== 'kept') || producer.closed.length > 0 || producer.allAwaited || producer.buffers === false)
        continue;
      const buffered = producer.sends.filter(send => BEHIND_THE_BACK.includes(send.fate) && !send.transaction);
      if (buffered.length === 0) continue;

      report(producer, {
        about: { topics: [...new Set(producer.sends.flatMap(send => send.topic ?? []))], name: producer.name },
        message: lifetime === 'local' ? LOCAL(named(producer, 'this producer')) : KEPT(named(producer, 'this producer')),
        severity: lifetime === 'local' ? 'error' : 'warning',
        sureness: lifetime === 'local' ? 'certain' : 'likely',
        because: buffered.map(send => ({ path: send.path, span: send.span, note: 'only puts the record into the buffer' })),
        fixes: () => [producer.close],
      });
    }
  },
};

const LOCAL = (producer: string) => `${producer} is never closed: records that are still in its buffer when the process ends are lost; close it when the work is done.`;
const KEPT = (producer: string) => `nothing closes ${producer}: records that are still in its buffer when the process stops are lost; give its class a \`close()\` that is called then.`;

/** Whoever keeps a future may still wait for it. */
const BEHIND_THE_BACK: Fate[] = ['dropped', 'ignored', 'handled', 'swallowed'];
