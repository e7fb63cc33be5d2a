import type { Commit, Connector, Container, Handler, KafkaModel, Ledger } from '../kafka/model';
import { named } from '../kafka/subject';
import { samePlace, type Place } from '../text/span';
import type { Link, Question, Trait, Weakness } from './contract';
import { clientName, linkOf, traitOf, writtenAt, type Surroundings } from './link';

/** A handler as a link of the way. */
export function readerOf(around: Surroundings, model: KafkaModel, handler: Handler): Link {
  const containers = model.containers.filter(one => one.path === handler.path && one.span.start === handler.span.start);
  const commits = model.commits.filter(commit => commit.handler === handler);
  const handled = model.ledgers.find(one => one.what === 'handled' && one.handlers?.some(place => samePlace(place, handler)));
  return linkOf(around, {
    place: handler, name: handler.name ?? 'handler', kind: clientName(handler.library),
    traits: traitsOf(around, model, { handler, containers, commits, handled }), places: partsOf(handler, commits, containers),
    weak: [...lossesOf(around, handler, commits, containers), ...repeatsOf(around, handler, handled !== undefined)],
    open: openOf(around, handler, commits, containers), once: handled?.transaction === true || handler.trivial,
  });
}

/** What belongs to a handler. */
interface Around {
  handler: Handler;
  containers: readonly Container[];
  commits: readonly Commit[];
  handled?: Ledger;
}

function traitsOf({ told }: Surroundings, model: KafkaModel, { handler, containers, commits, handled }: Around): Record<string, Trait | undefined> {
  const trait = (value: string | undefined, at?: Place): Trait | undefined =>
    value === undefined ? undefined : { value, ...(at && { at: told.spot(at) }) };
  const deadLetters = deadLettersOf(model, handler, containers), { consumer, repeated } = handler, [container] = containers;
  return {
    group: traitOf(consumer?.group, told), commit: trait(COMMITS[handler.commits], commits[0]),
    failure: trait(failuresOf(handler, containers), container?.decidedBy),
    'dead letter': trait(deadLetters && (deadLetters.topic ?? 'yes'), deadLetters?.at),
    dedupe: handled ? trait('remembers handled records', handled) : repeated ? trait('nothing remembers handled records', repeated[0]) : undefined,
    'auto.offset.reset': traitOf(consumer?.setting('auto.offset.reset'), told),
  };
}

/** What is found at these places is found of the handler. */
function partsOf(handler: Handler, commits: readonly Commit[], containers: readonly Container[]): (Place | undefined)[] {
  const { consumer, swallows, detached, remembered, unreadable = [], repeated = [], givenUp = [], left, outOfOrder } = handler;
  return [
    consumer, consumer?.subscribes, ...(consumer?.stops ?? []), consumer?.newGroup,
    ...['enable.auto.commit', 'auto.offset.reset'].map(key => writtenAt(consumer?.setting(key))),
    ...swallows, ...detached, ...remembered, ...unreadable, ...repeated, ...givenUp, ...left, ...outOfOrder,
    handler.closing, handler.single, handler.future,
    ...commits.flatMap(commit => [commit, commit.offset]), ...containers.flatMap(one => [one, one.decidedBy]),
  ];
}

function lossesOf({ told }: Surroundings, handler: Handler, commits: readonly Commit[], containers: readonly Container[]): Weakness[] {
  const at = (places: readonly Place[], rule: string) => places.map(place => told.weak(place, rule));
  const { trivial, swallows, detached, left, outOfOrder, single, future, remembered, givenUp = [] } = handler;
  const skipped = trivial || handler.readsDeadLetters || handler.retryTopic ? [] : containers.filter(({ failures }) => failures === 'skipped');
  return trivial ? [] : [
    ...at(swallows, 'swallowed-handler-error'), ...at(detached.filter(({ asked }) => !asked), 'detached-work'), ...at(left, 'batch-left-early'),
    ...at(outOfOrder, 'out-of-order-commit'), ...at(single ? [single] : [], 'batch-listener-single-record'), ...at(givenUp, 'given-up'),
    ...at(future && LOSING.has(future.outcome) ? [future] : [], 'async-failure-acknowledged'),
    ...at(remembered.filter(({ memory }) => !memory), 'handled-before-work'), ...at(skipped.map(one => one.decidedBy ?? one), 'no-dead-letter'),
    ...commits.flatMap(commit => { const rule = ORDERS[commit.order]; return rule === undefined || commit.sparesOwn ? [] : at([commit], rule); }),
  ];
}

const LOSING: ReadonlySet<string> = new Set(['unheard', 'acknowledged', 'committed-first']);

/** The orders of commit and work that lose records, with the rules that speak of them. */
const ORDERS: Partial<Record<Commit['order'], string>> = {
  before: 'commit-before-processing', 'whole-batch-early': 'commit-before-processing', finally: 'commit-after-failure',
  'after-failure': 'commit-after-failure', 'past-failed-batch': 'commit-after-failure', 'on-close': 'commit-after-failure',
};

function repeatsOf({ told }: Surroundings, handler: Handler, remembers: boolean): Weakness[] {
  if (handler.trivial || remembers) return [];
  return (handler.repeated ?? []).map(place => told.weak(place, 'twice-is-twice'));
}

function openOf({ told }: Surroundings, handler: Handler, commits: readonly Commit[], containers: readonly Container[]): Question[] {
  if (handler.trivial) return [];
  const { unseen, commits: how, future, detached } = handler, ask = (question: string, at: Place): Question => ({ question, at: told.spot(at) });
  return [
    ...(unseen ? [ask(`Whether it fails loudly rests on what cannot be seen: ${unseen.note}`, unseen)] : []),
    ...(how === 'unknown' ? [ask('How its records come to count as done is not in view', handler)] : []),
    ...(how === 'by-hand' && commits.length === 0 ? [ask('Where it commits is not in view', handler)] : []),
    ...commits.filter(({ order }) => order === 'unknown').map(commit => ask('Where this commit stands to the work is not known', commit)),
    ...(future?.outcome === 'unknown' ? [ask('What becomes of its future is not known', future)] : []),
    ...detached.filter(({ asked }) => asked).map(work => ask('Whether this work is done by the commit is not known', work)),
    ...containers.filter(({ failures }) => failures === 'unknown').map(one => ask('What becomes of a record that keeps failing is not in view', one)),
  ];
}

const COMMITS: Readonly<Record<Handler['commits'], string>> = {
  'on-return': 'when the handler returns', 'on-poll': 'with the next poll', 'by-hand': 'by hand', unknown: 'not known',
};

const FAILURES: Readonly<Record<Container['failures'], string>> = {
  'dead-letter': 'kept in a dead-letter topic', skipped: 'skipped', 'retried-for-ever': 'tried again for ever', stopped: 'stops the consumer',
  handled: 'handled by the container', unknown: 'not known',
};

function failuresOf({ swallows, retryTopic }: Handler, containers: readonly Container[]): string | undefined {
  if (swallows.length > 0) return 'swallowed';
  if (retryTopic) return 'kept in a retry topic';
  return containers.length > 0 ? FAILURES[containers[0].failures] : undefined;
}

/** Where records that fail are kept: a topic that code of the same file sends to, or the one of the container. */
function deadLettersOf(
  model: KafkaModel, { path }: Handler, containers: readonly Container[],
): { topic?: string; at: Place } | undefined {
  const send = model.sends.find(one => one.purpose === 'dead-letter' && one.path === path);
  const kept = containers.find(({ failures }) => failures === 'dead-letter');
  return send ? { topic: send.topic, at: send } : kept && { at: kept.decidedBy ?? kept };
}

/** A connector that takes records out of a topic. */
export function sinkOf(around: Surroundings, connector: Connector): Link {
  const { told } = around, [tolerance, queue] = ['errors.tolerance', 'errors.deadletterqueue.topic.name'].map(key => connector.setting(key));
  const value = (site: typeof queue): Trait | undefined => site && { value: site.value.known ? site.value.value : 'not known', at: told.spot(site) };
  return linkOf(around, {
    place: connector, name: named(connector, 'connector').replaceAll('`', ''), kind: 'Kafka Connect', once: false, weak: [], places: [tolerance],
    traits: { 'errors.tolerance': value(tolerance), 'dead letter': value(queue) },
    open: [{ question: 'What this connector promises is not read', at: told.spot(connector) }],
  });
}
