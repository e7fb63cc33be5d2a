import type { Consumer, Container, KafkaModel, Layer, Producer, Send, Undecided } from '../kafka/model';
import type { Place } from '../text/span';
import type { Context } from './context';

type Known = Pick<KafkaModel, 'producers' | 'consumers' | 'containers' | 'sends'>;

/** The questions that the audit leaves open: what they ask, where, and why they could not be answered. */
export function findUndecided(context: Context, { producers, consumers, containers, sends }: Known): Undecided[] {
  return [
    ...context.inputs.configs.flatMap(({ path, undecided }) => undecided.map(({ span, question, why }): Undecided => ({ path, span, question, why, layer: 'broker' }))),
    ...producers.flatMap(producer => setting(producer, 'acks', 'Which `acks` does this producer use?', 'producer')),
    ...consumers.flatMap(consumer => setting(consumer, 'enable.auto.commit', 'Does this consumer commit by itself?', 'consumer')),
    ...sends.flatMap(outcome),
    ...containers.flatMap(failures),
  ];
}

function setting(client: Producer | Consumer, key: string, question: string, layer: Layer): Undecided[] {
  const answer = client.setting(key);
  return answer.known ? [] : [{ ...placeOf(client), question, why: answer.why, cause: answer.place, layer }];
}

function outcome(send: Send): Undecided[] {
  return send.fate === 'unknown' ? [{ ...placeOf(send), question: 'Who looks at the outcome of this send?', why: 'its result could not be followed', layer: 'producer' }] : [];
}

function failures(container: Container): Undecided[] {
  return container.failures === 'unknown'
    ? [{ ...placeOf(container), question: 'What becomes of a record that keeps failing?', why: 'the error handler is made out of view', layer: 'detection' }] : [];
}

function placeOf({ path, span }: Place): Place {
  return { path, span };
}
