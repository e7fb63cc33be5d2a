/** What one class says of a key: nothing, what is found, or that nothing above it counts. */
export type Said<Found> = { found: Found } | 'no more' | undefined;

/**
 * What classes have by a key, their own or from the nearest above them, however far. Answers are remembered, so that a long
 * chain is climbed once; not those that a circle of classes, which no compiler takes, cuts short.
 */
export class Inherited<Class, Found> {
  readonly #known = new Map<unknown, Map<string, Found | undefined>>();
  readonly #under = new Set<unknown>();
  #cut = false;

  /** `above` gives the classes right above one, in the order in which they count, and `idOf` the very same for one class. */
  constructor(private readonly above: (one: Class) => readonly Class[], private readonly idOf: (one: Class) => unknown) {}

  /** What a class or the nearest above it says, by what `own` knows of each. */
  of(start: Class, key: string, own: (one: Class) => Said<Found>): Found | undefined {
    const id = this.idOf(start), known = this.#known.get(id);
    if (known?.has(key)) return known.get(key);
    if (this.#under.has(id)) {
      this.#cut = true;
      return undefined;
    }
    this.#under.add(id);
    const said = own(start), found = said === 'no more' ? undefined : said ? said.found : this.#above(start, key, own);
    this.#under.delete(id);
    if (!this.#cut || this.#under.size === 0) {
      const answers = this.#known.get(id);
      if (answers) answers.set(key, found); else this.#known.set(id, new Map([[key, found]]));
    }
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
