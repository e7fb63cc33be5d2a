import { named } from '../../kafka/subject';
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
    const spoken = model.commits
      .filter(c => (c.order === 'after-failure' || c.order === 'past-failed-batch' || c.order === 'on-close') && c.sureness !== 'possible')
      .flatMap(c => c.because);

    for (const handler of model.handlers) {
      for (const swallow of handler.swallows) {
        // An error handler also gets what fails before the listener, such as reading the record.
        if (handler.trivial && swallow.what !== 'error-handler') continue;
        if (spoken.some(place => samePlace(place, swallow))) continue;

        report(swallow, {
          about: handler,
          message: handler.commits === 'unknown' ? passedBy(handler) : messageOf(handler, swallow),
          severity: severityOf(handler, swallow),
          sureness: handler.commits === 'unknown' && swallow.sureness === 'certain' ? 'likely' : swallow.sureness,
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

function messageOf(handler: Handler, { what, narrow, logged, closing }: Swallow): string {
  const name = named(handler, 'this handler');
  if (what === 'error-handler') return ERROR_HANDLER;
  if (what === 'settled') return 'nobody looks at which of these failed, so failed records count as done and are lost; look at the results, or use `Promise.all`.';
  if (narrow) return `a record that ${name} cannot read is skipped here and is gone, though a corrected reader could read it; send it to a dead-letter topic.`;
  if (closing) return `a failure in ${name} ends here, so the record counts as done and is lost; commit by hand and rethrow, for with auto commit on \`close()\` loses the batch.`;
  if (logged) return `a failure in ${name} is only logged, so the record counts as done and is lost; rethrow, or send the record to a dead-letter topic first.`;
  return `a failure in ${name} is dropped, so the record counts as done and is lost; rethrow it, or send the record to a dead-letter topic first.`;
}

const ERROR_HANDLER = 'a listener error handler that returns makes the failed record count as done, so it is lost; rethrow, or send the record to a dead-letter topic.';

function passedBy(handler: Handler): string {
  return `a failure in ${named(handler, 'this handler')} ends here and the consumer goes on: this record is not handled again before a restart, if then; rethrow, seek back, or keep the record.`;
}
