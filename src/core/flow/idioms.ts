/**
 * What promises, futures, callbacks and loggers are called in each language: knowledge of runtimes, not of Kafka.
 * Only names whose meaning does not depend on the receiver are listed.
 */
export interface Idioms {
  /** Methods of a future by which its failure reaches the caller. */
  waits: ReadonlySet<string>;
  /** Those of them that throw it as a checked exception. */
  throwsChecked: ReadonlySet<string>;
  /** Methods that give another future with the same failure. */
  passes: ReadonlySet<string>;
  /** Methods that take a callback for the success only, and give a future with the same failure. */
  successOnly: ReadonlySet<string>;
  /** Methods that take a failure callback: the argument, and which of its parameters is the failure. */
  failureCallbacks: Readonly<Record<string, { argument: number; failure: number; method?: string; passes?: boolean }>>;
  /** Functions that make one future of many: their result carries the failures. */
  combines: ReadonlySet<string>;
  /** Like `combines`, but the failures must be read out of the result. */
  settles: ReadonlySet<string>;
  /** Functions that give a promise or future which is through, and did not fail. */
  done: ReadonlySet<string>;
  /** Methods that put a value into a collection. */
  collects: ReadonlySet<string>;
  /** How functions given to a call are treated. */
  callbacks: Readonly<Record<string, Callback>>;
}

/**
 * `value`: what becomes of the callback's own result. `failure`: where an exception of the callback goes.
 * `how` names the way in which work in it is detached.
 */
export interface Callback {
  value: 'dropped' | 'result';
  failure: 'through' | 'lost' | 'result';
  how?: 'executor' | 'timer' | 'emitter' | 'queue' | 'reactive' | 'thread' | 'callback' | 'promise';
}

const later = (how: Callback['how']): Callback => ({ value: 'dropped', failure: 'lost', how });

/** ECMAScript promises and the usual helpers. */
export const scriptIdioms: Idioms = {
  waits: new Set(),
  throwsChecked: new Set(),
  passes: new Set(['finally']),
  successOnly: new Set([]),
  failureCallbacks: { catch: { argument: 0, failure: 0 }, then: { argument: 1, failure: 0 } },
  combines: new Set(['Promise.all', 'Promise.race', 'Promise.any', 'Promise.resolve', 'from', 'lastValueFrom', 'firstValueFrom']),
  settles: new Set(['Promise.allSettled']),
  done: new Set(['Promise.resolve']),
  collects: new Set(['push', 'add', 'unshift']),
  callbacks: {
    forEach: { value: 'dropped', failure: 'through' },
    map: { value: 'result', failure: 'through' },
    flatMap: { value: 'result', failure: 'through' },
    filter: { value: 'dropped', failure: 'through' },
    setTimeout: later('timer'),
    setInterval: later('timer'),
    setImmediate: later('timer'),
    nextTick: later('timer'),
    queueMicrotask: later('timer'),
    on: later('emitter'),
    once: later('emitter'),
    addListener: later('emitter'),
    addEventListener: later('emitter'),
    subscribe: later('reactive'),
  },
};

/** java.util.concurrent, Spring's futures, and the usual helpers. */
export const javaIdioms: Idioms = {
  waits: new Set(['get', 'join', 'resultNow', 'block', 'getNow', 'blockingGet', 'await', 'getUnchecked', 'getDone']),
  throwsChecked: new Set(['get', 'await', 'getDone']),
  passes: new Set(['toCompletableFuture', 'completable', 'orTimeout', 'copy', 'thenApply', 'thenCompose', 'thenCombine', 'thenApplyAsync', 'thenComposeAsync', 'completeOnTimeout', 'whenCompleteAsync',
    // Reactor: operators that leave a failure as it is, or only look on.
    'flatMap', 'then', 'thenReturn', 'switchIfEmpty', 'defaultIfEmpty', 'doOnNext', 'doOnSuccess', 'doOnError', 'doOnTerminate', 'doFinally',
    'onErrorMap', 'retry', 'retryWhen', 'timeout', 'subscribeOn', 'publishOn', 'toFuture']),
  successOnly: new Set(['thenAccept', 'thenRun', 'thenAcceptAsync', 'thenRunAsync']),
  failureCallbacks: {
    whenComplete: { argument: 0, failure: 1, passes: true },
    whenCompleteAsync: { argument: 0, failure: 1, passes: true },
    handle: { argument: 0, failure: 1 },
    handleAsync: { argument: 0, failure: 1 },
    exceptionally: { argument: 0, failure: 0 },
    addCallback: { argument: 1, failure: 0, method: 'onFailure' },
  },
  combines: new Set(['CompletableFuture.allOf', 'CompletableFuture.anyOf', 'Futures.allAsList', 'fromFuture', 'fromCompletionStage', 'JdkFutureAdapters.listenInPoolThread']),
  settles: new Set([]),
  done: new Set(['CompletableFuture.completedFuture', 'CompletableFuture.completedStage', 'Mono.empty', 'Mono.just', 'Mono.justOrEmpty']),
  collects: new Set(['add', 'put', 'offer', 'addLast', 'push']),
  callbacks: {
    forEach: { value: 'dropped', failure: 'through' },
    ifPresent: { value: 'dropped', failure: 'through' },
    ifPresentOrElse: { value: 'dropped', failure: 'through' },
    peek: { value: 'dropped', failure: 'through' },
    map: { value: 'result', failure: 'result' },
    // Run before the call returns (java.util.Optional, Map, Collection, Objects).
    ...Object.fromEntries([
      'orElseGet', 'computeIfAbsent', 'computeIfPresent', 'compute', 'merge', 'requireNonNullElseGet',
    ].map((name): [string, Callback] => [name, { value: 'result', failure: 'through' }])),
    removeIf: { value: 'dropped', failure: 'through' },
    replaceAll: { value: 'dropped', failure: 'through' },
    execute: later('executor'),
    submit: { value: 'result', failure: 'result', how: 'executor' },
    schedule: { value: 'result', failure: 'result', how: 'timer' },
    scheduleAtFixedRate: later('timer'),
    scheduleWithFixedDelay: later('timer'),
    runAsync: { value: 'dropped', failure: 'result', how: 'executor' },
    supplyAsync: { value: 'result', failure: 'result', how: 'executor' },
    subscribe: later('reactive'),
    // What a `Runnable` or `Consumer` gives is dropped, also where its body is an expression.
    ...Object.fromEntries([
      'thenAccept', 'thenAcceptAsync', 'thenRun', 'thenRunAsync', 'whenComplete', 'whenCompleteAsync', 'fromRunnable',
      'doOnNext', 'doOnSuccess', 'doOnComplete', 'doOnTerminate', 'doAfterTerminate', 'doFinally',
    ].map((name): [string, Callback] => [name, { value: 'dropped', failure: 'result' }])),
    executeWithoutResult: { value: 'dropped', failure: 'through' },
    Thread: later('thread'),
    startVirtualThread: later('thread'),
    addShutdownHook: later('thread'),
  },
};
