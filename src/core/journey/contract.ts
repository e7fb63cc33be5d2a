import type { Range } from '../text/span';

/** What holds for a record on its way, from the best to the worst that may be: a loss that was seen is worse than a question. */
export const GUARANTEES = ['effectively once', 'at least once', 'not decided', 'at most once'] as const;

/**
 * `at most once`: a record may be lost (and nothing keeps it from coming twice beside that); `at least once`: no place was
 * seen that loses one, and all of its way is in view; `effectively once`: besides, one that comes twice has one effect;
 * `not decided`: something on its way is not known.
 */
export type Guarantee = (typeof GUARANTEES)[number];

/** A place for people. */
export interface Spot {
  path: string;
  range: Range;
}

/** Where the way of a record is weak. */
export interface Weakness extends Spot {
  /** In a few words: `acks=1`, or the id of the rule. */
  what: string;
  /** `loss`: a record may be lost there; `repeat`: it may come twice, late or out of order. */
  costs: 'loss' | 'repeat';
  /** The rule that speaks of such places. */
  rule: string;
  severity: 'error' | 'warning' | 'info';
  /** The one change that cures it. */
  lift?: string;
}

/** What is not known of a way, and where that shows. */
export interface Question {
  question: string;
  at?: Spot;
}

/** A setting or deed of a link: its value in words, and where that is written. */
export interface Trait {
  value: string;
  at?: Spot;
}

/** Who a record passes on its way: the span is the send, the topic's own definition, or the handler. */
export interface Link extends Spot {
  /** The folder of the build that it belongs to; empty for the workspace itself. */
  service: string;
  /** What a reader calls it: `producer.send`, `onOrder`. */
  name: string;
  /** The client or the kind of file. */
  kind: string;
  guarantee: Guarantee;
  traits: Readonly<Record<string, Trait>>;
  weak: Weakness[];
  open: Question[];
}

/** What holds for the records of one topic, from those who send them to those who read them. */
export interface Contract {
  topic: string;
  /** `placeholder`: its name is set from outside; `pattern`: readers ask for all topics of such names. */
  form: 'name' | 'placeholder' | 'pattern';
  guarantee: Guarantee;
  senders: Link[];
  /** Who says how the brokers keep it. */
  keepers: Link[];
  readers: Link[];
  /** The weak place that decides what holds; none where a question does. */
  weakest?: Weakness;
  /** All weak places, the gravest first. */
  weak: Weakness[];
  /** What is not known of it. */
  open: Question[];
}

/** The contracts of all topics in view, and what is not known of any of them. */
export interface Journey {
  contracts: Contract[];
  open: Question[];
}

/** The worst of some guarantees. */
export function worst(all: readonly Guarantee[]): Guarantee {
  return GUARANTEES[Math.max(0, ...all.map(one => GUARANTEES.indexOf(one)))];
}

const SEVERITIES = ['error', 'warning', 'info'];

/** Weak places, the gravest first, each once, those of one rank as they come. */
export function gravest(weak: readonly Weakness[]): Weakness[] {
  return unique([...weak].sort((a, b) => rankOf(a) - rankOf(b)));
}

/** Weak places, the gravest first, each once; the same whatever the order in which they were found. */
export function byGravity(weak: readonly Weakness[]): Weakness[] {
  // What the model says of a place is more than the name of the rule.
  const order = (a: Weakness, b: Weakness) =>
    rankOf(a) - rankOf(b) || compareSpots(a, b) || compare(a.rule, b.rule) || Number(a.what === a.rule) - Number(b.what === b.rule)
    || compare(JSON.stringify(a), JSON.stringify(b));
  return unique([...weak].sort(order));
}

function rankOf({ costs, severity }: Weakness): number {
  return (costs === 'loss' ? 0 : SEVERITIES.length) + SEVERITIES.indexOf(severity);
}

function unique(weak: readonly Weakness[]): Weakness[] {
  const found = new Map<string, Weakness>();
  for (const one of weak) {
    const key = `${spotKey(one)} ${one.rule}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

/** Questions, each once: first those that no place answers, then in the order of their places. */
export function sorted(open: readonly Question[]): Question[] {
  const unique = new Map(open.map(one => [`${one.question} ${one.at ? spotKey(one.at) : ''}`, one]));
  return [...unique.values()].sort((a, b) =>
    Number(a.at !== undefined) - Number(b.at !== undefined) || (a.at && b.at ? compareSpots(a.at, b.at) : 0)
    || compare(a.question, b.question));
}

/** A place as a key: one thing of a link begins there. */
export function spotKey({ path, range: { start } }: Spot): string {
  return `${path}:${start.line}:${start.column}`;
}

/** By file, line and column. */
export function compareSpots(a: Spot, b: Spot): number {
  return compare(a.path, b.path) || a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column;
}

/** By code unit, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
