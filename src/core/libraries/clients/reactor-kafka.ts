import type { LibraryTable, Meaning, TypeTable } from '../table';

const RECEIVER = 'reactor.kafka.receiver', SENDER = 'reactor.kafka.sender', FLUX = 'reactor.core.publisher.Flux';
/** What `receive` gives: a flux whose elements are records still. */
const RECORDS = `${RECEIVER}.KafkaReceiver#records`, FIRST = `${RECEIVER}.KafkaReceiver#committed`;

// Nothing is sent before somebody subscribes; with `stopOnError`, the default, a record that is not stored fails the flux (SenderOptions.java).
const send: Meaning = { role: 'send', outcome: 'completable-future', cold: true, returns: FLUX };

/** Links behind which the elements are records still. */
const KEEPS = 'publishOn subscribeOn filter log name tag metrics checkpoint doOnError doOnSubscribe doOnCancel doOnComplete doOnTerminate doFinally doOnRequest'
  + ' limitRate retry retryWhen repeat timeout delayElements onBackpressureBuffer contextWrite';

/** A flux of records: the functions that are given one are its handlers. */
function records(own: string, commits: 'by-hand' | 'first'): TypeTable {
  const handle = (returns: string): Meaning => ({ role: 'handle', handlers: [{ at: '0', commits, given: `${RECEIVER}.ReceiverRecord` }], returns });
  return {
    stream: true,
    methods: {
      ...Object.fromEntries(KEEPS.split(' ').map((name): [string, Meaning] => [name, { role: 'make', returns: own }])),
      ...Object.fromEntries(['flatMap', 'flatMapSequential', 'flatMapDelayError', 'concatMap', 'concatMapDelayError', 'map', 'handle'].map(name => [name, handle(FLUX)])),
      doOnNext: handle(own),
      subscribe: handle('reactor.core.Disposable'),
    },
  };
}

/** Reactor Kafka 1.3. */
export const reactorKafka: LibraryTable = {
  id: 'reactor-kafka',
  language: 'java',
  source: 'https://projectreactor.io/docs/kafka/release/reference; KafkaReceiver, ReceiverOffset, KafkaSender of reactor-kafka 1.3.23',
  packages: ['io.projectreactor.kafka:reactor-kafka'],
  clients: { id: 'kafka-clients', packages: ['org.apache.kafka:kafka-clients'] },
  types: {
    [`${RECEIVER}.KafkaReceiver`]: {
      methods: {
        create: { role: 'make', returns: `${RECEIVER}.KafkaReceiver` },
        receive: { role: 'subscribe', returns: RECORDS },
        receiveAtmostOnce: { role: 'subscribe', returns: FIRST },
      },
    },
    [RECORDS]: records(RECORDS, 'by-hand'),
    [FIRST]: records(FIRST, 'first'),
    [`${RECEIVER}.ReceiverRecord`]: {
      extends: ['org.apache.kafka.clients.consumer.ConsumerRecord'], methods: { receiverOffset: { role: 'make', returns: `${RECEIVER}.ReceiverOffset` } },
    },
    // `acknowledge` marks the record and all before it; `commit` gives a Mono (ReceiverOffset.java).
    [`${RECEIVER}.ReceiverOffset`]: { methods: { acknowledge: { role: 'acknowledge' }, commit: { role: 'commit', way: 'promise' } } },
    [`${RECEIVER}.ReceiverOptions`]: {
      fluent: true,
      methods: {
        create: {
          role: 'consumer', settings: [{ at: '0' }], managed: true, returns: `${RECEIVER}.ReceiverOptions`,
          gives: [{ side: 'consumer', key: 'enable.auto.commit', value: 'false', source: 'ImmutableReceiverOptions.java 1.3.23', always: true }],
        },
      },
    },
    [`${SENDER}.KafkaSender`]: {
      methods: {
        create: { role: 'make', returns: `${SENDER}.KafkaSender` },
        send,
        sendTransactionally: send,
        createOutbound: { role: 'make', returns: `${SENDER}.KafkaOutbound` },
      },
    },
    [`${SENDER}.KafkaOutbound`]: { methods: { send: { ...send, returns: `${SENDER}.KafkaOutbound` } as Meaning } },
    [`${SENDER}.SenderOptions`]: {
      // What `producerProperty` sets behind it is not followed: nothing is said of defaults.
      fluent: true, methods: { create: { role: 'make', returns: `${SENDER}.SenderOptions` } },
    },
  },
};
