import { later, type Callback, type Idioms } from '../../flow/idioms';

type Reactive = Pick<Idioms, 'failureCallbacks' | 'recovers' | 'links' | 'streams' | 'callbacks'> & { passes: readonly string[] };

/** Names of methods, each behind another one: `onItem.transform`. */
const behind = (step: string, names: string): string[] => names.split(' ').map(name => `${step}.${name}`);

// Mutiny 2.9, groups of Uni and Multi (UniOnItem, UniOnFailure, UniRetry, UniSubscribe …).
const MUTINY = [
  'onItem', 'onFailure', 'onItemOrFailure', 'onTermination', 'onCancellation', 'onSubscription', 'onCompletion', 'ifNoItem', 'memoize',
  'select', 'skip', 'group', 'replaceWith', 'replaceWithVoid', 'replaceWithNull', 'replaceIfNullWith', 'eventually', 'emitOn',
  'runSubscriptionOn', 'subscribeAsCompletionStage',
  ...behind('onItem', 'transform transformToUni transformToMulti transformToUniAndConcatenate transformToUniAndMerge transformToMultiAndConcatenate'
    + ' transformToMultiAndMerge transformToIterable invoke call ignore ignoreAsUni castTo ifNull ifNotNull delayIt failWith disjoint scan'),
  ...behind('ifNull', 'continueWith failWith fail switchTo'), ...behind('ifNotNull', 'transform transformToUni transformToMulti invoke call'),
  ...behind('onFailure', 'transform retry'),
  ...['retry', 'withBackOff', 'withJitter'].flatMap(step => behind(step, 'atMost indefinitely until when expireIn expireAt withBackOff withJitter')),
  ...['onCancellation', 'onSubscription', 'onCompletion'].flatMap(step => behind(step, 'invoke call')),
  ...behind('ifNoItem', 'after'), ...behind('after', 'fail failWith'),
  ...behind('memoize', 'indefinitely until'), ...behind('delayIt', 'by until'),
  ...behind('select', 'where first distinct when'), ...behind('skip', 'first where'), ...behind('subscribe', 'asCompletionStage'),
  ...['transformToUni', 'transformToMulti'].flatMap(step => behind(step, 'concatenate merge')),
  ...behind('collect', 'asList first last asMap with'),
  ...['Uni', 'Multi'].flatMap(type => behind(type, 'map flatMap chain call invoke filter collect toMulti toUni log concatMap broadcast')),
];

// reactor-core 3.7: operators of Mono and Flux that leave a failure as it is.
const REACTOR = ['Mono', 'Flux'].flatMap(type => behind(type, 'map filter filterWhen concatMap concatMapDelayError flatMapMany flatMapSequential'
  + ' flatMapIterable thenMany thenEmpty handle log as cache name tag checkpoint contextWrite collectList collectMap next single singleOrEmpty'
  + ' last doOnSubscribe doOnEach doOnCancel doOnComplete doOnRequest doAfterTerminate delayElement delayElements cast ofType transform'
  + ' transformDeferred buffer bufferTimeout window windowTimeout groupBy limitRate take index zipWith mapNotNull switchMap parallel sequential'));

const isQualified = (name: string): boolean => name.includes('.');

const lookingOn: Callback = { value: 'dropped', failure: 'result' };

/** Links that put something else in the place of a failure. */
const RECOVERS = ['onFailure.recoverWithNull', 'onFailure.recoverWithCompletion', 'onErrorComplete'];

const failureCallbacks: Idioms['failureCallbacks'] = {
  'onFailure.invoke': { argument: 0, failure: 0, passes: true },
  'onFailure.call': { argument: 0, failure: 0, passes: true },
  'onFailure.recoverWithItem': { argument: 0, failure: 0, value: true },
  'onFailure.recoverWithUni': { argument: 0, failure: 0, value: true },
  'onFailure.recoverWithMulti': { argument: 0, failure: 0, value: true },
  'onItemOrFailure.transform': { argument: 0, failure: 1 },
  'onItemOrFailure.transformToUni': { argument: 0, failure: 1 },
  'onItemOrFailure.transformToMulti': { argument: 0, failure: 1 },
  'onItemOrFailure.invoke': { argument: 0, failure: 1, passes: true },
  'onItemOrFailure.call': { argument: 0, failure: 1, passes: true },
  'onTermination.invoke': { argument: 0, failure: 1, passes: true },
  'onTermination.call': { argument: 0, failure: 1, passes: true },
  // Without the second function it goes to `Infrastructure.handleDroppedException`, and to Reactor's `onErrorDropped`: a line in the log.
  'subscribe.with': { argument: 1, failure: 0, last: true },
  subscribe: { argument: 1, failure: 0, last: true },
  doOnError: { argument: 0, failure: 0, passes: true },
  onErrorResume: { argument: 0, failure: 0 },
  onErrorReturn: { argument: 0, failure: 0, value: true },
  onErrorContinue: { argument: 0, failure: 0 },
};

const callbacks: Idioms['callbacks'] = {
  ...Object.fromEntries(['onItem', 'onFailure', 'onItemOrFailure', 'onTermination', 'ifNotNull', 'Uni', 'Multi']
    .map(step => [`${step}.invoke`, lookingOn])),
  'subscribe.with': { ...later('reactive'), failures: 1 },
};

/** How failures go through the chains of Mutiny and Reactor. */
export const reactive: Reactive = {
  passes: [...MUTINY, ...REACTOR],
  failureCallbacks,
  recovers: new Set(RECOVERS),
  links: new Set([...MUTINY, ...REACTOR, ...RECOVERS, ...Object.keys({ ...failureCallbacks, ...callbacks })].filter(isQualified)),
  streams: {
    'io.smallrye.mutiny.Uni': 'Uni', 'io.smallrye.mutiny.Multi': 'Multi',
    'reactor.core.publisher.Mono': 'Mono', 'reactor.core.publisher.Flux': 'Flux',
  },
  callbacks,
};
