import { isBrokenYaml } from '../config/index';
import { changeBetween, type Change } from '../text/change';
import type { Span } from '../text/span';
import type { FileFacts } from './facts';

/** A text that could be read, and what it said. */
export interface Good {
  text: string;
  facts: FileFacts;
}

/** What the last good state of a text said, with the places moved. */
export interface Kept {
  facts: FileFacts;
  /** Where the text is another one since: what was said of it may hold no more. */
  typed: Span;
}

/** What a text says that cannot be read while it is being typed; `undefined` when it can, or is another text altogether. */
export function lastGood(facts: FileFacts, text: string, good: Good | undefined): Kept | undefined {
  if (!good || !(facts.unread || good.facts.config && isBrokenYaml(facts.path, text))) return undefined;
  const change = changeBetween(good.text, text);
  return change && { facts: moved(good.facts, change, new Map()), typed: { start: change.start, end: change.newEnd } };
}

/** True for facts to fall back on. */
export function isGood({ unit, config }: FileFacts): boolean {
  return unit !== undefined || config !== undefined;
}

/** Copies plain data with the places of another state of its text. */
function moved<T>(data: T, change: Change, done: Map<unknown, unknown>): T {
  if (typeof data !== 'object' || data === null) return data;
  const known = done.get(data);
  if (known) return known as T;
  if (isSpan(data)) return { ...data, start: at(data.start, change), end: at(data.end, change) };
  const copy: unknown = Array.isArray(data) ? [] : {};
  done.set(data, copy);
  for (const [key, value] of Object.entries(data)) (copy as Record<string, unknown>)[key] = moved(value, change, done);
  return copy as T;
}

function isSpan(data: object): data is { start: number; end: number } {
  return 'start' in data && 'end' in data && typeof data.start === 'number' && typeof data.end === 'number';
}

/** Where an offset is after a change; one inside it is at its end. */
function at(offset: number, { start, oldEnd, newEnd }: Change): number {
  if (offset <= start) return offset;
  return offset >= oldEnd ? offset + newEnd - oldEnd : newEnd;
}
