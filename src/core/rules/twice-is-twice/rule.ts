import { named } from '../../kafka/subject';
import type { Rule } from '../rule';

/** An effect that is not the same when it happens twice, for a record that may come twice. */
export const rule: Rule = {
  id: 'twice-is-twice',
  title: 'An effect that is doubled when its record comes twice',
  layer: 'business',
  severity: 'info',

  check(model, report) {
    const told = new Set<string>();
    for (const handler of model.handlers) {
      // Whoever keeps the position beside the effects takes up no record twice.
      if (handler.consumer?.ownPosition) continue;
      for (const repeated of handler.repeated ?? []) {
        // Several handlers may come to it.
        const key = `${repeated.path}:${repeated.span.start}`;
        if (told.has(key)) continue;
        told.add(key);
        report(repeated, {
          about: { topics: handler.topics, name: repeated.name },
          message: `${named(repeated, 'this')} ${repeated.what === 'sum' ? SUM : MAIL}`,
          severity: 'info',
          sureness: 'likely',
          because: [{ path: handler.path, span: handler.span, note: 'the record of this handler may come again' }],
        });
      }
    }
  },
};

const SUM = 'counts again when the record comes again, as it does when the process stops before its commit; remember handled records in the same transaction.';
const MAIL = 'mails again when the record comes again, as it does when the process stops before its commit; remember handled records.';
