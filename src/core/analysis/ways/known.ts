import { keyOf, type Value, type Values } from './value';

/** Values with the last of them apart, in the order of their keys: what begins alike is held once. */
interface Known {
  /** Never used again for others. */
  id: number;
  values: Values;
  above?: Known;
  key: number;
  /** The last key and its value as text. */
  last: string;
  below: Map<string, Known>;
}

/** Sets of values that are held at a time, some ten bytes each; beyond, equal ones may be two, which costs time and nothing else. */
const MOST_KNOWN = 200_000;

const nothing: Known = { id: 0, values: new Map(), key: -Infinity, last: '', below: new Map() };
const known = new WeakMap<Values, Known>([[nothing.values, nothing]]);
let ids = 0, count = 0;

/** No values. */
export const NO_VALUES: Values = nothing.values;

/** A number for values; equal values have the same. */
export function numberOf(values: Values): number {
  return knownOf(values).id;
}

/** Values as an object that stands for all that are equal. */
export function valuesOf(entries: Iterable<readonly [number, Value]>): Values {
  return [...entries].sort(([a], [b]) => a - b).reduce((above, [key, value]) => below(above, key, value, labelOf(key, value)), nothing).values;
}

/** Values with one more, or with another one in its place. */
export function withKnown(values: Values, key: number, value: Value): Values {
  return inserted(knownOf(values), key, value, labelOf(key, value)).values;
}

/** Values without some. */
export function withoutKnown(values: Values, isGone: (key: number) => boolean): Values {
  return kept(knownOf(values), isGone).values;
}

function inserted(at: Known, key: number, value: Value, last: string): Known {
  if (at.key < key) return below(at, key, value, last);
  if (at.key === key) return at.last === last ? at : below(at.above!, key, value, last);
  return below(inserted(at.above!, key, value, last), at.key, at.values.get(at.key)!, at.last);
}

function kept(at: Known, isGone: (key: number) => boolean): Known {
  if (!at.above) return at;
  const above = kept(at.above, isGone);
  if (isGone(at.key)) return above;
  return above === at.above ? at : below(above, at.key, at.values.get(at.key)!, at.last);
}

function below(above: Known, key: number, value: Value, last: string): Known {
  let found = above.below.get(last);
  if (!found) {
    if (count++ > MOST_KNOWN) { nothing.below.clear(); count = 0; }
    found = { id: ++ids, values: new Map([...above.values, [key, value]]), above, key, last, below: new Map() };
    above.below.set(last, found);
    known.set(found.values, found);
  }
  return found;
}

function knownOf(values: Values): Known {
  return known.get(values) ?? known.get(valuesOf(values))!;
}

function labelOf(key: number, value: Value): string {
  return `${key}=${keyOf(value)}`;
}
