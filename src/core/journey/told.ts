import type { Finding } from '../review/finding';
import { rangeOf, type Sources } from '../review/ranges';
import type { Place } from '../text/span';
import { spotKey, type Question, type Spot, type Weakness } from './contract';
import { LOSES_NOTHING } from './rules';

/** What the review said, by place. */
export class Told {
  readonly #findings = new Map<string, Finding[]>();
  readonly #ofTopics = new Map<string, Finding[]>();
  readonly #questions = new Map<string, Question[]>();

  constructor(
    findings: readonly Finding[], questions: readonly (Spot & { question: string; why: string })[], private readonly sources: Sources,
  ) {
    for (const finding of findings) {
      add(this.#findings, spotKey(finding), finding);
      for (const topic of finding.about.topics ?? []) add(this.#ofTopics, topic, finding);
    }
    for (const { path, range, why } of questions) add(this.#questions, spotKey({ path, range }), { question: why, at: { path, range } });
  }

  /** A place for people. */
  spot(place: Place): Spot {
    return { path: place.path, range: rangeOf(place, this.sources) };
  }

  /** What is weak at some places by the findings there. */
  weakAt(places: readonly (Place | undefined)[]): Weakness[] {
    return this.#keys(places).flatMap(key => this.#findings.get(key) ?? []).map(weaknessOf);
  }

  /** What is weak by findings that name a topic. */
  weakOf(topic: string): Weakness[] {
    return this.#ofTopics.get(topic)?.map(weaknessOf) ?? [];
  }

  /** What is open at some places. */
  openAt(places: readonly (Place | undefined)[]): Question[] {
    return this.#keys(places).flatMap(key => this.#questions.get(key) ?? []);
  }

  /** What is weak at a place by what the model knows of it; the finding there, if there is one, tells what to do. */
  weak(place: Place, rule: string, what = rule): Weakness {
    const found = this.#findings.get(spotKey(this.spot(place)))?.find(finding => finding.rule === rule);
    const costs = LOSES_NOTHING.has(rule) ? 'repeat' : 'loss';
    const { lift, severity } = found ? weaknessOf(found) : { lift: undefined, severity: costs === 'loss' ? 'warning' as const : 'info' as const };
    return { ...this.spot(place), what, costs, rule, severity, ...(lift !== undefined && { lift }) };
  }

  #keys(places: readonly (Place | undefined)[]): string[] {
    return [...new Set(places.flatMap(place => (place ? spotKey(this.spot(place)) : [])))];
  }
}

function weaknessOf({ path, range, rule, severity, message, fixes }: Finding): Weakness {
  const costs = severity === 'info' || LOSES_NOTHING.has(rule) ? 'repeat' : 'loss', lift = fixes[0]?.title ?? adviceOf(message);
  return { path, range, what: rule, costs, rule, severity, ...(lift !== undefined && { lift }) };
}

/** A message ends with what to do. */
function adviceOf(message: string): string | undefined {
  const at = message.lastIndexOf('; ');
  return at < 0 ? undefined : message.slice(at + 2).replace(/\.$/, '').replace(/^[a-z]/, letter => letter.toUpperCase());
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value); else map.set(key, [value]);
}
