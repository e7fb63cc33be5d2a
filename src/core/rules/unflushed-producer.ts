import type { Fate } from '../kafka/model';
import type { Rule } from './rule';

/** A producer that only one function knows is left with records in its buffer, which only its own thread would send. */
export const rule: Rule = {
  id: 'unflushed-producer',
  title: 'A producer that is left with records in its buffer',
  layer: 'producer',
  severity: 'error',

  check(model, report) {
    for (const producer of model.producers) {
      if (producer.lifetime !== 'local' || producer.closed.length > 0 || producer.allAwaited || producer.buffers === false) continue;
      const buffered = producer.sends.filter(send => BEHIND_THE_BACK.includes(send.fate) && !send.transaction);
      if (buffered.length === 0) continue;

      report(producer, {
        message: 'This producer is never closed: records that are still in its buffer when the process ends are lost; close it when the work is done.',
        severity: 'error',
        sureness: 'certain',
        because: buffered.map(send => ({ path: send.path, span: send.span, note: 'only puts the record into the buffer' })),
        fixes: () => [producer.close],
      });
    }
  },
};

/** Whoever keeps a future may still wait for it. */
const BEHIND_THE_BACK: Fate[] = ['dropped', 'ignored', 'handled', 'swallowed'];
