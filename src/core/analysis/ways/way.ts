import type { LibraryTable, Meaning } from '../../libraries/table';
import { alikeLoss, type CallAt, type Failed, failedKey, type Fault, faultKey, idOf, type Loss, lossKey, NO_LOSS, placeKey } from '../calls/loss';
import { NO_VALUES, numberOf, withKnown, withoutKnown } from './known';
import { keyOf, type Value, type Values } from './value';

/** How far the record at hand is: whether work for it is done, and the call by which it counts as done already. */
export interface Progress {
  worked: boolean;
  /** That was done in an earlier turn of a loop. */
  earlier?: boolean;
  /** Records have been polled: what failed before that was about none of them. */
  polled?: boolean;
  /** The commit, or the call of the function that is walked that commits; and the commit itself. */
  covered?: Checkpoint;
}

/** A place at which records come to count as done, or at which it shows that they did too early, and the way by which it is passed. */
export interface Checkpoint {
  /** `early`: work that comes after a commit, with none before it; `close`: a consumer is closed. */
  what: 'commit' | 'poll' | 'early' | 'close';
  at: CallAt;
  meaning: Meaning;
  library?: LibraryTable;
  /** The call by which it is reached where its order is decided: the commit itself, or a function that commits. */
  shown: CallAt;
  loss: Loss;
  fault?: Fault;
  worked: boolean;
  /** It stands in a loop over records, or in a function that such a loop runs. */
  each: boolean;
  work?: CallAt;
}

/**
 * One way through a function up to a place: what failed on it, what became of that, and what is known of its variables. Where
 * several things may fail, each alone, and go on alike from there, they are one way, which is followed for the first of them.
 */
export interface Way {
  fault?: Fault;
  loss: Loss;
  /** What else failed and goes the same way. */
  alike?: readonly Failed[];
  values: Values;
  progress?: Progress;
  /** The call by which whoever asked was told that all is well. */
  answered?: CallAt;
}

export const FRESH: Way = { loss: NO_LOSS, values: NO_VALUES };

/** A way that goes on with another loss, at the same places or at another one; `before`: as what it was that loss. */
export function withLoss(way: Way, loss: Loss, before = way.loss): Way {
  return { ...way, loss: before === way.loss ? loss : alikeLoss(before, loss, way.loss), ...(way.alike ? { alike: way.alike.map(one => ({ fault: one.fault, loss: alikeLoss(before, loss, one.loss) })) } : {}) };
}

/** A way on which something else may fail from now on. */
export function withoutFault({ fault: _, alike: __, ...way }: Way): Way {
  return { ...way, loss: { kind: 'past' } };
}

/** A way on which what failed is seen in another light. */
export function withFault(way: Way, change: (fault: Fault) => Fault): Way {
  return ofFailed(way, failedOn(way).map(({ fault, loss }) => ({ fault: change(fault), loss })));
}

/** All that failed on a way. */
export function failedOn({ fault, loss, alike = [] }: Pick<Way, 'fault' | 'loss' | 'alike'>): readonly Failed[] {
  return fault ? [{ fault, loss }, ...alike] : [];
}

/** A way on which certain things failed. */
export function ofFailed({ alike: _, ...way }: Way, [first, ...alike]: readonly Failed[]): Way {
  return { ...way, ...first, ...(alike.length > 0 ? { alike } : {}) };
}

/** A way taken apart, by what is asked about each of its failures. */
export function apart(way: Way, ask: (failed: Failed) => unknown): Way[] {
  if (!way.alike) return [way];
  const parts = new Map<unknown, Failed[]>();
  for (const failed of failedOn(way)) {
    const answer = ask(failed), part = parts.get(answer);
    if (part) part.push(failed); else parts.set(answer, [failed]);
  }
  return parts.size === 1 ? [way] : [...parts.values()].map(part => ofFailed(way, part));
}

/** A way behind the place where its failure was dealt with. */
export function outside(way: Way): Way {
  return way.loss.kind === 'ended' && way.loss.inside ? withLoss(way, { ...way.loss, inside: false }) : way;
}

/** True for a way on which the fault that is asked about has not come yet. */
export function isFresh({ loss }: Way): boolean {
  return loss.kind === 'none' || loss.kind === 'past';
}

/** A way on a part of the code that only failed ways come to. */
export function inside(way: Way): Way {
  return way.loss.kind === 'ended' && !way.loss.inside && way.loss.at.what !== 'dropped' && way.loss.at.what !== 'ignored' ? withLoss(way, { ...way.loss, inside: true }) : way;
}

/** A way on which a variable or result has a value. */
export function withValue(way: Way, key: number, value: Value): Way {
  const known = way.values.get(key);
  if (known ? keyOf(known) === keyOf(value) : value.kind === 'unknown') return way;
  return { ...way, values: value.kind === 'unknown' ? withoutKnown(way.values, one => one === key) : withKnown(way.values, key, value) };
}

/** A way on which nothing is known any more of some variables and results. */
export function forgetting(way: Way, isGone: (key: number) => boolean): Way {
  const values = withoutKnown(way.values, isGone);
  const noted = way.loss.kind === 'ended' && way.loss.noted?.some(isGone) ? way.loss.noted.filter(key => !isGone(key)) : undefined;
  const kept = values === way.values ? way : { ...way, values };
  return noted && kept.loss.kind === 'ended' ? withLoss(kept, { ...kept.loss, noted }) : kept;
}

/** A progress as text. */
export function progressKey(progress: Progress | undefined): string {
  return progress ? `${progress.worked} ${progress.earlier === true} ${progress.polled === true} ${progress.covered ? idOf(progress.covered.at.call) : ''}` : '';
}

/** A checkpoint as text. */
export function checkpointKey({ what, at, shown, loss, fault, worked, each, work }: Checkpoint): string {
  return [what, idOf(at.call), idOf(shown.call), lossKey(loss), placeKey(loss), faultKey(fault), worked, each, work ? idOf(work.call) : ''].join();
}

/** A way as text; ways that read alike go on alike, whatever has failed on them. */
export function wayKey({ fault, loss, values, progress, answered }: Way): string {
  return `${fault ? `${fault.kind} ${fault.answered !== undefined}` : ''}|${lossKey(loss)}|${numberOf(values)}|${progressKey(progress)}${answered ? `|${idOf(answered.call)}` : ''}`;
}

/** Ways that read alike are one, on which all fails that failed on any of them. */
export function joined(ways: readonly Way[]): Way[] {
  return ways.length < 2 ? [...ways] : joinedBy(ways, wayKey, way => way, (_, way) => way);
}

/** Exits that read alike are one. */
export function joinedExits(exits: readonly Exit[]): Exit[] {
  const keyOfExit = ({ how, rejects, refused, value, way }: Exit): string => `${how} ${rejects === true} ${refused === true} ${value ? keyOf(value) : ''} ${wayKey(way)}`;
  return exits.length < 2 ? [...exits] : joinedBy(exits, keyOfExit, exit => exit.way, (exit, way) => ({ ...exit, way }));
}

function joinedBy<Item>(items: readonly Item[], keyFor: (item: Item) => string, wayOf: (item: Item) => Way, withWay: (item: Item, way: Way) => Item): Item[] {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyFor(item), others = found.get(key);
    if (others) others.push(item); else found.set(key, [item]);
  }
  return [...found.values()].map(same => (same.length === 1 ? same[0] : withWay(same[0], together(same.map(wayOf)))));
}

/** Ways that read alike as one. */
function together(ways: readonly Way[]): Way {
  const [first, ...others] = ways, further = others.filter(way => way.fault !== first.fault || way.loss !== first.loss || way.alike !== first.alike);
  if (first.fault === undefined || further.length === 0) return first;
  const failed = new Map<string, Failed>();
  for (const way of [first, ...further]) for (const one of failedOn(way)) if (!failed.has(failedKey(one))) failed.set(failedKey(one), one);
  return failed.size === 1 + (first.alike?.length ?? 0) ? first : ofFailed(first, [...failed.values()]);
}

/** How a way leaves some steps, other than at their end. */
export interface Exit {
  how: 'return' | 'throw' | 'break' | 'continue' | 'stop';
  way: Way;
  value?: Value;
  /** The future that is returned failed: `return CompletableFuture.failedFuture(e)`. */
  rejects?: boolean;
  /** It stands in a catch, and what came there was thrown by the function itself. */
  refused?: boolean;
}

/** Where ways are after some steps. */
export interface Flow {
  next: Way[];
  exits: Exit[];
}

/** Several flows as one. */
export function gathered(flows: readonly Flow[]): Flow {
  return flows.length === 1 ? flows[0] : { next: flows.flatMap(flow => flow.next), exits: flows.flatMap(flow => flow.exits) };
}

/** The variables that hold the failure at hand. */
export function failuresOf(way: Way): Set<number> {
  return new Set([...way.values].filter(([symbol, value]) => symbol >= 0 && value.kind === 'failure').map(([symbol]) => symbol));
}

/** The ways that loops have gone, and what had failed on them. */
export type SeenWays = Map<string, Set<string>>;

/** Those of some ways, or of what failed on them, that were not seen before; they are noted as seen. */
export function unseenIn(seen: SeenWays, ways: readonly Way[]): Way[] {
  return joined(ways).flatMap(way => {
    const known = seen.get(wayKey(way)), failed = failedOn(way), fresh = failed.filter(one => !known?.has(failedKey(one)));
    if (known && fresh.length === 0) return [];
    if (known) fresh.forEach(one => known.add(failedKey(one))); else seen.set(wayKey(way), new Set(failed.map(failedKey)));
    return fresh.length === failed.length ? [way] : [ofFailed(way, fresh)];
  });
}
