import { later, type Callback, type Idioms } from '../../flow/idioms';
import { reactive } from './reactive-idioms';

/** java.util.concurrent, Spring's futures, and the usual helpers. */
export const javaIdioms: Idioms = {
  waits: new Set(['get', 'join', 'resultNow', 'block', 'getNow', 'blockingGet', 'await', 'getUnchecked', 'getDone']),
  throwsChecked: new Set(['get', 'await', 'getDone']),
  // Future.get, CompletableFuture.join.
  wraps: { get: ['ExecutionException', 'TimeoutException'], join: ['CompletionException'] },
  passes: new Set(['toCompletableFuture', 'completable', 'orTimeout', 'copy', 'thenApply', 'thenCompose', 'thenCombine', 'thenApplyAsync', 'thenComposeAsync', 'completeOnTimeout', 'whenCompleteAsync',
    // Reactor: operators that leave a failure as it is, or only look on.
    'flatMap', 'then', 'thenReturn', 'switchIfEmpty', 'defaultIfEmpty', 'doOnNext', 'doOnSuccess', 'doOnTerminate', 'doFinally',
    'onErrorMap', 'retry', 'retryWhen', 'timeout', 'subscribeOn', 'publishOn', 'toFuture', ...reactive.passes]),
  successOnly: new Set(['thenAccept', 'thenRun', 'thenAcceptAsync', 'thenRunAsync']),
  failureCallbacks: {
    whenComplete: { argument: 0, failure: 1, passes: true },
    whenCompleteAsync: { argument: 0, failure: 1, passes: true },
    handle: { argument: 0, failure: 1 },
    handleAsync: { argument: 0, failure: 1 },
    exceptionally: { argument: 0, failure: 0 },
    addCallback: { argument: 1, failure: 0, method: 'onFailure' },
    ...reactive.failureCallbacks,
  },
  recovers: reactive.recovers,
  links: reactive.links,
  streams: reactive.streams,
  combines: new Set(['CompletableFuture.allOf', 'CompletableFuture.anyOf', 'Futures.allAsList', 'fromFuture', 'fromCompletionStage', 'JdkFutureAdapters.listenInPoolThread']),
  races: new Set(['CompletableFuture.anyOf']),
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
    // What `onNext` throws is given to `onError` (reactor-core 3.6, LambdaMonoSubscriber.onNext; RxJava 3, LambdaObserver.onNext).
    subscribe: { ...later('reactive'), failures: 1 },
    // What a `Runnable` or `Consumer` gives is dropped, also where its body is an expression.
    ...Object.fromEntries([
      'thenAccept', 'thenAcceptAsync', 'thenRun', 'thenRunAsync', 'whenComplete', 'whenCompleteAsync', 'fromRunnable',
      'doOnNext', 'doOnSuccess', 'doOnComplete', 'doOnTerminate', 'doAfterTerminate', 'doFinally',
    ].map((name): [string, Callback] => [name, { value: 'dropped', failure: 'result' }])),
    ...reactive.callbacks,
    executeWithoutResult: { value: 'dropped', failure: 'through' },
    Thread: later('thread'),
    startVirtualThread: later('thread'),
    addShutdownHook: later('thread'),
  },
  lazy: new Set(['map', 'doOnNext']),
  runsAlone: new Set(['executor', 'timer', 'thread']),
  givesNothing: new Set(['CommandLineRunner', 'ApplicationRunner', 'Runnable', 'Consumer', 'BiConsumer']),
  chainsThrow: false,
  oneThread: false,
  topRuns: false,
};
