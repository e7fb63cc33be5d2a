import { named } from '../../kafka/subject';
import type { Rule } from '../rule';

/** A record is remembered as handled before it is: when its work fails the record comes again, and is passed over as a duplicate. */
export const rule: Rule = {
  id: 'handled-before-work',
  title: 'A record that is remembered as handled before its work',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    for (const handler of model.handlers) {
      for (const remembered of handler.remembered) {
        report(remembered, {
          about: { topics: handler.topics, name: remembered.name },
          message: `${named(remembered, 'this')} ${remembered.memory ? MEMORY : STORED}`,
          severity: 'error',
          sureness: 'likely',
          because: remembered.because,
        });
      }
    }
  },
};

const STORED = 'counts the record as handled before its work: when that fails, the record comes again and is passed over; remember it after the work, or in its transaction.';
const MEMORY = 'counts the record as handled before its work: when that fails, the record comes again and is passed over; remember it after the work, or forget it in the catch.';
