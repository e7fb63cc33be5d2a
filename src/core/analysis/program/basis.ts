/** What an answer may rest on: a unit, or a name that was asked for. */
export type Read = object;

/** An answer that is remembered. */
export interface Kept {
  forget(): void;
}

const NOTHING: ReadonlySet<Read> = new Set();

/** A set of what answers rest on; answers that rest on the same share one. */
export class Basis {
  isGone = false;
  kept: Kept[] = [];
  /** The same with one thing more. */
  with: Map<Read, Basis> | undefined;
  /** The last few that were made of it with several things more. */
  recent: Basis[] | undefined;

  constructor(public reads: ReadonlySet<Read>) {}

  /** Forgets all answers that rest on it, and what it rested on. */
  drop(): void {
    this.isGone = true;
    for (const kept of this.kept) kept.forget();
    this.kept = [];
    this.reads = NOTHING;
    this.with = this.recent = undefined;
  }
}

/** Answers that rest on the same are made one after the other. */
const RECENT = 6;

/** What rests on one thing; those that are gone are left out now and then, which costs less than to look for each. */
class Resting {
  #all: Basis[] = [];
  #most = 16;

  add(basis: Basis): void {
    if (this.#all.length >= this.#most) {
      this.#all = this.#all.filter(({ isGone }) => !isGone);
      this.#most = Math.max(16, 2 * this.#all.length);
    }
    this.#all.push(basis);
  }

  drop(): void {
    for (const basis of this.#all) if (!basis.isGone) basis.drop();
  }
}

/** All that remembered answers rest on, by each thing: when that changes they go. */
export class Bases {
  #by = new Map<Read, Resting>();
  /** What rests on nothing. */
  none = new Basis(NOTHING);

  /** What rests on a basis and some things more. */
  of(base: Basis | undefined, more: ReadonlySet<Read> | undefined): Basis {
    if (!more || more.size === 0) return base ?? this.none;
    const [first] = more;
    if (more.size === 1) return this.#and(base ?? this.none, first);
    if (base) return this.#withAll(base, more);
    // Most things that an answer rests on are those of others about its unit, which comes first.
    return this.#withAll(this.#and(this.none, first), more);
  }

  #and(basis: Basis, read: Read): Basis {
    const known = basis.with?.get(read);
    if (known && !known.isGone) return known;
    const made = this.#enter(new Basis(new Set(basis.reads).add(read)));
    (basis.with ??= new Map()).set(read, made);
    return made;
  }

  #withAll(basis: Basis, more: ReadonlySet<Read>): Basis {
    const recent = basis.recent ??= [], size = basis.reads.size + countBeyond(more, basis.reads);
    const known = recent.find(one => one.reads.size === size && !one.isGone && isWithin(more, one.reads) && isWithin(basis.reads, one.reads));
    if (known) return known;
    const reads = new Set(basis.reads);
    for (const read of more) reads.add(read);
    const made = this.#enter(new Basis(reads));
    recent.push(made);
    if (recent.length > RECENT) recent.shift();
    return made;
  }

  /** Forgets all answers that rest on a thing. */
  drop(read: Read): void {
    this.#by.get(read)?.drop();
    this.#by.delete(read);
    this.none.with?.delete(read);
  }

  clear(): void {
    this.#by = new Map();
    this.none = new Basis(NOTHING);
  }

  #enter(basis: Basis): Basis {
    for (const read of basis.reads) {
      let resting = this.#by.get(read);
      if (!resting) this.#by.set(read, resting = new Resting());
      resting.add(basis);
    }
    return basis;
  }
}

function countBeyond(some: ReadonlySet<Read>, others: ReadonlySet<Read>): number {
  let count = 0;
  for (const one of some) if (!others.has(one)) count++;
  return count;
}

function isWithin(some: ReadonlySet<Read>, all: ReadonlySet<Read>): boolean {
  for (const one of some) if (!all.has(one)) return false;
  return true;
}
