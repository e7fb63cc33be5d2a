import type { Cluster, Topic } from '../kafka/cluster';
import type { Commit, Connector, Consumer, Container, Handler, KafkaModel, Layer, Producer, Send } from '../kafka/model';
import { numberOf } from '../kafka/loudness';
import type { Place } from '../text/span';
import type { Finding, Thing, UndecidedQuestion, Verdict } from './finding';
import { rangeOf, type Sources } from './ranges';

/** What rules and the workspace said, which a count must not contradict. */
export interface Said {
  findings: readonly Finding[];
  suppressed: readonly { finding: Finding }[];
  undecided: readonly UndecidedQuestion[];
}

/** A kind of thing that a layer is made of, and what its own facts say of each; `also` are places that belong to it. */
interface Kind<T extends Place> {
  layer: Layer;
  what: string;
  of(model: KafkaModel): readonly T[];
  verdict(thing: T, watch: Watch): Verdict;
  also?(thing: T): readonly (Place | undefined)[];
  /** Rules of other layers that speak of it; those of its own layer do anyhow. */
  rules?: readonly string[];
}

/** What in a model would notice that a record of a handler is lost. */
class Watch {
  /** Something looks for gaps. */
  readonly seesGaps: boolean;
  /** What the containers of listeners do with what fails, by `startKey`. */
  readonly failures = new Map<string, Container['failures']>();
  /** Files that send what fails to a dead-letter topic, and do not lose it there. */
  readonly deadLetters: ReadonlySet<string>;

  /** Topics of what failed, that somebody reads. */
  readonly readDeadLetters: readonly string[];
  /** Something traces messages, or shows how far consumers lag. */
  readonly watches: boolean;

  constructor({ ledgers, containers, sends, handlers, watchers = [] }: KafkaModel) {
    this.seesGaps = ledgers.some(({ what, sample }) => what === 'gaps' && !sample);
    this.readDeadLetters = real(handlers).filter(({ readsDeadLetters }) => readsDeadLetters).flatMap(({ topics = [] }) => topics);
    this.watches = real(watchers).length > 0;
    for (const one of containers) {
      for (const key of (one.calls ?? [one]).map(startKey)) if (!this.failures.has(key)) this.failures.set(key, one.failures);
    }
    this.deadLetters = new Set(sends.flatMap(({ purpose, path, fate }) => (purpose === 'dead-letter' && KEPT.has(fate) ? path : [])));
  }
}

const KEPT: ReadonlySet<Send['fate']> = new Set(['awaited', 'returned', 'handled']);

function startKey({ path, span }: Place): string {
  return `${path}:${span.start}`;
}

const real = <T extends { sample: boolean }>(things: readonly T[]): T[] => things.filter(thing => !thing.sample);

const sends: Kind<Send> = {
  layer: 'producer', what: 'sends',
  of: model => real(model.sends),
  verdict: ({ fate, transaction, unseen }) => transaction ? 'safe' : unseen || fate === 'kept' || fate === 'unknown' ? 'undecided'
    : fate === 'awaited' || fate === 'returned' || fate === 'handled' ? 'safe' : 'at risk',
};

const producers: Kind<Producer> = {
  layer: 'producer', what: 'producers',
  of: model => real(model.producers),
  verdict({ setting }) {
    const acks = setting('acks');
    return !acks.known ? 'undecided' : /^(all|-1)$/i.test(acks.value) ? 'safe' : 'at risk';
  },
  also: ({ setting }) => ['acks', 'enable.idempotence', 'retries'].map(key => written(setting(key))),
};

const clusters: Kind<Cluster> = {
  layer: 'broker', what: 'clusters',
  of: model => real(model.clusters),
  verdict: ({ setting, storage }) =>
    (numberOf(setting('min.insync.replicas')) ?? 0) >= 2 && storage.every(({ kind }) => kind === 'persistent') ? 'safe' : 'undecided',
  also: cluster => [...CLUSTER_KEYS.flatMap(key => cluster.sites(key)), ...cluster.storage.flatMap(disk => [disk, disk.deleted])],
};

const CLUSTER_KEYS = [
  'min.insync.replicas', 'unclean.leader.election.enable', 'default.replication.factor', 'auto.create.topics.enable',
  'offsets.topic.replication.factor', 'transaction.state.log.replication.factor', 'transaction.state.log.min.isr',
  'log.flush.interval.messages', 'log.flush.interval.ms', 'log.retention.ms', 'log.retention.minutes', 'log.retention.hours',
  'log.retention.bytes', 'controller.quorum.voters',
];

const topics: Kind<Topic> = {
  layer: 'broker', what: 'topics',
  of: model => real(model.topics),
  verdict: ({ setting }) => (numberOf(setting('replication.factor')) ?? 0) >= 3 ? 'safe' : 'undecided',
  also: ({ setting }) => ['replication.factor', 'min.insync.replicas', 'unclean.leader.election.enable'].map(key => written(setting(key))),
};

const handlers: Kind<Handler> = {
  layer: 'consumer', what: 'handlers',
  of: model => real(model.handlers),
  verdict: ({ trivial, swallows, detached, left, outOfOrder, single, unseen, future, commits }) =>
    trivial
      ? 'safe'
      : single || swallows.length + left.length + outOfOrder.length > 0 || detached.some(({ asked }) => !asked)
        ? 'at risk'
        : unseen || detached.length > 0 || future?.outcome === 'unknown' || commits === 'unknown'
          ? 'undecided'
          : 'safe',
  also: ({ swallows, detached, left, outOfOrder, single, future, closing }) =>
    [...swallows, ...detached, ...left, ...outOfOrder, single, future, closing],
};

const commits: Kind<Commit> = {
  layer: 'consumer', what: 'commits',
  of: model => real(model.commits),
  verdict: ({ order }) => order === 'after' ? 'safe' : order === 'unknown' ? 'undecided' : 'at risk',
  also: ({ offset }) => [offset],
};

const consumers: Kind<Consumer> = {
  layer: 'consumer', what: 'consumers',
  of: model => real(model.consumers),
  verdict: ({ setting, ownPosition, commitsHandled }) =>
    ownPosition || commitsHandled ? 'safe' : setting('enable.auto.commit').known ? 'safe' : 'undecided',
  also: ({ setting, subscribes }) => [subscribes, ...['enable.auto.commit', 'auto.offset.reset'].map(key => written(setting(key)))],
};

/** Whether somebody would notice that a record of a handler is lost: it is kept elsewhere when it fails, or gaps are looked for. */
const watched: Kind<Handler> = {
  layer: 'detection', what: 'handlers whose failed records are kept',
  of: model => real(model.handlers).filter(({ trivial, readsDeadLetters }) => !trivial && !readsDeadLetters),
  verdict(handler, { seesGaps, failures: known, deadLetters }) {
    if (handler.retryTopic || seesGaps) return 'safe';
    const failures = known.get(startKey(handler));
    if (failures !== undefined) return failures === 'unknown' ? 'undecided' : failures === 'skipped' ? 'at risk' : 'safe';
    return deadLetters.has(handler.path) ? 'safe' : 'at risk';
  },
  rules: ['no-dead-letter'],
};

type OfTopic = Place & { topic: string };

/** Whether somebody would notice that messages of a topic are lost: gaps are looked for, or what fails of it is read. */
const noticed: Kind<OfTopic> = {
  layer: 'detection', what: 'topics of which somebody would notice a loss',
  of(model) {
    const sends = real(model.sends).filter(({ purpose, wrapped }) => purpose === 'business' && !wrapped);
    const handlers = real(model.handlers).filter(({ readsDeadLetters }) => !readsDeadLetters);
    const read = handlers.flatMap(one => (one.topics ?? []).map(topic => ofTopic(topic, one)));
    const all = [...read, ...sends.map(one => ofTopic(one.topic, one))];
    return [...new Map(all.flatMap(one => (one ? [[one.topic, one]] : []))).values()];
  },
  verdict: ({ topic }, { seesGaps, readDeadLetters, watches }) => seesGaps || readDeadLetters.some(name => name.startsWith(topic)) ? 'safe'
    // Who looks at them is not in view.
    : watches ? 'undecided' : 'at risk',
};

function ofTopic(topic: string | undefined, { path, span }: Place): OfTopic | undefined {
  return topic === undefined ? undefined : { topic, path, span };
}

/** Whether a connector goes on past what fails without a word. */
const connectors: Kind<Connector> = {
  layer: 'detection', what: 'connectors that stop at what fails or keep it',
  of: model => real(model.connectors),
  verdict({ setting }) {
    const tolerance = setting('errors.tolerance')?.value;
    return tolerance === undefined || (tolerance.known && tolerance.value === 'none') ? 'safe' : 'undecided';
  },
  also: ({ setting }) => [setting('errors.tolerance')],
  rules: ['tolerated-connect-errors'],
};

const writes: Kind<Place & { verdict: Verdict }> = {
  layer: 'business', what: 'database writes beside messages',
  of: model => [
    ...real(model.dualWrites).map(({ write, path, span }) => ({ path, span, write, verdict: 'at risk' as const })),
    ...real(model.earlyMarks).map(({ path, span }) => ({ path, span, verdict: 'at risk' as const })),
    ...real(model.hookedSends).map(({ path, span }) => ({ path, span, verdict: 'at risk' as const })),
    ...real(model.ledgers)
      .filter(({ what }) => what === 'outbox' || what === 'handled')
      .map(ledger => ({ ...ledger, verdict: 'safe' as const })),
  ],
  verdict: ({ verdict }) => verdict,
};

/** In the order of the layers. */
export const KINDS: readonly Kind<Place>[] = [
  sends, producers, clusters, topics, handlers, commits, consumers, watched, noticed, connectors, writes,
];

/** Each thing of each layer, once, with the one verdict that its facts, the findings and the open questions leave it. */
export function things(model: KafkaModel, said: Said, sources: Sources): Thing[] {
  const told = [...said.findings, ...said.suppressed.map(({ finding }) => finding)].filter(({ severity }) => severity !== 'info');
  const watch = new Watch(model);
  return KINDS.flatMap(kind => {
    const risks = new Set(told.filter(({ layer, rule }) => layer === kind.layer || kind.rules?.includes(rule)).map(startOf));
    const questions = new Set(said.undecided.filter(({ layer }) => layer === kind.layer).map(startOf));
    const found = new Map<string, Thing>();
    for (const thing of kind.of(model)) {
      const { path } = thing, range = rangeOf(thing, sources), key = startKey(thing);
      const places = [thing, ...(kind.also?.(thing) ?? [])]
        .flatMap(place => place ?? [])
        .map(place => startOf({ path: place.path, range: rangeOf(place, sources) }));
      const own = kind.verdict(thing, watch);
      const open = own === 'safe' && places.some(place => questions.has(place));
      const verdict = places.some(place => risks.has(place)) ? 'at risk' : open ? 'undecided' : own;
      const twin = found.get(key);
      if (!twin || WORSE.indexOf(verdict) > WORSE.indexOf(twin.verdict))
        found.set(key, { layer: kind.layer, what: kind.what, path, range, verdict });
    }
    return [...found.values()];
  });
}

function startOf({ path, range: { start } }: Pick<Thing, 'path' | 'range'>): string {
  return `${path}:${start.line}:${start.column}`;
}

const WORSE: readonly Verdict[] = ['safe', 'undecided', 'at risk'];

function written(answer: ReturnType<Producer['setting']>): Place | undefined {
  return answer.known && answer.from !== 'default' ? answer.site : undefined;
}
