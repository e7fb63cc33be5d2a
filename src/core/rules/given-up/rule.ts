import { named } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A record that was tried so many times is dropped, and only a log line remains of it. */
export const rule: Rule = {
  id: 'given-up',
  title: 'A record that is dropped when it was tried so many times',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const handler of model.handlers) {
      for (const place of handler.givenUp ?? []) {
        report(place, {
          about: handler,
          message: `a record that was tried so many times leaves ${named(handler, 'this handler')} here as if it were done, and nothing keeps it; send it to a dead-letter topic first.`,
          severity: handler.readsDeadLetters ? 'info' : 'warning',
          sureness: 'likely',
          because: [{ path: handler.path, span: handler.span, note: 'a record counts as done when this is through' }],
        });
      }
    }
  },
};
