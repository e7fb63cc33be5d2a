import type { Evidence } from '../../kafka/evidence';
import type { Handler, KafkaModel, Unreadable } from '../../kafka/model';
import { named } from '../../kafka/subject';
import { code } from '../../text/visible';
import type { ReportProblem, Rule } from '../rule';

/** A record that cannot be read fails where nobody can keep it, and stops its partition. */
export const rule: Rule = {
  id: 'poison-pill',
  title: 'A place at which one unreadable record stops its partition',
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
    for (const handler of model.handlers) for (const one of handler.unreadable ?? []) check(model, handler, one, report);
  },
};

/** That such records come is known of compacted topics alone: there a record without a value deletes its key. */
function check(model: KafkaModel, handler: Handler, one: Unreadable, report: ReportProblem): void {
  const compacted = one.what === 'null' ? compactedOf(model, handler) : undefined;
  if (one.what === 'null' && !compacted) return;
  report(one, {
    about: { topics: handler.topics, name: handler.name },
    message: (compacted ? TOMBSTONE : UNREADABLE)(code(one.name), named(handler, 'this handler'), CONSEQUENCES[one.then]),
    severity: 'warning',
    sureness: compacted ? 'likely' : 'possible',
    because: compacted ? [compacted] : [],
  });
}

const CONSEQUENCES: Readonly<Record<Unreadable['then'], string>> = {
  'stops': 'the consumer stops for good, now and after each restart',
  'comes-again': 'it comes again for ever, and what is behind it waits',
  'ends': 'the loop ends, now and after each restart',
};

const UNREADABLE = (call: string, handler: string, then: string) =>
  `a value that ${call} cannot read leaves ${handler} as a failure, and ${then}; catch it and send the record to a dead-letter topic.`;
const TOMBSTONE = (call: string, handler: string, then: string) =>
  `this topic is compacted, and a record that deletes a key has no value: ${call} fails in ${handler}, and ${then}; ask for the value first.`;

/** Where a topic of the handler is said to be compacted. */
function compactedOf(model: KafkaModel, { topics = [] }: Handler): Evidence | undefined {
  for (const { name, setting } of model.topics) {
    const policy = setting('cleanup.policy');
    if (name === undefined || !topics.includes(name)) continue;
    if (!policy.known || policy.from === 'default' || !/compact/.test(policy.value)) continue;
    return { path: policy.site.path, span: policy.site.span, note: 'records without a value delete their key' };
  }
  return undefined;
}
