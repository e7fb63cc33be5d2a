import { code } from '../../text/visible';
import type { Rule } from '../rule';

/** A record that cannot be read fails in the poll, before a listener or an error handler sees it, and is polled again for ever. */
export const rule: Rule = {
  id: 'poison-pill',
  title: 'A deserializer by which one unreadable record stops its partition',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    const listens = model.handlers.some(({ form, library }) => form === 'listener' && library.id === 'spring-kafka');
    for (const one of listens ? model.throwingDeserializers ?? [] : []) {
      report(one, {
        about: { name: one.name },
        message: `a ${one.of} that ${code(one.name)} cannot read fails before any listener or error handler sees it, and comes again for ever; wrap it in \`ErrorHandlingDeserializer\`.`,
        severity: one.environment === 'development' || one.sample ? 'info' : 'warning',
        sureness: 'likely',
      });
    }
  },
};
