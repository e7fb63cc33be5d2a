import type { Cluster } from '../../src/core/kafka/cluster';
import type { Commit, Container, Handler, KafkaModel, Producer, Send } from '../../src/core/kafka/model';
import type { Answer } from '../../src/core/settings/setting';
import type { Finding, Review } from '../../src/core/review/finding';
import type { Sources } from '../../src/core/review/ranges';
import type { Problem, Rule } from '../../src/core/rules/rule';
import { SourceText } from '../../src/core/text/source-text';
import type { Place } from '../../src/core/text/span';

/** A model with nothing in it but what a test puts there. */
export function emptyModel(parts: Partial<KafkaModel> = {}): KafkaModel {
  return {
    producers: [], consumers: [], sends: [], handlers: [], commits: [], transactions: [], dualWrites: [], earlyMarks: [], hookedSends: [], ledgers: [], containers: [], connectors: [], stateStores: [],
    topics: [], clusters: [], clientSettings: [], ineffective: [], undecided: [], unreadClients: [], ...parts,
  };
}

/** The sources of a few files, by path. */
export function sourcesOf(files: Record<string, string>): Sources {
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, new SourceText(path, text)]));
  return path => sources.get(path);
}

/** The place of the first `text` in a file. */
export function placeOf(sources: Sources, path: string, text: string): Place {
  const start = sources(path)!.text.indexOf(text);
  return { path, span: { start, end: start + text.length } };
}

/** A rule that reports the given places. */
export function ruleThat(id: string, reports: (Place & Partial<Problem>)[], severity: Rule['severity'] = 'error'): Rule {
  return {
    id, title: id, layer: 'producer', severity,
    check: (_, report) => reports.forEach(({ path, span, ...problem }) =>
      report({ path, span }, { about: {}, message: `${id} happens`, severity, sureness: 'certain', ...problem })),
  };
}

/** A finding with its usual values. */
export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    rule: 'dropped-send', severity: 'error', sureness: 'certain', layer: 'producer', path: 'src/orders.ts',
    range: { start: { line: 12, column: 9 }, end: { line: 12, column: 13 } },
    message: 'Nobody waits for this send, so a failure is never noticed; await it.', about: { topics: ['orders'], name: 'producer.send' }, because: [], fixes: [], ...parts,
  };
}

/** A review with its usual values. */
export function review(parts: Partial<Review> = {}): Review {
  return { findings: [], undecided: [], layers: [], things: [], suppressed: [], unreadClients: [], files: { seen: 10, kafka: 2, unread: [] }, ...parts };
}

const known = (value: string): Answer => ({ known: true, value, from: 'default', source: 'a test' });
const unknown: Answer = { known: false, why: 'not written' };
const answers = (settings: Record<string, string>) => (key: string): Answer => key in settings ? known(settings[key]) : unknown;
const common = { library: { id: 'kafkajs' }, environment: 'neutral' as const, sample: false };

export function producer(place: Place, settings: Record<string, string> = {}, parts: Partial<Producer> = {}): Producer {
  return {
    ...place, ...common, setting: answers(settings), add: () => undefined, sends: [], transactional: false,
    lifetime: 'held', closed: [], allAwaited: false, ...parts,
  };
}

export function send(place: Place, parts: Partial<Send> = {}): Send {
  return { ...place, ...common, fate: 'awaited', because: [], sureness: 'certain', wrapped: false, transaction: false, purpose: 'business', ...parts };
}

export function commit(place: Place, parts: Partial<Commit> = {}): Commit {
  return { ...place, ...common, order: 'after', sparesOwn: false, because: [], sureness: 'certain', checked: 'thrown', ...parts };
}

export function handler(place: Place, parts: Partial<Handler> = {}): Handler {
  return {
    ...place, ...common, form: 'callback', commits: 'on-return', swallows: [], detached: [], remembered: [], left: [], outOfOrder: [],
    readsDeadLetters: false, trivial: false, ...parts,
  };
}

export function container(place: Place, parts: Partial<Container> = {}): Container {
  return { ...place, ...common, what: 'factory', failures: 'dead-letter', because: [], ...parts };
}

export function cluster(place: Place, settings: Record<string, string> = {}, parts: Partial<Cluster> = {}): Cluster {
  const fix = { title: '', edits: [], safe: true };
  return {
    ...place, name: 'kafka', environment: 'neutral', sample: false, complete: true, storage: [],
    sites: () => [], setting: answers(settings), write: () => fix, remove: () => fix, ...parts,
  };
}
