import type { Connector, Handler, KafkaModel, Send } from '../kafka/model';
import type { Review } from '../review/finding';
import type { Sources } from '../review/ranges';
import {
  byGravity, compare, compareSpots, gravest, sorted, spotKey, worst, type Contract, type Guarantee, type Journey, type Link, type Question,
} from './contract';
import { keepersOf } from './keeping';
import type { Surroundings } from './link';
import { formOf, means } from './names';
import { readerOf, sinkOf } from './reading';
import { senderOf } from './sending';
import { Told } from './told';

/** What a review says that contracts rest on. */
export type Reviewed = Pick<Review, 'findings' | 'suppressed' | 'undecided' | 'unreadClients'> & Pick<Review['files'], 'unread'>;

/** A link, and what it says of its topics; nothing where it names none that is known. */
interface Joined {
  link: Link;
  topics: readonly (string | undefined)[];
}

/** The contracts of all topics: who sends to each, how it is kept, who reads it, and what that adds up to. */
export function journeyOf(model: KafkaModel, reviewed: Reviewed, sources: Sources, service: (path: string) => string): Journey {
  const findings = [...reviewed.findings, ...reviewed.suppressed.map(({ finding }) => finding)];
  const around: Surroundings = { told: new Told(findings, reviewed.undecided, sources), service };
  const senders = model.sends.filter(isSender).map((send): Joined => ({ link: senderOf(around, model, send), topics: topicsOfSend(send) }));
  const readers = [
    ...model.handlers.flatMap((one): Joined[] => one.sample ? [] : [{ link: readerOf(around, model, one), topics: topicsOf(one) }]),
    ...model.connectors.flatMap((one): Joined[] => one.kind !== 'sink' || one.sample ? [] : [{ link: sinkOf(around, one), topics: topicsOfSink(one) }]),
  ];
  const open = outOfView(reviewed), all = [...senders, ...readers].flatMap(({ topics }) => topics);
  const defined = model.topics.flatMap(({ name, sample, state }) => (sample || state ? [] : name));
  const named = [...new Set([...all, ...defined].flatMap(topic => topic ?? []))].sort(compare);
  const isJoined = (topic: string) => formOf(topic) === 'pattern' && named.some(other => other !== topic && means(topic, other) === 'yes');
  const contracts = named.filter(topic => !isJoined(topic)).map((topic): Contract => {
    const [sent, read] = [senders, readers].map(links => joined(links, topic)), keepers = inOrder(keepersOf(around, model, topic));
    const own = [...sent.links, ...keepers, ...read.links], form = formOf(topic);
    const asked = [
      ...(form === 'placeholder' ? [{ question: 'Its name is set from outside' }] : []),
      ...(sent.links.length === 0 ? [{ question: 'No code that sends to it is in view' }] : []),
      ...(keepers.length === 0 ? [{ question: 'How the brokers keep it is not in view' }] : []),
      ...(read.links.length === 0 ? [{ question: 'No code that reads it is in view' }] : []),
      ...sent.maybe.map(one => ({ question: `\`${one.name}\` may send to it too, and is not known to be safe`, at: spotOf(one) })),
      ...read.maybe.map(one => ({ question: `\`${one.name}\` may read it too, and is not known to be safe`, at: spotOf(one) })),
    ];
    // Of two as grave the one that a record passes first.
    const weak = gravest([...own.flatMap(link => link.weak), ...byGravity(around.told.weakOf(topic))]);
    const asks: Guarantee[] = asked.length + open.length > 0 ? ['not decided'] : [];
    const guarantee = worst([...own.map(link => link.guarantee), ...asks, ...lossIn(weak)]);
    return {
      topic, form, guarantee, senders: sent.links, keepers, readers: read.links,
      ...(weak.length > 0 && guarantee !== 'not decided' && { weakest: weak[0] }), weak,
      open: sorted([...asked, ...own.flatMap(link => link.open)]),
    };
  });
  return { contracts, open };
}

function isSender({ purpose, sample }: Send): boolean {
  return !sample && purpose !== 'telemetry';
}

/** What failed goes to a topic of its own, also where its name is not known. */
function topicsOfSend({ topic, purpose }: Send): (string | undefined)[] {
  return topic === undefined && purpose === 'dead-letter' ? [] : [topic];
}

/** A reader of dead letters of which no topic is known reads no other. */
function topicsOf({ topics = [], readsDeadLetters }: Handler): (string | undefined)[] {
  return topics.length > 0 ? [...topics] : readsDeadLetters ? [] : [undefined];
}

function topicsOfSink({ setting }: Connector): (string | undefined)[] {
  const [topics, pattern] = ['topics', 'topics.regex'].map(key => setting(key)?.value);
  if (pattern?.known) return [pattern.value];
  return topics?.known ? topics.value.split(',').map(topic => topic.trim()).filter(topic => topic !== '') : [undefined];
}

/** The links of a topic, in the order of their places; and those that may be some, where that would make it worse. */
function joined(all: readonly Joined[], topic: string): { links: Link[]; maybe: Link[] } {
  const meant = (one: Joined) => one.topics.map(name => means(name, topic));
  const links = all.filter(one => meant(one).includes('yes')).map(({ link }) => link);
  const maybe = all.filter(one => !meant(one).includes('yes') && meant(one).includes('maybe')).map(({ link }) => link);
  return { links: inOrder(links), maybe: inOrder(maybe.filter(({ guarantee }) => UNSAFE.has(guarantee))) };
}

const UNSAFE: ReadonlySet<Guarantee> = new Set(['not decided', 'at most once']);

/** One call may be seen from several sides: what is worst of it holds. */
function inOrder(links: readonly Link[]): Link[] {
  const found = new Map<string, Link>();
  for (const link of links) {
    const twin = found.get(spotKey(link));
    if (!twin || order(link, twin) < 0) found.set(spotKey(link), link);
  }
  return [...found.values()].sort(compareSpots);
}

/** Of two links at one place the worse comes first; whose words those are makes no difference. */
function order(a: Link, b: Link): number {
  if (a.guarantee !== b.guarantee) return worst([a.guarantee, b.guarantee]) === a.guarantee ? -1 : 1;
  return compare(JSON.stringify(a), JSON.stringify(b));
}

function lossIn(weak: Contract['weak']): Guarantee[] {
  return weak.some(({ costs }) => costs === 'loss') ? ['at most once'] : weak.length > 0 ? ['at least once'] : [];
}

function spotOf({ path, range }: Link) {
  return { path, range };
}

/** What may send or read any topic, and could not be looked at. */
function outOfView({ unreadClients, unread }: Reviewed): Question[] {
  return sorted([
    ...unreadClients.map(({ name, part, path, range }) =>
      ({ question: `${part === undefined ? name : `${name} (${part})`} is in use and not read`, at: { path, range } })),
    ...unread.map(({ path, why }) => ({ question: `\`${path}\` could not be read: ${why}` })),
  ]);
}
