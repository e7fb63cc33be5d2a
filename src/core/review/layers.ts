import type { Connector, KafkaModel, Layer, Ledger, Producer } from '../kafka/model';
import type { Answer } from '../settings/setting';
import { samePlace, type Place } from '../text/span';
import type { LayerReport, SafeFact } from './finding';
import { rangeOf, type Sources } from './ranges';

/** The way of a message. */
export const LAYERS: readonly Layer[] = ['producer', 'broker', 'consumer', 'detection', 'business'];

/** More places than these tell a reader nothing more. */
const PLACES = 10;

/** A good link of the chain: which things have it, and its words for one and for many of them. */
interface Strength {
  layer: Layer;
  one: string;
  many: string;
  places(model: KafkaModel): readonly Place[];
}

const real = <T extends { sample: boolean }>(things: readonly T[]): T[] => things.filter(thing => !thing.sample);
const is = (answer: Answer, ...values: string[]) => answer.known && values.includes(answer.value.toLowerCase());
const atLeast = (answer: Answer, least: number) => answer.known && Number(answer.value) >= least;
const businessSends = (model: KafkaModel) => real(model.sends).filter(send => send.purpose === 'business');

const ledgers = (what: Ledger['what']) => (model: KafkaModel) => real(model.ledgers).filter(ledger => ledger.what === what);

/** The producer waits for all in-sync replicas, and none of its sends says otherwise. */
function waitsForAll({ setting, sends }: Producer): boolean {
  return (
    is(setting('acks'), 'all', '-1') && sends.every(({ acks }) => !acks || (acks.value.known && ['all', '-1'].includes(acks.value.value)))
  );
}

/** Beside fewer acks or without retries the client switches idempotence off, or refuses to start. */
function isIdempotent(producer: Producer): boolean {
  return is(producer.setting('enable.idempotence'), 'true') && waitsForAll(producer) && !is(producer.setting('retries'), '0');
}

/** Goes on past records that fail, and keeps them. */
function keepsFailures({ kind, setting }: Connector): boolean {
  const [queue, tolerance] = ['errors.deadletterqueue.topic.name', 'errors.tolerance'].map(key => setting(key)?.value);
  return kind === 'sink' && tolerance?.known === true && tolerance.value === 'all' && queue?.known === true && queue.value !== '';
}

const STRENGTHS: readonly Strength[] = [
  {
    layer: 'producer', one: 'send hands its outcome to its caller', many: 'sends hand their outcome to their caller',
    places: model => businessSends(model).filter(send => (send.fate === 'awaited' || send.fate === 'returned') && !send.unseen),
  },
  {
    layer: 'producer', one: 'send keeps the record or passes the failure on when it fails', many: 'sends keep the record or pass the failure on when they fail',
    places: model => businessSends(model).filter(send => send.fate === 'handled' && !send.unseen),
  },
  {
    layer: 'producer', one: 'producer waits for all in-sync replicas (`acks=all`)', many: 'producers wait for all in-sync replicas (`acks=all`)',
    places: model => real(model.producers).filter(waitsForAll),
  },
  {
    layer: 'producer', one: 'producer is idempotent', many: 'producers are idempotent',
    places: model => real(model.producers).filter(isIdempotent),
  },
  {
    layer: 'producer', one: 'producer is flushed or closed', many: 'producers are flushed or closed',
    places: model => real(model.producers).filter(producer => producer.closed.length > 0),
  },
  {
    layer: 'broker', one: 'cluster accepts a record only on two or more replicas', many: 'clusters accept a record only on two or more replicas',
    places: model => real(model.clusters).filter(cluster => atLeast(cluster.setting('min.insync.replicas'), 2)),
  },
  {
    layer: 'broker', one: 'cluster never elects a replica that lags behind', many: 'clusters never elect a replica that lags behind',
    places: model => real(model.clusters).filter(cluster => is(cluster.setting('unclean.leader.election.enable'), 'false')),
  },
  {
    layer: 'broker', one: 'cluster gives new topics three or more replicas', many: 'clusters give new topics three or more replicas',
    places: model => real(model.clusters).filter(cluster => atLeast(cluster.setting('default.replication.factor'), 3)),
  },
  {
    layer: 'broker', one: 'cluster keeps its data on persistent storage', many: 'clusters keep their data on persistent storage',
    places: model => real(model.clusters).filter(({ storage }) =>
      storage.length > 0 && storage.every(({ kind, deleted }) => kind === 'persistent' && !deleted)),
  },
  {
    layer: 'broker', one: 'topic has three or more replicas', many: 'topics have three or more replicas',
    places: model => real(model.topics).filter(topic => atLeast(topic.setting('replication.factor'), 3)),
  },
  {
    layer: 'broker', one: 'topic accepts a record only on two or more replicas', many: 'topics accept a record only on two or more replicas',
    places: model => real(model.topics).filter(topic => atLeast(topic.setting('min.insync.replicas'), 2)),
  },
  {
    layer: 'consumer', one: 'commit stands after the work', many: 'commits stand after the work',
    places: model => real(model.commits).filter(commit => commit.order === 'after' && !commit.handler?.unseen),
  },
  {
    layer: 'consumer', one: 'handler counts a record as done only when it returns, and neither swallows failures nor leaves work behind',
    many: 'handlers count a record as done only when they return, and neither swallow failures nor leave work behind',
    places: model => real(model.handlers).filter(handler =>
      handler.commits === 'on-return' && !handler.trivial && !handler.unseen
      && [handler.swallows, handler.detached, handler.left, handler.outOfOrder].every(faults => faults.length === 0)
      && (handler.future?.outcome ?? 'kept') === 'kept'),
  },
  {
    layer: 'consumer', one: 'consumer has automatic commits off', many: 'consumers have automatic commits off',
    places: model => real(model.consumers).filter(one => is(one.setting('enable.auto.commit'), 'false') && !one.neverCommits),
  },
  {
    layer: 'consumer', one: 'consumer starts from the oldest record when it has no offset', many: 'consumers start from the oldest record when they have no offset',
    places: model => real(model.consumers).filter(consumer => is(consumer.setting('auto.offset.reset'), 'earliest')),
  },
  {
    layer: 'detection', one: 'listener or container puts records that keep failing on a dead-letter topic',
    many: 'listeners and containers put records that keep failing on a dead-letter topic',
    places: model => real(model.containers).filter(container => container.failures === 'dead-letter'),
  },
  {
    layer: 'detection', one: 'connector puts records that it cannot read on a dead-letter topic',
    many: 'connectors put records that they cannot read on a dead-letter topic',
    places: model => real(model.connectors).filter(keepsFailures),
  },
  {
    layer: 'detection', one: 'send puts a record that failed on a dead-letter topic', many: 'sends put records that failed on a dead-letter topic',
    places: model => real(model.sends).filter(({ purpose, wrapped, fate, unseen }) =>
      purpose === 'dead-letter' && !wrapped && !unseen && ['awaited', 'returned', 'handled'].includes(fate)),
  },
  {
    layer: 'detection', one: 'handler reads a dead-letter topic', many: 'handlers read dead-letter topics',
    places: model => real(model.handlers).filter(handler => handler.readsDeadLetters),
  },
  {
    layer: 'detection', one: 'write keeps what is missing in a sequence', many: 'writes keep what is missing in a sequence',
    places: ledgers('gaps'),
  },
  {
    layer: 'detection', one: 'package or container traces messages from their send to their handler',
    many: 'packages and containers trace messages from their send to their handler',
    places: model => real(model.watchers ?? []).filter(({ what }) => what === 'tracing'),
  },
  {
    layer: 'detection', one: 'container tells how far consumers lag behind', many: 'containers tell how far consumers lag behind',
    places: model => real(model.watchers ?? []).filter(({ what }) => what === 'lag'),
  },
  {
    layer: 'detection', one: 'commit reports its own failure', many: 'commits report their own failure',
    places: model => real(model.commits).filter(commit => commit.checked === 'thrown' || commit.checked === 'callback'),
  },
  {
    layer: 'business', one: 'write keeps a message in an outbox until it is sent', many: 'writes keep messages in an outbox until they are sent',
    places: ledgers('outbox'),
  },
  {
    layer: 'business', one: 'send empties an outbox', many: 'sends empty an outbox',
    places: model => ledgers('relay')(model).filter(relay => !model.earlyMarks.some(mark => samePlace(mark, relay))),
  },
  {
    layer: 'business', one: 'write remembers a handled message, so that one that comes twice has one effect',
    many: 'writes remember handled messages, so that one that comes twice has one effect',
    places: ledgers('handled'),
  },
  {
    layer: 'business', one: 'send is part of a Kafka transaction', many: 'sends are part of a Kafka transaction',
    places: model => businessSends(model).filter(send => send.transaction),
  },
];

/** What is safe in each layer: counted facts, each with the places where it was seen. */
export function layerReports(model: KafkaModel, sources: Sources): LayerReport[] {
  return LAYERS.map(layer => ({
    layer,
    safe: STRENGTHS.filter(strength => strength.layer === layer).flatMap(strength => fact(strength, model, sources) ?? []),
  }));
}

function fact(strength: Strength, model: KafkaModel, sources: Sources): SafeFact | undefined {
  // One call may be seen from several sides.
  const key = ({ path, span }: Place) => `${path}:${span.start}`;
  // What a question is open about is not safe.
  const open = new Set(model.undecided.filter(({ layer }) => layer === strength.layer).map(key));
  const places = [...new Map(strength.places(model).filter(place => !open.has(key(place))).map(place => [key(place), place])).values()];
  if (places.length === 0) return undefined;
  const [first, ...also] = places.slice(0, PLACES).map(place => ({ path: place.path, range: rangeOf(place, sources) }));
  const text = places.length === 1 ? `1 ${strength.one}` : `${places.length} ${strength.many}`;
  return { text, ...first, ...(also.length > 0 ? { also } : {}) };
}
