import { all, rowsOf, values, type RuntimeTable } from './row';

const OBJECT = 'equals hashCode toString getClass compareTo';

/** The classes of the JDK that only read, compute, wait, and change values in memory. */
export const jdk: RuntimeTable = {
  id: 'jdk',
  language: 'java',
  source: 'https://docs.oracle.com/en/java/javase/21/docs/api/',
  rows: [
    ...values('pure', 'java.time.*', 'java.time.temporal.*', 'java.time.format.*', 'java.time.zone.*', 'java.text.*', 'java.math.*', 'java.util.regex.*', 'java.nio.charset.*', 'java.nio.*', 'java.security.*',
      'java.security.spec.*', 'javax.crypto.*', 'javax.crypto.spec.*', 'java.lang.management.*', 'java.util.HexFormat', 'java.util.Random', 'java.util.concurrent.ThreadLocalRandom', 'java.net.InetAddress', 'java.net.URI',
      'java.net.NetworkInterface', 'java.util.Calendar', 'java.util.Date', 'java.util.StringJoiner', 'java.util.Formatter'),
    ...all('pure', 'java.lang.reflect.*', 'java.util.concurrent.locks.*', 'java.util.stream.*', 'java.util.function.*', 'java.util.zip.CRC32', 'java.util.zip.Adler32', 'java.util.concurrent.TimeUnit',
      'java.util.concurrent.CountDownLatch', 'java.util.concurrent.Semaphore', 'java.net.URLEncoder', 'java.util.Objects', 'java.util.UUID', 'java.util.Locale', 'java.util.Optional', 'java.util.OptionalInt',
      'java.util.OptionalLong', 'java.util.OptionalDouble', 'java.util.Arrays', 'java.util.Comparator', 'java.util.TimeZone', 'java.util.StringTokenizer', 'java.util.BitSet', 'java.util.Currency',
      'java.util.ResourceBundle', 'java.lang.Math', 'java.lang.StrictMath', 'java.lang.Integer', 'java.lang.Long', 'java.lang.Short', 'java.lang.Byte', 'java.lang.Double', 'java.lang.Float', 'java.lang.Boolean',
      'java.lang.Character', 'java.lang.Number', 'java.lang.Enum', 'java.lang.Class', 'java.lang.Thread', 'java.lang.ThreadLocal', 'java.lang.Throwable', 'java.lang.Exception', 'java.lang.StackTraceElement',
      'java.lang.CharSequence', 'java.lang.String', 'java.lang.Object'),
    ...all('parse', 'java.util.Base64.Decoder', 'java.net.URLDecoder'),
    ...rowsOf('java.util.Base64', { methods: 'getEncoder getUrlEncoder getMimeEncoder', kind: 'pure', gives: 'java.util.Base64.Encoder' },
      { methods: 'getDecoder getUrlDecoder getMimeDecoder', kind: 'pure', gives: 'java.util.Base64.Decoder' }),
    ...values('pure', 'java.util.Base64.Encoder'),
    ...rowsOf('java.util.UUID', { methods: 'fromString', kind: 'parse' }),
    ...rowsOf('java.lang.Thread', { methods: 'start startVirtualThread', kind: 'pure' }),
    ...rowsOf('java.lang.System', {
      methods: 'currentTimeMillis nanoTime getenv getProperty getProperties lineSeparator identityHashCode arraycopy gc', kind: 'pure',
    }, { methods: 'getLogger', kind: 'pure', gives: 'java.lang.System.Logger' }),
    ...rowsOf('java.lang.Runtime', { methods: 'getRuntime availableProcessors freeMemory totalMemory maxMemory version gc', kind: 'pure', gives: 'java.lang.Runtime' }),
    ...rowsOf('java.lang.StringBuilder', { methods: '*', kind: 'memory', gives: 'java.lang.StringBuilder' }), ...rowsOf('java.lang.StringBuffer', { methods: '*', kind: 'memory', gives: 'java.lang.StringBuffer' }),
    ...rowsOf('java.lang.String', {
      methods: 'charAt codePointAt concat formatted indent intern repeat replace replaceAll replaceFirst strip stripIndent stripLeading stripTrailing substring subSequence toLowerCase toUpperCase toString trim format join'
        + ' valueOf copyValueOf',
      kind: 'pure', gives: 'java.lang.String', loose: true,
    }, {
      methods: `${OBJECT} chars codePoints compareToIgnoreCase contains contentEquals endsWith equalsIgnoreCase getBytes getChars indexOf isBlank isEmpty lastIndexOf length lines matches regionMatches split startsWith toCharArray`,
      kind: 'pure', loose: true,
    }),
    ...rowsOf('java.lang.Number', { methods: 'intValue longValue doubleValue floatValue shortValue byteValue booleanValue charValue', kind: 'pure', loose: true }),
    ...rowsOf('java.lang.Enum', { methods: 'name ordinal compareTo valueOf', kind: 'pure', loose: true }),
    ...rowsOf('java.lang.Thread', { methods: 'currentThread sleep interrupt isInterrupted interrupted join yield onSpinWait getName getId threadId isAlive isDaemon', kind: 'pure', loose: true }),
    ...rowsOf('java.lang.Throwable', { methods: 'getMessage getLocalizedMessage getCause getStackTrace getSuppressed addSuppressed initCause fillInStackTrace', kind: 'pure', loose: true }),
    ...rowsOf('java.util.Optional', { methods: 'get orElse orElseGet orElseThrow isPresent isEmpty ofNullable of empty map flatMap filter stream or ifPresent ifPresentOrElse', kind: 'pure', loose: true }),
    ...rowsOf('java.util.Objects', { methods: 'requireNonNull requireNonNullElse isNull nonNull hash equals toString hashCode', kind: 'pure', loose: true }),
    ...['java.util.Collection', 'java.util.List', 'java.util.Set', 'java.util.SortedSet', 'java.util.NavigableSet', 'java.util.ArrayList', 'java.util.LinkedList', 'java.util.HashSet', 'java.util.LinkedHashSet', 'java.util.TreeSet',
      'java.util.EnumSet', 'java.util.Collections', 'java.util.Vector', 'java.util.Stack', 'java.lang.Iterable', 'java.util.Iterator', 'java.util.ListIterator', 'java.util.concurrent.CopyOnWriteArrayList', 'java.util.Deque',
      'java.util.Queue', 'java.util.ArrayDeque', 'java.util.PriorityQueue', 'java.util.concurrent.ConcurrentLinkedQueue', 'java.util.concurrent.ConcurrentSkipListSet'].flatMap(of => rowsOf(of,
      {
        methods: `${OBJECT} contains containsAll get getFirst getLast indexOf lastIndexOf isEmpty size iterator listIterator spliterator stream parallelStream subList toArray peek element first last floor ceiling higher`
          + ' lower headSet tailSet subSet descendingSet next hasNext previous of copyOf forEach unmodifiableList unmodifiableMap unmodifiableSet emptyList emptyMap emptySet singletonList singletonMap singleton max min nCopies',
        kind: 'pure', loose: true,
      },
      { methods: 'add push remove set clear sort reverse', kind: 'memory', loose: true },
      { methods: 'addAll removeAll retainAll removeIf replaceAll addFirst addLast offer offerFirst offerLast poll pollFirst pollLast pop removeFirst removeLast shuffle swap', kind: 'memory' })),
    ...['java.util.Map', 'java.util.HashMap', 'java.util.LinkedHashMap', 'java.util.TreeMap', 'java.util.SortedMap', 'java.util.NavigableMap', 'java.util.EnumMap', 'java.util.WeakHashMap', 'java.util.Hashtable',
      'java.util.Properties', 'java.util.concurrent.ConcurrentHashMap', 'java.util.concurrent.ConcurrentMap', 'java.util.concurrent.ConcurrentSkipListMap', 'java.util.concurrent.ConcurrentNavigableMap',
      'java.util.Map.Entry'].flatMap(of => rowsOf(of,
      {
        methods: `${OBJECT} get getOrDefault containsKey containsValue isEmpty size keySet values entrySet entry of ofEntries copyOf getKey getValue getProperty stringPropertyNames forEach firstKey lastKey firstEntry lastEntry`
          + ' floorKey floorEntry ceilingKey ceilingEntry headMap tailMap subMap descendingMap keys elements',
        kind: 'pure', loose: true,
      },
      { methods: 'put putIfAbsent remove clear', kind: 'memory', loose: true },
      { methods: 'putAll computeIfAbsent computeIfPresent compute merge replace replaceAll setProperty setValue pollFirstEntry pollLastEntry', kind: 'memory' })),
    ...['java.util.stream.Stream', 'java.util.stream.Collectors'].flatMap(of => rowsOf(of, {
      methods: 'of stream filter map mapToInt mapToLong mapToObj mapToDouble boxed flatMap collect toList sorted distinct limit skip reduce count sum average summaryStatistics asDoubleStream range rangeClosed anyMatch allMatch noneMatch findFirst findAny min max iterator empty concat generate'
        + ' iterate groupingBy partitioningBy joining toSet toMap counting parallel sequential peek takeWhile dropWhile',
      kind: 'pure', loose: true,
    })),
    ...rowsOf('java.time.Duration', { methods: 'ofMillis ofSeconds ofMinutes ofHours ofDays now between toMillis', kind: 'pure', loose: true }),
    ...rowsOf('java.time.LocalDate', { methods: 'parse', kind: 'parse' }), ...rowsOf('java.time.Instant', { methods: 'parse', kind: 'parse' }),
    ...rowsOf('java.time.LocalDateTime', { methods: 'parse', kind: 'parse' }), ...rowsOf('java.time.OffsetDateTime', { methods: 'parse', kind: 'parse' }),
    ...rowsOf('java.time.ZonedDateTime', { methods: 'parse', kind: 'parse' }),
    ...['AtomicInteger', 'AtomicLong', 'AtomicBoolean', 'AtomicReference', 'LongAdder', 'AtomicIntegerArray', 'AtomicLongArray', 'LongAccumulator', 'DoubleAdder'].flatMap(name => rowsOf(`java.util.concurrent.atomic.${name}`,
      { methods: 'get getPlain getAcquire sum intValue longValue', kind: 'pure' },
      { methods: 'incrementAndGet getAndIncrement decrementAndGet getAndDecrement addAndGet getAndAdd', kind: 'memory', loose: true },
      { methods: '*', kind: 'memory' })),
    ...['CompletableFuture', 'Future', 'CompletionStage'].flatMap(name => rowsOf(`java.util.concurrent.${name}`,
      { methods: 'get join getNow resultNow isDone isCancelled isCompletedExceptionally completedFuture failedFuture allOf anyOf thenAccept thenRun thenApply thenCompose whenComplete handle exceptionally', kind: 'pure' })),
    ...['BlockingQueue', 'BlockingDeque', 'LinkedBlockingQueue', 'LinkedBlockingDeque', 'ArrayBlockingQueue', 'PriorityBlockingQueue', 'DelayQueue', 'TransferQueue', 'LinkedTransferQueue', 'SynchronousQueue',
      'ConcurrentLinkedDeque'].flatMap(name => rowsOf(`java.util.concurrent.${name}`,
      { methods: 'size isEmpty peek contains remainingCapacity iterator stream', kind: 'pure' }, { methods: '*', kind: 'memory' })),
    ...rowsOf('java.util.concurrent.CountDownLatch', { methods: 'countDown await', kind: 'pure', loose: true }),
    ...all('log', 'java.util.logging.Logger', 'java.util.logging.*', 'java.lang.System.Logger'),
    ...rowsOf('java.util.logging.Logger', { methods: 'getLogger getAnonymousLogger', kind: 'pure', gives: 'java.util.logging.Logger' }),
  ],
};
