import { isWork, type Effect } from '../../analysis/calls/effect';
import { asksForStop } from '../../analysis/calls/failure-test';
import type { Stop } from '../../analysis/calls/loss';
import type { FuncAt } from '../../analysis/program/program';
import type { Call, Expr, Step, Unit } from '../../flow/unit';
import { eachExpr, eachStep, peel } from '../../flow/walk';
import { contains, type Span } from '../../text/span';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { GivenRecords } from '../records/given-records';
import { RunSteps, type Level, type Steps } from './run-steps';

/** A way out of the loop over a batch, or of the handler before it, behind which the rest of the batch counts as read. */
export interface JudgedLeave extends Stop {
  /** `stop`: the program is being stopped; `first`: only the first record is looked at. */
  how: 'stop' | 'left' | 'first';
  /** What then counts the rest as read. */
  counted: Stop;
}

/** Where a handler leaves a batch though all of it comes to count as read. */
export function leavesOf(context: Context, found: FoundHandler): JudgedLeave[] {
  if (!found.batch || found.marked) return [];
  const leaves: JudgedLeave[] = [], batch = new Batch(context, found);
  batch.run.each(at => batch.isGoneThroughIn(at), levels => {
    const leave = levels.some(isCatch) ? undefined : batch.leaveAt(levels) ?? batch.firstOnly(levels);
    if (leave && !leaves.some(({ unit, span }) => unit === leave.unit && span.start === leave.span.start)) leaves.push(leave);
  });
  return leaves;
}

/** What is done about a failure is judged as that. */
function isCatch({ step, part }: Level): boolean {
  return step.kind === 'try' && part > 0 && part <= step.catches.length;
}

/** The batch that a handler is given. */
class Batch {
  readonly run: RunSteps;
  readonly #records: GivenRecords;

  constructor(private readonly context: Context, private readonly found: FoundHandler) {
    this.run = new RunSteps(context, found);
    this.#records = new GivenRecords(context, found);
  }

  /** The exit at the end of a way, where it leaves a batch. */
  leaveAt(levels: readonly Level[]): JudgedLeave | undefined {
    const { unit, step } = levels[levels.length - 1], { found } = this;
    if (step.kind !== 'exit' || !/^(break|return)$/.test(step.how)) return undefined;
    const home = levels.findLastIndex(level => level.enters), loop = this.#loopLeft(levels, home, step.how);
    if (loop === undefined && !(found.form === 'callback' && home < 0 && step.how === 'return')) return undefined;
    const inside = levels.slice((loop ?? home) + 1), conditions = inside.flatMap(level => (level.step.kind === 'branch' ? [level.step.condition] : []));
    const stops = conditions.some(condition => asksForStop(unit, condition)), before = inside.map(({ steps, index }) => ({ unit, steps: steps.slice(0, index) }));
    // Before the loop it leaves all of it: told where nothing was done yet.
    if (loop === undefined ? !stops || this.run.some(before, isWork) : !stops && !this.#works(levels[loop])) return undefined;
    if (loop !== undefined && stops && !this.#mayStop(levels)) return undefined;
    if (conditions.some(condition => isFree(unit, condition, found.mayLeaveBy)) || this.run.some(before, goesBack)) return undefined;
    if (loop !== undefined && this.run.some(bodyOf(levels[loop]), isWhole)) return undefined;
    const after = loop === undefined ? [] : this.#behind(levels, step.how === 'return' ? home : loop);
    if (!after || asksWhy(unit, after, inside, conditions)) return undefined;
    const counted = this.#countedBy(after, stops, step.how);
    return counted && { unit, span: step.span, note: 'the batch is left here', how: stops ? 'stop' : 'left', counted };
  }

  /** `records.iterator().next()`: nobody looks at the others. */
  firstOnly(levels: readonly Level[]): JudgedLeave | undefined {
    const { unit, step } = levels[levels.length - 1], call = step.kind === 'call' ? unit.calls[step.call] : undefined;
    const made = call?.name === 'next' && call.receiver ? peel(call.receiver) : undefined, iterator = made?.kind === 'call' ? unit.calls[made.call] : undefined;
    if (iterator?.name !== 'iterator' || !iterator.receiver || !this.#records.areIn(unit, iterator.receiver)) return undefined;
    if (levels.some(level => level.step.kind === 'branch' && asksForCount(unit, level.step.condition))) return undefined;
    const after = this.#behind(levels, levels.length - 1), counted = after && this.#countedBy(after, false, 'break');
    return counted && { unit, span: call!.nameSpan, note: 'only the first record is looked at', how: 'first', counted };
  }

  /** A handler begins only while the consumer runs: where nothing else runs until something is waited for, nothing stops it before that. */
  #mayStop(levels: readonly Level[]): boolean {
    const { form, unit } = this.found;
    if (form !== 'callback' || !this.context.callFacts.idioms(unit).oneThread || levels.some(({ given }) => given)) return true;
    return levels.some(({ unit, steps, index, step }) => [...steps.slice(0, index), ...(step.kind === 'loop' ? step.body : [])].some(one => waits(unit, one)));
  }

  /** The index of the outermost loop over the records that an exit leaves. */
  #loopLeft(levels: readonly Level[], home: number, how: string): number | undefined {
    const around = levels.flatMap(({ step }, index) => (index > home && (step.kind === 'loop' || (step.kind === 'branch' && step.switch)) ? [index] : []));
    return (how === 'break' ? around.slice(-1) : around).find(index => {
      const { unit, step } = levels[index];
      return step !== this.found.loop && this.#records.areGoneThrough(unit, step);
    });
  }

  #works(loop: Level): boolean {
    return this.run.some(bodyOf(loop), isWork);
  }

  /** A function goes through records, or takes the first of them. */
  isGoneThroughIn({ unit, func }: FuncAt): boolean {
    let found = false;
    eachStep(func.body, step => { found ||= this.#records.areGoneThrough(unit, step) || (step.kind === 'call' && unit.calls[step.call].name === 'next'); });
    return found;
  }

  /**
   * What comes after a step that is left, or a function that is left by `return`: the rest of the lists around it, and each
   * `finally`. Nothing where the result of a function may tell its caller that something was left.
   */
  #behind(levels: readonly Level[], from: number): Steps[] | undefined {
    const after: Steps[] = [];
    for (let at = levels.length - 1; at >= 0; at--) {
      const { unit, steps, index, step, part, enters } = levels[at];
      if (step.kind === 'try' && step.finally && at < levels.length - 1 && part <= step.catches.length) after.push({ unit, steps: step.finally });
      if (enters && step.kind === 'call' && this.#mayTell(unit, unit.calls[step.call])) return undefined;
      if (at <= from) after.push({ unit, steps: steps.slice(index + 1) });
    }
    return after;
  }

  /** Somebody may look at what a function gives; what it returns goes on to the next caller, and from a handler to nobody. */
  #mayTell(unit: Unit, call: Call): boolean {
    return !/^(dropped|awaited|returned)$/.test(call.use.kind) || (call.use.kind === 'awaited' && this.context.callFacts.callers.read(unit, call));
  }

  /** Where the whole batch comes to count as read behind an exit. */
  #countedBy(after: readonly Steps[], stops: boolean, how: string): Stop | undefined {
    const { found } = this, { call, form, unit, autoCommit } = found;
    if (this.run.some(after, goesBack) || after.some(throws)) return undefined;
    if (form !== 'poll-loop' && !found.byHand) return { unit, span: found.span, note: 'when the handler returns, the whole batch counts as read' };
    const at = this.run.find(after, effect => isWhole(effect) || (autoCommit === true && effect.meaning?.role === 'close'));
    if (at?.step.kind === 'call') {
      const closes = this.run.effectOf(at.unit, at.step.call).meaning?.role === 'close';
      return { unit: at.unit, span: at.unit.calls[at.step.call].nameSpan, note: closes ? 'closing commits all that was polled' : 'this commits the whole batch' };
    }
    // What is committed by hand after a stop are offsets of what was done.
    if (form === 'callback') return stops ? undefined : { unit, span: found.span, note: 'the next batch begins behind this one, and its commits cover what was left' };
    return autoCommit === true && !stops && how === 'break' ? { unit, span: call!.nameSpan, note: 'the next poll commits all that was polled' } : undefined;
  }
}

function bodyOf({ unit, step }: Level): Steps[] {
  return step.kind === 'loop' ? [{ unit, steps: step.body }] : [];
}

/** A step is, or holds, one that waits for something. */
function waits(unit: Unit, step: Step): boolean {
  let found = false;
  eachStep([step], one => { if (one.kind === 'await' || (one.kind === 'call' && unit.calls[one.call].use.kind === 'awaited')) found = true; });
  return found;
}

/** The condition asks nothing but what may be left by: `isStale()`. */
function isFree(unit: Unit, condition: Expr, questions: readonly string[]): boolean {
  const asked: string[] = [];
  eachExpr(condition, one => {
    if (one.kind === 'call') asked.push(unit.calls[one.call].name);
    if (one.kind === 'name' || one.kind === 'member') asked.push(one.name);
  });
  return asked.length > 0 && asked.every(name => questions.includes(name));
}

/** The condition asks how many records there are. */
function asksForCount(unit: Unit, condition: Expr): boolean {
  let asks = false;
  eachExpr(condition, one => { if (one.kind === 'binary') for (const side of [one.left, one.right].map(peel)) if (side.kind === 'call' && /^(count|size)$/.test(unit.calls[side.call].name)) asks = true; });
  return asks;
}

/** It reads again what was not done, or says so. */
function goesBack({ meaning }: Effect): boolean {
  return meaning?.role === 'seek' || meaning?.role === 'nack';
}

/** The whole batch is committed. */
function isWhole({ meaning }: Effect): boolean {
  return meaning?.role === 'acknowledge' || (meaning?.role === 'commit' && meaning.whole === true && meaning.way !== 'mark');
}

/** What comes after asks for what was set, or asked, when the batch was left. */
function asksWhy(unit: Unit, after: readonly Steps[], inside: readonly Level[], conditions: readonly Expr[]): boolean {
  const set: Span[] = [];
  for (const { step } of inside) if (step.kind === 'branch') for (const arm of step.arms) eachStep(arm, one => { if (one.kind === 'assign') set.push(one.target.span); });
  const spoken = unit.symbols.filter(({ reads, values }) => reads.some(read => [...conditions.map(({ span }) => span), ...set].some(span => contains(span, read.span)))
    || values.some(value => set.some(span => value.span.start > span.end && value.span.start - span.end < ASSIGNS)));
  let asks = false;
  for (const one of after) {
    if (one.unit === unit) eachStep(one.steps, step => { if (step.kind === 'branch' && spoken.some(({ reads }) => reads.some(read => contains(step.condition.span, read.span)))) asks = true; });
  }
  return asks;
}

/** Between the target of an assignment and its value stand no more characters. */
const ASSIGNS = 8;

function throws({ steps }: Steps): boolean {
  let found = false;
  eachStep(steps, step => { if (step.kind === 'exit' && step.how === 'throw') found = true; });
  return found;
}
