import type { Handler, LeftEarly } from '../../kafka/model';
import type { Rule } from '../rule';

/** The loop over a batch is left, and the records that were not come to count as read all the same. */
export const rule: Rule = {
  id: 'batch-left-early',
  title: 'A batch that is left before its end and counts as read',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    for (const handler of model.handlers) {
      if (handler.trivial) continue;
      for (const left of handler.left) {
        report(left, {
          about: handler,
          message: messageOf(handler, left),
          severity: 'error',
          sureness: left.how === 'stop' ? 'certain' : 'likely',
          because: left.because,
          fixes: () => [left.resolve],
        });
      }
    }
  },
};

function messageOf({ form, commits }: Handler, { how, resolve }: LeftEarly): string {
  return `${WHAT[how]}, yet all of it counts as read: the rest is lost; ${resolve ? RESOLVE : form === 'callback' ? EACH : form === 'poll-loop' || commits === 'by-hand' ? OFFSETS : THROW}.`;
}

const WHAT: Record<LeftEarly['how'], string> = {
  stop: 'at a stop the batch is left here',
  left: 'the batch is left here',
  first: 'only the first record of the batch is handled',
};
const RESOLVE = 'set `eachBatchAutoResolve` to `false`, so that only what is resolved counts';
const EACH = 'set `eachBatchAutoResolve` to `false` and resolve each record after its work';
const OFFSETS = 'commit the offsets of what was done, or handle the batch to its end';
const THROW = 'handle the batch to its end, or throw, so that it comes again';
