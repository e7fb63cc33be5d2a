import { PairMemo, type Memory } from './memory';

/** What one class says of a key: nothing, what is found, or that nothing above it counts. */
export type Said<Found> = { found: Found } | 'no more' | undefined;

/**
 * What classes have by a key, their own or from the nearest above them, however far. Answers are remembered, so that a long
 * chain is climbed once; not those that a circle of classes, which no compiler takes, cuts short.
 */
export class Inherited<Class, Found> {
  readonly #known: PairMemo<unknown, Found | undefined>;
  readonly #under = new Set<unknown>();
  #cut = false;

  /** `above` gives the classes right above one, in the order in which they count, and `idOf` the very same for one class. */
  constructor(private readonly memory: Memory, name: string, private readonly above: (one: Class) => readonly Class[], private readonly idOf: (one: Class) => unknown) {
    this.#known = new PairMemo(memory, name);
  }

  /** What a class or the nearest above it says, by what `own` knows of each. */
  of(start: Class, key: string, own: (one: Class) => Said<Found>): Found | undefined {
    const id = this.idOf(start), known = this.#known.of(id, key);
    if (known) return known.value;
    if (this.#under.has(id)) {
      this.#cut = true;
      this.memory.cutShort();
      return undefined;
    }
    this.#under.add(id);
    this.#known.open(unitOf(start));
    const said = own(start), found = said === 'no more' ? undefined : said ? said.found : this.#above(start, key, own);
    this.#under.delete(id);
    this.#known.close(id, key, found, !this.#cut || this.#under.size === 0);
    if (this.#under.size === 0) this.#cut = false;
    return found;
  }

  #above(start: Class, key: string, own: (one: Class) => Said<Found>): Found | undefined {
    for (const one of this.above(start)) {
      const found = this.of(one, key, own);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function unitOf(one: unknown): object | undefined {
  return typeof one === 'object' && one !== null && 'unit' in one ? one.unit as object : undefined;
}
