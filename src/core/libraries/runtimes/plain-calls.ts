import { exactly } from '../words';

/** Calls of one name that are believed of whomever they are, and where their kind is written. */
export interface NameRow {
  /** Names, parted by spaces. */
  names: string;
  /**
   * `parse`: they decode a record, and fail for what they cannot read. `plain`: they have no effect that could be lost.
   * `neutral`: they neither keep a record nor tell anybody of its failure.
   */
  is: readonly ('parse' | 'plain' | 'neutral')[];
  source: string;
}

const CLIENT = 'https://kafka.apache.org/39/javadoc/org/apache/kafka/clients/consumer/KafkaConsumer.html, https://kafka.js.org/docs/consuming';
const JDK = 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Thread.html, java/util/concurrent/package-summary.html';

/** The names that are believed. */
export const nameRows: readonly NameRow[] = [
  {
    names: 'parse decode deserialize deserialise readValue fromJson fromBinary fromBuffer convertValue readTree treeToValue safeParse validate parseFrom unmarshal fromString',
    is: ['parse'], source: 'https://fasterxml.github.io/jackson-databind/javadoc/2.15/, https://zod.dev/api, https://protobuf.dev/reference/java/, https://avro.apache.org/docs/',
  },
  { names: 'interrupt currentThread countDown sleep', is: ['plain', 'neutral'], source: JDK },
  { names: 'await', is: ['plain'], source: JDK },
  { names: 'wait unlock release', is: ['neutral'], source: JDK },
  { names: 'resolve reject', is: ['plain'], source: 'https://tc39.es/ecma262/#sec-promise-resolve-functions' },
  { names: 'delay', is: ['plain', 'neutral'], source: 'https://nodejs.org/api/timers.html#timers-promises-api, as helpers call it' },
  { names: 'setTimeout', is: ['neutral'], source: 'https://nodejs.org/api/timers.html' },
  { names: 'log info', is: ['plain'], source: 'https://nodejs.org/api/console.html, https://www.slf4j.org/apidocs/org/slf4j/Logger.html' },
  { names: 'connect acquire release', is: ['plain'], source: 'https://node-postgres.com/apis/pool, https://kafka.js.org/docs/producing' },
  { names: 'disconnect', is: ['plain', 'neutral'], source: 'https://kafka.js.org/docs/consuming' },
  { names: 'heartbeat isRunning isStale assignment position firstOffset lastOffset', is: ['plain', 'neutral'], source: CLIENT },
  {
    names: 'uncommittedOffsets highWatermark subscription committed endOffsets beginningOffsets offsetLag offsetLagLow wakeup metrics partitionsFor listTopics groupMetadata subscribe',
    is: ['plain'], source: CLIENT,
  },
  {
    names: 'topic topicPartition partition offset key value headers timestamp', is: ['neutral'],
    source: 'https://kafka.apache.org/39/javadoc/org/apache/kafka/clients/consumer/ConsumerRecord.html',
  },
  {
    names: 'stringify parse format formatted now from of instanceof', is: ['neutral'],
    source: 'https://tc39.es/ecma262/, https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/String.html',
  },
  {
    names: 'increment incrementAndGet getAndIncrement addAndGet inc incr', is: ['neutral'],
    source: 'https://docs.micrometer.io/micrometer/reference/concepts/counters.html, java/util/concurrent/atomic/package-summary.html, https://github.com/siimon/prom-client',
  },
  {
    names: 'close closeQuietly shutdown shutdownNow stop end destroy clear exit_code flush cleanUp cleanup', is: ['neutral'],
    source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/AutoCloseable.html, java/util/concurrent/ExecutorService.html, https://nodejs.org/api/stream.html',
  },
  {
    names: 'abort abortTransaction rollback', is: ['neutral'],
    source: 'https://kafka.apache.org/39/javadoc/org/apache/kafka/clients/producer/KafkaProducer.html, https://docs.oracle.com/en/java/javase/21/docs/api/java.sql/java/sql/Connection.html',
  },
];

const named = (kind: NameRow['is'][number]): RegExp => exactly(...nameRows.filter(row => row.is.includes(kind)).map(({ names }) => names));

/** Calls that parse or decode a record. */
export const READS = named('parse');

/** Helpers and functions of the runtime whose promise resolves after some time (https://nodejs.org/api/timers.html#timers-promises-api). */
export const PAUSES = exactly('sleep delay setTimeout');

/** Methods that give a property of a value. */
export const ACCESSOR = /^(?:(?:get|is|has|to|as)[A-Z_]\w*|get|has|count|build(?:er)?|newBuilder)$/;

/** Calls without an effect that could be lost, of whomever they are: waiting, taking a connection and giving it back, and what a Kafka client says of itself. */
export const PLAIN = named('plain');

/** Calls that neither keep a record nor tell anybody of its failure, of whomever they are. */
export const NEUTRAL = named('neutral');

/** Calls of the process or the runtime that end it. */
export const ENDS_PROCESS = exactly('exit abort halt kill');

/** The status with which a program ends, by a property of its process. */
export const EXIT_STATUS = exactly('exitCode');

/** What the process and the runtime are called. */
export const PROCESS = exactly('process System Runtime getRuntime');

/** Methods of a response that tell the caller. */
export const TELLS_CALLER = exactly('status sendStatus json send code reply render redirect writeHead internalServerError badRequest setStatusCode');

/** Methods by which the response of HTTP is through (https://expressjs.com/en/5x/api.html#res, https://fastify.dev/docs/latest/Reference/Reply/). */
export const ENDS_RESPONSE = exactly('end json jsonp send sendStatus render redirect');

/** Methods that give it its status. */
export const SETS_STATUS = exactly('status code sendStatus');

/** What the response of HTTP is called among the parameters of whoever answers. */
export const HTTP_RESPONSE = exactly('res resp response reply');

/** Calls by which a promise or future of one's own fails: `CompletableFuture`, Guava's `SettableFuture`, Netty's `Promise`. */
export const TELLS_FUTURE = exactly('completeExceptionally obtrudeException setException setFailure tryFailure');

/** What a response is called. */
export const RESPONSE = exactly('res response reply ctx context status code h');
