import { exactly } from '../words';

/** Calls that parse or decode a record. */
export const READS = exactly(
  'parse decode deserialize deserialise readValue fromJson fromBinary fromBuffer convertValue readTree treeToValue',
  'safeParse validate parseFrom unmarshal fromString',
);

/** Methods that give a property of a value. */
export const ACCESSOR = /^(?:(?:get|is|has|to|as)[A-Z_]\w*|get|has|count|build(?:er)?|newBuilder)$/;

/** Calls without an effect that could be lost, of whomever they are: waiting, taking a connection and giving it back, and what a Kafka client says of itself. */
export const PLAIN = exactly(
  'sleep delay interrupt currentThread countDown await resolve reject log info',
  'connect disconnect acquire release',
  'heartbeat isRunning isStale uncommittedOffsets highWatermark subscription assignment position committed endOffsets beginningOffsets',
  'firstOffset lastOffset offsetLag offsetLagLow wakeup metrics partitionsFor listTopics groupMetadata subscribe',
);

/** Calls that neither keep a record nor tell anybody of its failure, of whomever they are. */
export const NEUTRAL = exactly(
  // Reading and formatting the record or the failure.
  'topic topicPartition partition offset key value headers timestamp firstOffset lastOffset',
  'stringify parse format formatted now from of instanceof',
  // Counting.
  'increment incrementAndGet getAndIncrement addAndGet inc incr',
  // Waiting.
  'interrupt currentThread sleep delay setTimeout wait countDown release unlock',
  // The client's own state.
  'heartbeat isRunning isStale assignment position',
  // Closing and giving up.
  'disconnect close closeQuietly shutdown shutdownNow stop end destroy clear exit_code flush cleanUp cleanup',
  'abort abortTransaction rollback',
);

/** Calls of the process or the runtime that end it. */
export const ENDS_PROCESS = exactly('exit abort halt kill');

/** What the process and the runtime are called. */
export const PROCESS = exactly('process System Runtime getRuntime');

/** Methods of a response that tell the caller. */
export const TELLS_CALLER = exactly('status sendStatus json send code reply render redirect writeHead internalServerError badRequest setStatusCode');

/** Calls by which a promise or future of one's own fails: `CompletableFuture`, Guava's `SettableFuture`, Netty's `Promise`. */
export const TELLS_FUTURE = exactly('completeExceptionally obtrudeException setException setFailure tryFailure');

/** What a response is called. */
export const RESPONSE = exactly('res response reply ctx context status code h');
