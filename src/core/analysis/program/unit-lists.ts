import type { Unit } from '../../flow/unit';
import { COUNTED, type Memory } from './memory';
import type { Basis, Read } from './basis';

/** What one unit says, by key. */
export type Said<Key, Item> = ReadonlyMap<Key, readonly Item[]>;

/** What is kept of an index from one look at the workspace to the next. */
interface State<Key, Item> {
  /** What each unit says, by its path, and on what that rests. */
  units: Map<string, { unit: Unit; said: Said<Key, Item>; basis: Basis; isStale?: boolean }>;
  /** What each unit says of a key, by its path. */
  all: Map<Key, Map<string, readonly Item[]>>;
  lists: Map<Key, readonly Item[]>;
  /** Each key that was asked for, as a thing on which answers rest. */
  asked: Map<Key, Read>;
}

/**
 * A list of what all units say by some key, of which after a change only what units say is made again that depends on it.
 * `holds` tells whether the answers are all known that a unit's part is made of, where asking them is cheaper than noting what they rest on.
 */
export class UnitLists<Key, Item extends object> {
  readonly #state: State<Key, Item>;
  #isMade: boolean;

  constructor(private readonly memory: Memory, private readonly units: readonly Unit[], name: string, private readonly saidBy: (unit: Unit) => Said<Key, Item>, private readonly holds?: (unit: Unit) => boolean) {
    const kept = memory.map<string, State<Key, Item>>('indexes');
    let state = kept.get(name);
    this.#isMade = false;
    if (!state) kept.set(name, state = { units: new Map(), all: new Map(), lists: new Map(), asked: new Map() });
    // What asks others is asked first of all at each look, so that who is cut short in a circle is the same at each.
    if (holds || state.units.size > 0) memory.later(() => this.#make(), holds !== undefined);
    this.#state = state;
  }

  /** What all units say of a key, in the order of the units. */
  of(key: Key): readonly Item[] {
    if (!this.#isMade) this.memory.apart(() => this.#make());
    const { asked, lists, all } = this.#state;
    if (this.memory.isMaking) {
      let read = asked.get(key);
      if (!read) asked.set(key, read = {});
      this.memory.note(read);
    }
    let list = lists.get(key);
    if (!list) {
      const said = all.get(key);
      list = said ? (said.size === 1 ? [...said.values()][0] : [...said].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, items]) => items)) : [];
      lists.set(key, list);
    }
    return list;
  }

  /** Makes again what changed, or all of it at first; true when anything did. */
  #make(): boolean {
    this.#isMade = true;
    const { units } = this.#state, now = new Set<string>();
    let isChanged = false;
    // All of them first: while one is made, what is gone of another may be made as well.
    const changed = this.units.filter(unit => {
      now.add(unit.path);
      const before = units.get(unit.path);
      return before?.unit !== unit || before.isStale || !(this.holds ? this.holds(unit) : !before.basis.isGone);
    });
    // Where making one fails, the others are still to be made at the next look.
    for (const { path } of changed) { const before = units.get(path); if (before) before.isStale = true; }
    for (const unit of changed) {
      const before = units.get(unit.path), { said, basis } = this.#saidBy(unit);
      units.set(unit.path, { unit, said, basis });
      if (this.#replace(unit.path, before?.said, said)) isChanged = true;
    }
    for (const [path, { said }] of units) {
      if (now.has(path)) continue;
      units.delete(path);
      if (this.#replace(path, said, undefined)) isChanged = true;
    }
    return isChanged;
  }

  #saidBy(unit: Unit): { said: Said<Key, Item>; basis: Basis } {
    if (this.holds) return { said: this.saidBy(unit), basis: this.memory.nothing };
    this.memory.open();
    this.memory.note(unit);
    const said = this.saidBy(unit), { basis } = this.memory.close(COUNTED.not);
    return { said, basis };
  }

  #replace(path: string, before: Said<Key, Item> | undefined, after: Said<Key, Item> | undefined): boolean {
    let isChanged = false;
    for (const [key, items] of before ?? []) {
      const others = after?.get(key);
      if (others && isAlike(items, others)) continue;
      this.#set(path, key, others);
      isChanged = true;
    }
    for (const [key, items] of after ?? []) {
      if (before?.has(key)) continue;
      this.#set(path, key, items);
      isChanged = true;
    }
    return isChanged;
  }

  #set(path: string, key: Key, items: readonly Item[] | undefined): void {
    const { all, lists, asked } = this.#state, read = asked.get(key);
    let said = all.get(key);
    if (items) {
      if (!said) all.set(key, said = new Map());
      said.set(path, items);
    } else {
      said?.delete(path);
      if (said?.size === 0) all.delete(key);
    }
    lists.delete(key);
    if (!read) return;
    asked.delete(key);
    this.memory.drop(read);
  }
}

/** Items by their keys, in their order. */
export function listed<Key, Item>(items: readonly (readonly [Key, Item])[]): Said<Key, Item> {
  const lists = new Map<Key, Item[]>();
  for (const [key, item] of items) {
    const list = lists.get(key);
    if (list) list.push(item); else lists.set(key, [item]);
  }
  return lists;
}

/** True where one list says what the other says, field by field. */
function isAlike<Item extends object>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
}

function isSame(one: object, other: object): boolean {
  const a = Object.entries(one), b = other as Record<string, unknown>;
  return a.length === Object.keys(b).length && a.every(([name, value]) => value === b[name] || (Array.isArray(value) && Array.isArray(b[name]) && value.length === b[name].length && value.every((item, at) => item === (b[name] as unknown[])[at])));
}
