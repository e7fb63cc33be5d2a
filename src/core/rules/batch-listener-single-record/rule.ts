import type { SingleRecord } from '../../kafka/model';
import type { Rule, Severity } from '../rule';

/** A listener that is given whole batches, and takes one record of each. */
export const rule: Rule = {
  id: 'batch-listener-single-record',
  title: 'A listener of whole batches that takes one record',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    for (const handler of model.handlers) {
      const { single } = handler;
      if (!single) continue;
      const verdict = VERDICTS[single.gets];
      report(single, { about: handler, ...verdict, sureness: 'certain', because: single.because, fixes: () => [single.single] });
    }
  },
};

const VERDICTS: Record<SingleRecord['gets'], { message: string; severity: Severity }> = {
  first: {
    message: 'this listener is given whole batches, of which it takes the first record, and the rest counts as handled: take a list, or single records.',
    severity: 'error',
  },
  joined: {
    message: 'this listener is given whole batches, all values of which are joined by commas to one text: take a list, or single records.',
    severity: 'error',
  },
  nothing: {
    message: 'this listener is given whole batches, which are no `ConsumerRecord`: each one fails and is given up; take a list, or single records.',
    severity: 'warning',
  },
};
