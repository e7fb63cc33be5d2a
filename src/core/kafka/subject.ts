import { code } from '../text/visible';
import type { Topic } from './cluster';

/** What a message names first. */
export interface Subject {
  /** Names or patterns of topics, where they are known. */
  topics?: readonly string[];
  /** What a reader calls it: the call `producer.send`, the function `onOrder`, the field, service or resource. */
  name?: string;
}

/** Between the names of the brokers of a cluster. */
const BROKERS = ', ';

/** More names than these make no sentence. */
const NAMES = 2;

/** A sentence that begins with what it speaks of: its topics, or else the name of the thing, unless the sentence has that itself. */
export function withSubject({ topics = [], name }: Subject, sentence: string): string {
  const names = topics.length > 0 ? topics : name === undefined || sentence.includes(code(name)) ? [] : name.split(BROKERS);
  return names.length > 0 ? `${listed(names)}: ${sentence}` : sentence.replace(/^[a-z]/, letter => letter.toUpperCase());
}

/** The subject of a send: its topic, and how it is called. */
export function subjectOf({ topic, name }: { topic?: string; name?: string }): Subject {
  return { topics: topic === undefined ? [] : [topic], name };
}

/** The subject of a topic that code or a file creates. */
export function aboutTopic({ name }: Topic): Subject {
  return { topics: name === undefined ? [] : [name] };
}

/** The name of a thing within a sentence, or other words where it has none. */
export function named({ name }: Subject, otherwise: string): string {
  return name === undefined ? otherwise : code(name);
}

/** A client by the version whose defaults hold, within a sentence; without one where none is known. */
export function clientOf(version: string | undefined, client = OWN_CLIENT): string {
  const name = client === OWN_CLIENT ? 'Kafka client' : client;
  return version !== undefined ? `${name} ${code(version)}` : client === OWN_CLIENT ? `this ${name}` : name;
}

/** The client of Kafka's own project. */
const OWN_CLIENT = 'kafka-clients';

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).map(code), more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(' and ');
}
