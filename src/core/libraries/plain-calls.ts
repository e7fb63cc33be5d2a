import { exactly } from './words';

/** Calls that parse or decode a record. */
export const READS = exactly(
  'parse decode deserialize deserialise readValue fromJson fromBinary fromBuffer convertValue readTree treeToValue',
  'safeParse validate parseFrom unmarshal fromString',
);

/** Calls without an effect that could be lost: looking, converting, waiting, collecting in memory, the client's own state. */
export const PURE = exactly(
  // Looking.
  'get[A-Z_]\\w* get is[A-Z]\\w* has[A-Z]?\\w* to[A-Z]\\w* as[A-Z]\\w*',
  'value key topic offset partition timestamp headers header lastHeader payload name records partitions',
  'firstOffset lastOffset offsetLag offsetLagLow',
  'count size length isEmpty isPresent isNull nonNull requireNonNull equals hashCode compareTo compare',
  'includes contains containsKey startsWith endsWith test match indexOf lastIndexOf findIndex findLast isArray',
  // Converting.
  'stringify writeValueAsString format formatted join split trim slice substring concat charAt replace replaceAll',
  'toLowerCase toUpperCase valueOf String Number Boolean BigInt Date parseInt parseFloat getBytes intValue longValue doubleValue',
  'encodeURIComponent decodeURIComponent hash digest cast copyOf from alloc byteLength exec',
  'of ofMillis ofSeconds ofMinutes now currentTimeMillis nanoTime hrtime random randomUUID min max abs floor round',
  // Collections and streams in memory.
  'iterator next hasNext keys values entries entrySet keySet builder build stream filter map collect toList sorted reduce find some every',
  'orElse\\w* ofNullable empty asList singletonList singletonMap emptyList assign freeze fromEntries',
  'add addAndGet put putIfAbsent remove push clear set incrementAndGet getAndIncrement increment',
  'splice pop shift unshift sort reverse flat',
  // Waiting, and telling.
  'currentThread interrupt sleep delay countDown await resolve reject',
  'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate log info',
  'assertEquals assertThat',
  // The client.
  'heartbeat isRunning isStale uncommittedOffsets highWatermark subscription assignment position committed endOffsets beginningOffsets',
  'wakeup metrics partitionsFor listTopics groupMetadata subscribe',
);

/** Calls that neither keep a record nor tell anybody of its failure. */
export const NEUTRAL = exactly(
  // Reading the failure or the record.
  'getMessage getCause getLocalizedMessage getStackTrace getClass getName getSimpleName getRootCause getMostSpecificCause getFailedMessage',
  'getTopic getPayload getHeaders getKey getValue getPartition topic topicPartition partition offset key value headers timestamp',
  'includes startsWith equals contains hasOwnProperty isArray instanceof isPresent size length get getOrDefault orElse requireNonNull',
  // Formatting.
  'toString toJSON stringify parse format formatted now currentTimeMillis nanoTime valueOf String Number BigInt Boolean Date',
  'toISOString toFixed parseInt parseFloat padStart padEnd getTime intValue longValue from byteLength',
  'join split slice substring substr map filter keys values entries concat trim replace replaceAll toLowerCase toUpperCase',
  'empty emptyList emptyMap emptySet firstOffset lastOffset of asList stream collect toList keySet entrySet',
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

/** What a response is called. */
export const RESPONSE = exactly('res response reply ctx context status code h');
