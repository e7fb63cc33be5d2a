import { Bases, type Basis, type Kept, type Read } from './basis';

/** An answer that is being made: what it rests on so far, and how deep questions stood inside one another. */
interface Frame {
  base: Basis | undefined;
  more: Set<Read> | undefined;
  depth: Depth;
  /** The answer for which this one is made. */
  asker: Frame | undefined;
}

/** How deep questions of each kind that has a bound stand inside one another. */
type Depth = number;

/** The kinds of questions that are counted where they stand inside one another, since there is a bound to it. */
export const COUNTED = { not: 0, asNested: 1, asSources: 1 << 16 } as const;
export type Counted = typeof COUNTED[keyof typeof COUNTED];

/** Of questions about types and runtimes, and of those about sources, inside one another: beyond, an answer may depend on who asked. */
const NESTED = 40;
const SOURCES = 6;
/** Lists that depend on one another stand in three rows. */
const ROUNDS = 8;

/**
 * The answers of the analysis, each with what it rests on, so that after a change those live on that do not depend on it.
 * While an answer is made, it notes each unit that it enters and each name that it asks for across files, found or not, and
 * takes over what the answers rest on that it asks for.
 *
 * An answer that was cut short since it was asked for within itself depends on who asked first. Such are made again after
 * each change, by the questions that made them, in their order; `isDeep` tells that a bound may have had a part in answers.
 */
export class Memory {
  /** Without `isLasting` nothing is kept from one look to the next, and so nothing noted. */
  constructor(private readonly isLasting = false) {}

  readonly #bases = new Bases();
  #top: Frame | undefined;
  readonly #maps = new Map<string, Map<unknown, unknown>>();
  /** What circles rest on, which changes always. */
  readonly #circle: Read = {};
  /** Makes lists again whose parts depend on what changed. */
  readonly #later: { make: () => boolean; isLast: boolean }[] = [];
  isDeep = false;
  /** Whether answers of an earlier look live on. */
  isReused = false;

  /** What rests on nothing. */
  get nothing(): Basis {
    return this.#bases.none;
  }

  /** True while an answer is made. */
  get isMaking(): boolean {
    return this.#top !== undefined;
  }

  /** Notes a thing on which the answer that is being made rests. */
  note(read: Read): void {
    const frame = this.#top;
    if (!frame || frame.base?.reads.has(read)) return;
    if (frame.more) frame.more.add(read); else frame.more = new Set([read]);
  }

  /** Notes that the answer which is being made was asked for within itself. */
  cutShort(): void {
    this.note(this.#circle);
  }

  /** Notes that a bound cut an answer short. */
  cutDeep(): void {
    this.isDeep = true;
    this.cutShort();
  }

  open(): void {
    if (this.isLasting) this.#top = { base: undefined, more: undefined, depth: 0, asker: this.#top };
  }

  /** The answer is made: what it rests on. */
  close(kind: Counted): { basis: Basis; depth: Depth } {
    if (!this.isLasting) return { basis: this.#bases.none, depth: 0 };
    const top = this.#top!;
    // What it rests on was dropped meanwhile: it holds for this look at most.
    if (top.base?.isGone) (top.more ??= new Set()).add(this.#circle);
    const { base, more, depth, asker } = top, basis = this.#bases.of(base, more), own = depth + kind;
    if ((own & 0xffff) > NESTED || own >> 16 > SOURCES) this.isDeep = true;
    this.#top = asker;
    this.pass(basis, own);
    return { basis, depth: own };
  }

  /** The answer that is being made rests on what another one rests on. */
  pass(basis: Basis, depth: Depth): void {
    const frame = this.#top;
    if (!frame) return;
    if (depth !== 0) frame.depth = deeper(frame.depth, depth);
    const { base } = frame;
    if (basis === base) return;
    if (!base) { frame.base = basis; return; }
    if (base.isGone || basis.isGone) (frame.more ??= new Set()).add(this.#circle);
    const [large, small] = base.reads.size < basis.reads.size ? [basis, base] : [base, basis];
    frame.base = large;
    for (const read of small.reads) if (!large.reads.has(read)) (frame.more ??= new Set()).add(read);
  }

  /** A map of answers that outlives one look at the workspace, by its name. */
  map<Key, Value>(name: string): Map<Key, Value> {
    let map = this.#maps.get(name);
    if (!map) this.#maps.set(name, map = new Map());
    return map as Map<Key, Value>;
  }

  /** Runs something whose answers are no part of the one that is being made. */
  apart(run: () => void): void {
    const top = this.#top;
    this.#top = undefined;
    run();
    this.#top = top;
  }

  /** Before a new look at the workspace: what was cut short is made again, and all of it where a bound had a part in it. */
  begin(): void {
    this.#later.length = 0;
    this.#top = undefined;
    if (this.isDeep || !this.isLasting) this.clear();
    else this.drop(this.#circle);
    this.isReused = this.#maps.size > 0;
  }

  /**
   * To be made again when all has been dropped that depends on changed files; `make` tells whether anything came out
   * otherwise. `isLast`: it asks the other lists.
   */
  later(make: () => boolean, isLast: boolean): void {
    this.#later.push({ make, isLast });
  }

  /** Brings lists up to date, of which one may depend on another, before anything else is asked. */
  settle(): void {
    this.#later.sort((a, b) => Number(a.isLast) - Number(b.isLast));
    for (let round = 0, isChanged = true; isChanged && round < ROUNDS; round++)
      isChanged = this.#later.map(({ make }) => make()).includes(true);
  }

  /** Forgets all answers that rest on a thing. */
  drop(read: Read): void {
    this.#bases.drop(read);
  }

  clear(): void {
    this.#bases.clear();
    this.#maps.clear();
    this.isDeep = false;
  }
}

function deeper(one: Depth, other: Depth): Depth {
  return Math.max(one & 0xffff, other & 0xffff) + (Math.max(one >> 16, other >> 16) << 16);
}

/** An answer in a map of the memory. */
class Entry<Value> implements Kept {
  constructor(readonly value: Value, readonly basis: Basis, readonly depth: Depth, private readonly home: Map<unknown, unknown>, private readonly key: unknown, private readonly outer?: { map: Map<unknown, unknown>; key: unknown }, isLasting = true) {
    if (isLasting) basis.kept.push(this);
  }

  forget(): void {
    if (this.home.get(this.key) === this) this.home.delete(this.key);
    if (this.outer && this.home.size === 0 && this.outer.map.get(this.outer.key) === this.home) this.outer.map.delete(this.outer.key);
  }
}

/** Answers to one kind of question, by what is asked of. */
export class Memo<Key, Value> {
  readonly #known: Map<Key, Entry<Value>>;
  readonly #isLasting: boolean;

  /** Without a name the answers last as long as this look at the workspace. */
  constructor(private readonly memory: Memory, name: string | undefined, private readonly kind: Counted = COUNTED.not) {
    this.#known = name === undefined ? new Map() : memory.map(name);
    this.#isLasting = name !== undefined;
  }

  /** The answer, if it is known. */
  of(key: Key): { readonly value: Value } | undefined {
    const known = this.#known.get(key);
    if (known) this.memory.pass(known.basis, known.depth);
    return known;
  }

  /** An answer begins to be made, which rests on a unit. */
  open(unit?: Read): void {
    this.memory.open();
    if (unit) this.memory.note(unit);
  }

  /** It is made; kept unless it may lack something. */
  close(key: Key, value: Value, keep = true): Value {
    const { basis, depth } = this.memory.close(this.kind);
    if (keep) this.#keep(key, value, basis, depth);
    return value;
  }

  /** Several are made at once, and rest on the same. */
  closeAll(values: ReadonlyMap<Key, Value>): void {
    const { basis, depth } = this.memory.close(this.kind);
    for (const [key, value] of values) this.#keep(key, value, basis, depth);
  }

  #keep(key: Key, value: Value, basis: Basis, depth: Depth): void {
    this.#known.set(key, new Entry(value, basis, depth, this.#known, key, undefined, this.#isLasting));
  }
}

/** The same by two keys. */
export class PairMemo<Key, Value, Part = string> {
  readonly #known: Map<Key, Map<Part, Entry<Value>>>;
  readonly #isLasting: boolean;

  /** Without a name the answers last as long as this look at the workspace. */
  constructor(private readonly memory: Memory, name: string | undefined, private readonly kind: Counted = COUNTED.not) {
    this.#known = name === undefined ? new Map() : memory.map(name);
    this.#isLasting = name !== undefined;
  }

  of(key: Key, part: Part): { readonly value: Value } | undefined {
    const known = this.#known.get(key)?.get(part);
    if (known) this.memory.pass(known.basis, known.depth);
    return known;
  }

  /** How many answers of a key are known, for who does not ask them. */
  count(key: Key): number {
    return this.#known.get(key)?.size ?? 0;
  }

  open(unit?: Read): void {
    this.memory.open();
    if (unit) this.memory.note(unit);
  }

  close(key: Key, part: Part, value: Value, keep = true): Value {
    const { basis, depth } = this.memory.close(this.kind);
    if (!keep) return value;
    let known = this.#known.get(key);
    if (!known) this.#known.set(key, known = new Map());
    known.set(part, new Entry(value, basis, depth, known, part, this.#isLasting ? { map: this.#known, key } : undefined, this.#isLasting));
    return value;
  }
}
