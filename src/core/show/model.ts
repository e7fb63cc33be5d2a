import type { KafkaModel } from '../kafka/model';
import { DEFAULT_ROWS } from '../settings/default-rows';
import type { Answer, Value } from '../settings/setting';
import type { Place } from '../text/span';
import { placeText, touches, type Sources } from './places';

/** The lists of the model, and what one entry of each is called. */
const FACTS: Readonly<Record<keyof KafkaModel, string>> = {
  producers: 'producer', consumers: 'consumer', sends: 'send', handlers: 'handler', commits: 'commit', transactions: 'transaction',
  dualWrites: 'dual write', earlyMarks: 'early mark', hookedSends: 'send in a hook', ledgers: 'ledger',
  watchers: 'watcher', containers: 'container', connectors: 'connector',
  stateStores: 'store without a changelog', topics: 'topic', clusters: 'cluster',
  services: 'service setting', copied: 'copied place', clientSettings: 'client setting', ineffective: 'ineffective setting',
  throwingDeserializers: 'throwing deserializer', skippedRecords: 'skipped records',
  skippedBacklogs: 'skipped backlog', unfinishedRevokes: 'unfinished revoke',
  longWaits: 'long wait', unacknowledged: 'unacknowledged listener',
  undecided: 'undecided',
  unreadClients: 'unread client',
};

type Record_ = Readonly<Record<string, unknown>>;

/** What the model knows of a file, or of one line of it: each fact with its place and what it says. */
export function modelText(model: KafkaModel, path: string, line: number | undefined, sources: Sources): string[] {
  const facts = (Object.keys(FACTS) as (keyof KafkaModel)[]).flatMap(list =>
    ((model[list] ?? []) as readonly object[]).map(fact => ({ kind: FACTS[list], fact: fact as Record_ })),
  );
  const printer = new Printer(new Map(facts.map(({ kind, fact }) => [fact, kind])), sources);
  const source = sources(path);
  return facts
    .map(({ kind, fact }) => ({ kind, fact, place: placeOf(fact) }))
    .filter(({ place }) => place?.path === path && (line === undefined || (source && touches(source, place.span, line))))
    .sort((a, b) => a.place!.span.start - b.place!.span.start)
    .flatMap(({ kind, fact, place }) => [`${kind} ${placeText(place!, sources)}`, ...printer.fields(fact, 1)]);
}

/** A setting stands where its site does. */
function placeOf(fact: Record_): Place | undefined {
  const at = isPlace(fact) ? fact : fact.site;
  return isPlace(at) ? at : undefined;
}

function isPlace(value: unknown): value is Place {
  return isRecord(value) && typeof value.path === 'string' && isRecord(value.span) && typeof value.span.start === 'number';
}

function isRecord(value: unknown): value is Record_ {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fields that a fact's own line has told. */
const TOLD = new Set(['path', 'span', 'keySpan']);

/** Prints facts, which are plain data with references to one another. */
class Printer {
  constructor(private readonly facts: ReadonlyMap<object, string>, private readonly sources: Sources) {}

  fields(fact: Record_, depth: number): string[] {
    return [
      ...Object.entries(fact).filter(([name]) => !TOLD.has(name)).flatMap(([name, value]) => this.#field(name, value, depth)),
      ...this.#settings(fact, depth),
    ];
  }

  #field(name: string, value: unknown, depth: number): string[] {
    const indent = '  '.repeat(depth);
    if (value === undefined || typeof value === 'function' || (Array.isArray(value) && value.length === 0)) return [];
    if (Array.isArray(value)) return value.flatMap(item => this.#field(name, item, depth));
    const text = isRecord(value) ? this.#line(value) : String(value);
    if (text !== undefined) return [`${indent}${name}: ${text}`];
    return depth > 4 ? [] : [`${indent}${name}:`, ...this.fields(value as Record_, depth + 1)];
  }

  /** An object that one line can tell. */
  #line(value: Record_): string | undefined {
    const kind = this.facts.get(value), place = isPlace(value) ? placeText(value, this.sources) : undefined;
    if (kind) return `${kind}${place ? ` ${place}` : ''}`;
    if (typeof value.title === 'string' && Array.isArray(value.edits)) return `"${value.title}"${value.safe === true ? ' (safe)' : ''}`;
    if (typeof value.known === 'boolean') return this.#answer(value as Answer);
    if (typeof value.key === 'string' && isRecord(value.value)) return `${value.key} = ${this.#answer(value.value as unknown as Value)}, as ${String(value.spelling)} at ${place}`;
    if (typeof value.id === 'string') return `${value.id}${typeof value.version === 'string' ? ` ${value.version}` : ''}`;
    if (!place) return undefined;
    const words = ['note', 'name'].flatMap(name => (typeof value[name] === 'string' ? [value[name]] : []));
    const rest = Object.keys(value).filter(name => !TOLD.has(name) && !['note', 'name'].includes(name) && value[name] !== undefined);
    return rest.length === 0 || words.length > 0 ? [place, ...words].join(' ') : undefined;
  }

  #answer(answer: Answer | Value): string {
    if (!answer.known) return `not known: ${answer.why}`;
    if (!('from' in answer)) return answer.value;
    const { value } = answer;
    if (answer.from === 'default') return `${value} by default${answer.version ? ` of ${answer.version}` : ''} (${answer.source})`;
    return `${value} at ${placeText(answer.site, this.sources)}`;
  }

  /** What a client, topic or cluster answers when a rule asks for a setting. */
  #settings(fact: Record_, depth: number): string[] {
    const ask = fact.setting, rows = DEFAULT_ROWS.filter(({ scope }) => scope === SCOPES[this.facts.get(fact) ?? '']);
    if (typeof ask !== 'function') return [];
    // Frameworks over a client have its defaults.
    const own = rows.filter(({ library }) => library === (fact.library as { id?: string } | undefined)?.id);
    const keys = [...new Set((own.length > 0 ? own : rows).map(({ key }) => key))].sort();
    return keys.map(key => `${'  '.repeat(depth)}${key} = ${this.#answer((ask as (key: string) => Answer).call(fact, key))}`);
  }
}

/** Whose settings are asked of a fact. */
const SCOPES: Readonly<Record<string, string>> = { producer: 'producer', consumer: 'consumer', topic: 'topic', cluster: 'broker' };
