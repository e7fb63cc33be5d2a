import type { Consumer, Container, Handler, KafkaModel, Layer, Producer, Send, Undecided } from '../kafka/model';
import type { Place } from '../text/span';
import type { Context } from './context';

type Known = Pick<KafkaModel, 'producers' | 'consumers' | 'containers' | 'sends' | 'handlers'>;

/** The questions that the audit leaves open: what they ask, where, and why they could not be answered. */
export function findUndecided(context: Context, { producers, consumers, containers, sends, handlers }: Known): Undecided[] {
  return [
    ...context.inputs.configs.flatMap(({ path, undecided }) => undecided.map(({ span, question, why }): Undecided => ({ path, span, question, why, layer: 'broker' }))),
    ...producers.flatMap(producer => setting(producer, 'acks', 'Which `acks` does this producer use?', 'producer')),
    ...consumers.flatMap(consumer => setting(consumer, 'enable.auto.commit', 'Does this consumer commit by itself?', 'consumer')),
    ...sends.flatMap(outcome),
    ...containers.flatMap(failures),
    ...handlers.flatMap(ends),
    ...handlers.flatMap(futures),
    ...handlers.flatMap(keeps),
    ...context.frameworks.flatMap(one => one.undecided()),
  ];
}

function setting(client: Producer | Consumer, key: string, question: string, layer: Layer): Undecided[] {
  const answer = client.setting(key);
  return answer.known ? [] : [{ ...placeOf(client), question, why: answer.why, cause: answer.place, layer }];
}

function outcome(send: Send): Undecided[] {
  const open = (why: string, cause?: Place): Undecided[] => [{ ...placeOf(send), question: 'Who looks at the outcome of this send?', why, ...(cause && { cause }), layer: 'producer' }];
  if (send.unseen) return open(send.unseen.note, placeOf(send.unseen));
  return send.fate === 'unknown' || send.fate === 'kept' ? open('its result could not be followed') : [];
}

function failures(container: Container): Undecided[] {
  return container.failures === 'unknown'
    ? [{ ...placeOf(container), question: 'What becomes of a record that keeps failing?', why: 'the error handler is made out of view', layer: 'detection' }] : [];
}

function ends({ detached }: Handler): Undecided[] {
  return detached.flatMap(({ path, span, asked }): Undecided[] => (asked
    ? [{ path, span, question: 'Is this work done when its record is committed?', why: asked.note, cause: asked, layer: 'consumer' }] : []));
}

function futures({ future, library }: Handler): Undecided[] {
  return future?.outcome === 'unknown' ? [{
    ...placeOf(future), question: 'Is the record acknowledged when this future fails?', layer: 'consumer',
    why: library.version === undefined ? `the version of ${library.id} is not known` : 'its error handler or retry topic is set up out of view',
  }] : [];
}

/** A handler that shows no fault, and whose work or whose catch is left to code that cannot be seen. */
function keeps({ path, span, unseen, swallows, detached }: Handler): Undecided[] {
  return unseen && swallows.length + detached.length === 0
    ? [{ path, span, question: 'Is the record kept when this handler\'s work fails?', why: unseen.note, cause: placeOf(unseen), layer: 'consumer' }] : [];
}

function placeOf({ path, span }: Place): Place {
  return { path, span };
}
