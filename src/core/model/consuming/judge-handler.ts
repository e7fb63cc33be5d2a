import { code } from '../../text/visible';
import { closingOf, type JudgedClose } from './closes';
import { ordersOf, type JudgedCommit } from './commit-order';
import { leavesOf, type JudgedLeave } from './left-early';
import { outOfOrder, type JudgedOutOfOrder } from './out-of-order';
import type { FoundHandler } from '../found-handler';
import { asksBehind, behindWait, detachedIn, isWithoutRecords, startersIn, type JudgedDetached } from './detached';
import { errorHandlerEnds, errorHandlerSwallow, summaryOf, swallowsOf, type JudgedSwallow } from './swallows';
import { deepest, idOf, type Stop } from '../../analysis/calls/loss';
import { type Act, MOST_DEEDS } from '../../analysis/deeds/deeds';
import type { Reach } from '../../analysis/deeds/reach';
import { PairMemo } from '../../analysis/program/memory';
import type { Summary } from '../../analysis/ways/summary';
import { bindingKey } from '../../analysis/ways/ways';
import type { Func } from '../../flow/unit';
import { contains } from '../../text/span';
import type { Unreadable } from '../../kafka/model';
import { givenUpIn } from './given-up';
import { unreadableIn } from './unreadable';
import type { Context } from '../context';

/** What a handler does wrong and right. */
export interface Judgement {
  swallows: JudgedSwallow[];
  detached: JudgedDetached[];
  commits: JudgedCommit[];
  closes: JudgedClose[];
  unreadable: Unreadable[];
  givenUp: Stop[];
  leaves: JudgedLeave[];
  outOfOrder: JudgedOutOfOrder[];
  /** Where a failure of the work closes the consumer, which commits all that was polled. */
  closing?: Stop;
  trivial: boolean;
  /** The first call on which it rests that nothing goes wrong, and that cannot be seen. */
  unseen?: Stop;
}

/** The judgements of handlers, each of which lives on until something changes on which it rests. */
export class Judgements {
  readonly #known: PairMemo<Func, Judgement>;
  readonly #starters: Reach;

  constructor(private readonly context: Context) {
    this.#known = new PairMemo(context.program.memory, 'judgements');
    this.#starters = startersIn(context);
  }

  /** Judges a handler by every way through it. */
  of(found: FoundHandler): Judgement {
    const key = keyOf(found), known = this.#known.of(found.func, key);
    if (known) return known.value;
    this.#known.open(found.unit);
    this.context.program.memory.note(found.home);
    return this.#known.close(found.func, key, judgeHandler(this.context, found, this.#starters));
  }
}

/** All that is known of a handler, but for its function, by which it is judged. */
function keyOf({ unit, form, library, call, polled, batch, mayLeaveBy, byHand, marked, apart, failure, autoCommit, region, handed, loop, annotation, errorHandler }: FoundHandler): string {
  const nodes = [call, polled, annotation, errorHandler?.func].map(node => (node === undefined ? 0 : idOf(node)));
  return JSON.stringify([
    unit.path, form, library.id, nodes, batch, mayLeaveBy, byHand, marked, apart, failure, autoCommit, region.start, region.end, loop?.span.start, bindingKey({ handed, lent: new Map() }),
  ]);
}

function judgeHandler(context: Context, found: FoundHandler, starters: Reach): Judgement {
  const summary = summaryOf(context, found), acts = actsOf(context, found, starters).filter(act => !isWithoutRecords(found, act));
  const detached = [...detachedIn(context, acts, found.marked === true), ...behindWait(context, found, summary, acts)];
  for (const one of detached) one.asked ??= asksBehind(found, one);
  const swallows = [...swallowsOf(context, found, summary), ...errorHandlerSwallow(context, found)];
  const closing = closingOf(context, found, summary, swallows);
  for (const swallow of swallows) swallow.closing = closing.at;
  // Whether what is asked before a commit is the end of the work beside it stays open.
  const running = detached.filter(one => !one.asked);
  return {
    swallows, detached, commits: ordersOf(context, found, summary, swallows, running), closes: closing.forgotten,  unreadable: unreadableIn(context, found, summary), givenUp: givenUpIn(context, found), leaves: leavesOf(context, found), outOfOrder: outOfOrder(context, found, summary), closing: closing.onFailure,
    unseen: unseenIn(context, found, summary) ?? cutAt(found, acts), trivial: detached.length === 0 && isTrivial(found, summary),
  };
}

/** What a handler does with a record, with what it runs that may start something or commit. */
function actsOf({ deeds }: Context, { home, func, handed, region }: FoundHandler, starters: Reach): Act[] {
  return deeds.of({ unit: home, func }, run => run.binding.handed.size > 0 || starters.from(run.unit, run.func), { handed, lent: new Map() }).filter(({ call, around: [outer] }) => contains(region, (outer?.call ?? call).span));
}

/** Some of what it does may be missing, and with it what it starts. */
function cutAt({ home, func }: FoundHandler, acts: readonly Act[]): Stop | undefined {
  return acts.length < MOST_DEEDS ? undefined : { unit: home, span: func.nameSpan, note: 'it runs more code than is followed' };
}

/** Nothing in it works on the record or reads it: it only prints, counts or remembers. */
function isTrivial({ region }: FoundHandler, { ends, checkpoints, cut }: Summary): boolean {
  return !cut && ![...ends, ...checkpoints].some(({ fault }) => fault !== undefined && /^(work|send|parse)$/.test(fault.kind) && contains(region, fault.call.span));
}

/** The first call of a handler that cannot be seen: what it does, or what a failure is left to. */
function unseenIn(context: Context, found: FoundHandler, { ends, checkpoints, cut }: Summary): Stop | undefined {
  const all = [...ends, ...checkpoints].filter(({ fault }) => !/^(commit|read|connect)$/.test(fault?.kind ?? ''));
  const left = all.map(({ loss }) => loss).find(loss => loss.kind === 'unknown');
  const assumed = all.flatMap(({ fault }) => (fault?.assumed ? [deepest(fault)] : [])).find(fault => fault.kind === 'work');
  if (cut) return cut;
  if (assumed) return { unit: assumed.unit, span: assumed.call.nameSpan, note: `what ${code(assumed.call.name)} does cannot be seen` };
  return (left?.kind === 'unknown' ? left.by : undefined) ?? errorHandlerEnds(context, found)?.unseen;
}
