import type { Handler, Swallow } from '../../kafka/model';
import { samePlace } from '../../text/span';
import type { Rule, Severity } from '../rule';

/** The handler catches a failure and returns as if all were well: the record counts as done, and is lost. */
export const rule: Rule = {
  id: 'swallowed-handler-error',
  title: 'A handler that swallows the failure of its work',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    // Where a commit follows the catch, commit-after-failure speaks.
    const spoken = model.commits.filter(c => c.order === 'after-failure' || c.order === 'past-failed-batch' || c.order === 'on-close').flatMap(c => c.because);

    for (const handler of model.handlers) {
      for (const swallow of handler.swallows) {
        // An error handler also gets what fails before the listener, such as reading the record.
        if (handler.trivial && swallow.what !== 'error-handler') continue;
        if (spoken.some(place => samePlace(place, swallow))) continue;

        report(swallow, {
          message: handler.commits === 'unknown' ? PASSED_BY : messageOf(swallow),
          severity: severityOf(handler, swallow),
          sureness: handler.commits === 'unknown' ? 'likely' : 'certain',
          because: swallow.closing ? [...swallow.because, swallow.closing] : swallow.because,
          fixes: () => [swallow.rethrow],
        });
      }
    }
  },
};

function severityOf(handler: Handler, { narrow }: Swallow): Severity {
  return narrow || handler.trivial || handler.readsDeadLetters || handler.commits === 'unknown' ? 'warning' : 'error';
}

function messageOf({ what, narrow, logged, closing }: Swallow): string {
  if (what === 'error-handler') return ERROR_HANDLER;
  if (what === 'settled') return 'Nobody looks at which of these failed, so failed records count as done and are lost; look at the results, or use `Promise.all`.';
  if (narrow) return 'A record that cannot be read is skipped here and is gone, though a corrected reader could read it; send it to a dead-letter topic.';
  if (closing) return CLOSED;
  if (logged) return 'The failure is only logged, so the record counts as done and is lost; rethrow, or send the record to a dead-letter topic first.';
  return 'The failure is dropped, so the record counts as done and is lost; rethrow it, or send the record to a dead-letter topic first.';
}

const ERROR_HANDLER = 'A listener error handler that returns makes the failed record count as done, so it is lost; rethrow, or send the record to a dead-letter topic.';
const CLOSED = 'The failure ends here, so the record counts as done and is lost; commit by hand and rethrow, for with auto commit on `close()` loses the batch.';
const PASSED_BY = 'The failure ends here and the loop goes on: this record is not handled again before a restart, if then; rethrow, seek back, or keep the record.';
