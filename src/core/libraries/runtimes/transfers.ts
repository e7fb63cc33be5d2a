import type { Language } from '../../flow/unit';

/** From where a call takes what it gives: its receiver, an argument, all arguments, the pairs among them, or what a function at an argument returns. */
export type Origin = 'receiver' | 'arguments' | 'pairs' | number | { returned: number };

/**
 * A value on its way through a call. `element`: it is an element of the origin, and not the origin itself; `inside`: it is
 * an element of what the call gives. With both the call gives the elements of one collection as another; `pairs`: it gives
 * each with its key, or takes them so.
 */
export interface Transfer {
  from: Origin;
  element?: true;
  inside?: true;
  pairs?: 'given' | 'taken';
}

/** What calls of one name give, and what they put into their receiver or hand to the functions that they are given. */
export interface TransferRow {
  /** The name before the dot, for functions that belong to no value: `Object`, `List`; `new` for constructions. Absent: any value has the method. */
  of?: string;
  /** Names, parted by spaces. */
  methods: string;
  /** The number of arguments, or its least and most; absent: any. */
  arity?: number | readonly [number, number];
  gives?: readonly Transfer[];
  /** What becomes an element of the receiver. */
  puts?: readonly Transfer[];
  /** What a function at an argument is given for a parameter: an element of the receiver, or the receiver itself. */
  hands?: { to: number; param: number; element?: true };
}

/** How values go through the calls of a language's runtime, and where that is written. */
export interface TransferTable {
  language: Language;
  source: string;
  rows: readonly TransferRow[];
  /** Types of collections and tables, with the type argument that their elements have. */
  elements: Readonly<Record<string, number>>;
}

const SAME: readonly Transfer[] = [{ from: 'receiver' }];
const ELEMENT: readonly Transfer[] = [{ from: 'receiver', element: true }];
const ELEMENTS: readonly Transfer[] = [{ from: 'receiver', element: true, inside: true }];
const ALL: readonly Transfer[] = [{ from: 'arguments', inside: true }];
const FIRST: readonly Transfer[] = [{ from: 0 }];
const OF_FIRST: readonly Transfer[] = [{ from: 0, element: true, inside: true }];
const PAIRS: readonly Transfer[] = [{ from: 'receiver', element: true, inside: true, pairs: 'given' }];
const OF_PAIRS: readonly Transfer[] = [{ from: 0, element: true, inside: true, pairs: 'taken' }];
const ITEM = { to: 0, param: 0, element: true } as const;

/** Collections, promises and objects of ECMAScript. */
const script: TransferTable = {
  language: 'typescript',
  source: 'https://tc39.es/ecma262/#sec-indexed-collections, #sec-keyed-collections, #sec-properties-of-the-object-constructor and #sec-promise-objects',
  elements: { Array: 0, ReadonlyArray: 0, Set: 0, ReadonlySet: 0, Iterable: 0, Record: 1, Map: 1, ReadonlyMap: 1, WeakMap: 1 },
  rows: [
    { methods: 'get at find findLast pop shift', arity: [0, 2], gives: ELEMENT, hands: ITEM },
    { methods: 'values slice concat reverse sort toSorted toReversed flat', gives: ELEMENTS },
    { methods: 'filter', gives: ELEMENTS, hands: ITEM },
    { methods: 'forEach some every findIndex reduce', hands: ITEM },
    { methods: 'map', gives: [{ from: { returned: 0 }, inside: true }], hands: ITEM },
    { methods: 'flatMap', gives: [{ from: { returned: 0 }, element: true, inside: true }], hands: ITEM },
    { methods: 'entries', arity: 0, gives: PAIRS },
    { methods: 'set', arity: 2, puts: [{ from: 1 }], gives: SAME },
    { methods: 'push unshift', puts: [{ from: 'arguments' }] },
    { methods: 'add', arity: 1, puts: FIRST, gives: SAME },
    { methods: 'bind', gives: SAME },
    { methods: 'then', gives: [{ from: { returned: 0 } }], hands: { to: 0, param: 0 } },
    { methods: 'catch finally', gives: SAME },
    { of: 'Object', methods: 'values', gives: OF_FIRST },
    { of: 'Object', methods: 'entries', gives: [{ from: 0, element: true, inside: true, pairs: 'given' }] },
    { of: 'Object', methods: 'freeze seal preventExtensions', gives: FIRST },
    { of: 'Object', methods: 'assign', gives: [{ from: 'arguments' }] },
    { of: 'Object', methods: 'fromEntries', gives: OF_PAIRS },
    { of: 'Array', methods: 'from', gives: OF_FIRST },
    { of: 'Array', methods: 'of', gives: ALL },
    { of: 'Promise', methods: 'resolve', gives: FIRST },
    { of: 'Promise', methods: 'all', gives: OF_FIRST },
    { of: '', methods: 'structuredClone Boolean', gives: FIRST },
    { of: 'new', methods: 'Set Array', gives: OF_FIRST },
    { of: 'new', methods: 'Map WeakMap', gives: OF_PAIRS },
  ],
};

/** Collections, streams and optional values of the JDK. */
const java: TransferTable = {
  language: 'java',
  source: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/package-summary.html and java/util/stream/Stream.html',
  elements: {
    Collection: 0, Iterable: 0, Iterator: 0, List: 0, ArrayList: 0, LinkedList: 0, CopyOnWriteArrayList: 0, Set: 0, HashSet: 0, LinkedHashSet: 0, EnumSet: 0, SortedSet: 0,
    TreeSet: 0, Queue: 0, Deque: 0, ArrayDeque: 0, BlockingQueue: 0, Stream: 0, Array: 0, ObjectProvider: 0, ImmutableList: 0, ImmutableSet: 0,
    Map: 1, HashMap: 1, LinkedHashMap: 1, TreeMap: 1, SortedMap: 1, ConcurrentHashMap: 1, ConcurrentMap: 1, WeakHashMap: 1, EnumMap: 1, ImmutableMap: 1, Entry: 1, 'Map.Entry': 1,
  },
  rows: [
    { methods: 'get getFirst getLast remove elementAt', arity: 1, gives: ELEMENT },
    { methods: 'get getObject getIfAvailable getIfUnique orElseThrow join', arity: [0, 1], gives: SAME },
    { methods: 'getOrDefault', arity: 2, gives: [{ from: 'receiver', element: true }, { from: 1 }] },
    { methods: 'poll peek element pop next getFirst getLast getValue', arity: 0, gives: ELEMENT },
    { methods: 'findFirst findAny', arity: 0, gives: ELEMENT },
    { methods: 'orElse', arity: 1, gives: [{ from: 'receiver' }, { from: 0 }] },
    { methods: 'orElseGet', arity: 1, gives: [{ from: 'receiver' }, { from: { returned: 0 } }] },
    { methods: 'computeIfAbsent', arity: 2, gives: [{ from: 'receiver', element: true }, { from: { returned: 1 } }], puts: [{ from: { returned: 1 } }] },
    { methods: 'values stream parallelStream iterator toList toArray sorted distinct limit skip collect orderedStream', gives: ELEMENTS },
    { methods: 'entrySet', arity: 0, gives: PAIRS },
    { methods: 'filter', gives: ELEMENTS, hands: ITEM },
    { methods: 'peek', arity: 1, gives: ELEMENTS, hands: ITEM },
    { methods: 'map', gives: [{ from: { returned: 0 } }, { from: { returned: 0 }, inside: true }], hands: ITEM },
    { methods: 'flatMap', gives: [{ from: { returned: 0 } }], hands: ITEM },
    { methods: 'forEach ifPresent forEachOrdered removeIf anyMatch allMatch noneMatch', hands: ITEM },
    { methods: 'put putIfAbsent', arity: 2, puts: [{ from: 1 }] },
    { methods: 'add offer addLast addFirst push addIfAbsent', arity: 1, puts: FIRST },
    { methods: 'add', arity: 2, puts: [{ from: 1 }] },
    { methods: 'addAll putAll', arity: 1, puts: [{ from: 0, element: true }] },
    { of: 'Optional', methods: 'of ofNullable', gives: FIRST },
    { of: 'Objects', methods: 'requireNonNull', gives: FIRST },
    { of: 'Objects', methods: 'requireNonNullElse', gives: [{ from: 0 }, { from: 1 }] },
    ...['List', 'Set', 'Stream', 'ImmutableList', 'ImmutableSet', 'EnumSet'].map((of): TransferRow => ({ of, methods: 'of', gives: ALL })),
    ...['List', 'Set', 'Map', 'ImmutableList', 'ImmutableSet', 'ImmutableMap'].map((of): TransferRow => ({ of, methods: 'copyOf', gives: OF_FIRST })),
    { of: 'Arrays', methods: 'asList', gives: ALL },
    { of: 'Arrays', methods: 'stream', gives: OF_FIRST },
    { of: 'Collections', methods: 'singletonList singleton', gives: ALL },
    { of: 'Collections', methods: 'unmodifiableList unmodifiableSet unmodifiableMap unmodifiableCollection synchronizedList synchronizedMap', gives: OF_FIRST },
    { of: 'Map', methods: 'of', gives: [{ from: 'pairs', inside: true }] },
    { of: 'ImmutableMap', methods: 'of', gives: [{ from: 'pairs', inside: true }] },
    { of: 'Map', methods: 'ofEntries', gives: [{ from: 'arguments', element: true, inside: true }] },
    { of: 'Map', methods: 'entry', gives: [{ from: 1, inside: true }] },
    { of: 'Collections', methods: 'singletonMap', gives: [{ from: 1, inside: true }] },
    { of: 'new', methods: 'ArrayList LinkedList HashSet LinkedHashSet TreeSet ArrayDeque CopyOnWriteArrayList HashMap LinkedHashMap TreeMap ConcurrentHashMap', arity: 1, gives: OF_FIRST },
    { of: 'new', methods: 'AtomicReference', arity: 1, gives: FIRST },
  ],
};

/** How values go through calls of the languages' runtimes. */
export const transfers: readonly TransferTable[] = [script, java];
