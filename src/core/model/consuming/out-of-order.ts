import { isWork, type Effect } from '../../analysis/calls/effect';
import type { Fault, Loss, Stop } from '../../analysis/calls/loss';
import type { FuncAt } from '../../analysis/program/program';
import { nameOfCall } from '../../analysis/values/names';
import type { Summary } from '../../analysis/ways/summary';
import type { Call, Func, Unit } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { contains } from '../../text/span';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { isOfWork } from './of-work';
import { GivenRecords } from '../records/given-records';
import { RunSteps, type Level } from './run-steps';

/** A commit or mark that is made as work for one of several records ends, whatever has become of those before it. */
export interface JudgedOutOfOrder extends Stop {
  name: string | undefined;
  /** What runs the work for several records at once. */
  parallel: Stop;
  /** A consumer is used by a thread that does not poll. */
  otherThread: boolean;
}

/** The commits of a handler that are made in the order in which parallel work ends. */
export function outOfOrder(context: Context, found: FoundHandler, summary: Summary): JudgedOutOfOrder[] {
  const judged: JudgedOutOfOrder[] = [], run = new RunSteps(context, found), records = new GivenRecords(context, found);
  run.each(({ unit, func }) => callsIn(func).some(call => covers(run.effectOf(unit, call))), levels => {
    const last = levels[levels.length - 1], call = last.step.kind === 'call' ? last.unit.calls[last.step.call] : undefined;
    if (!call || !covers(run.effectOf(last.unit, call.id)) || judged.some(one => one.span.start === call.nameSpan.start)) return;
    // What a poll loop starts before it, or behind it, is about no record.
    if (found.form === 'poll-loop' && !levels.some(({ step }) => step === found.loop)) return;
    if (found.apart === 'next' && isAsListened(found, run, levels, call)) {
      const parallel = { unit: found.unit, span: found.span, note: 'the next record comes while this one is in work' };
      judged.push({ unit: last.unit, span: call.nameSpan, note: '', name: nameOfCall(call, last.unit), otherThread: false, parallel });
      return;
    }
    const at = levels.findIndex(level => level.given && isParallel(context, records, summary, level));
    if (at < 0 || !isBehindWork(run, levels, at)) return;
    const taker = callOf(levels[at]);
    judged.push({
      unit: last.unit, span: call.nameSpan, note: '', name: nameOfCall(call, last.unit), otherThread: found.form === 'poll-loop',
      parallel: { unit: levels[at].unit, span: taker.nameSpan, note: 'the records are worked on at the same time' },
    });
  }, true);
  return judged;
}

function callsIn({ body }: Func): number[] {
  const calls: number[] = [];
  eachStep(body, step => { if (step.kind === 'call') calls.push(step.call); });
  return calls;
}

/** A commit of a listener behind work for which it waits itself, and alone: it does not keep back the next record. */
function isAsListened({ home, func }: FoundHandler, run: RunSteps, levels: readonly Level[], commit: Call): boolean {
  const waits = home.calls.filter(call => call.func === func.id && call.use.kind === 'awaited'), [outer] = levels;
  const isBefore = ({ span }: Call): boolean => span.end <= outer.step.span.start || (contains(outer.step.span, span) && span.end <= commit.span.start);
  if (!func.async || !waits.some(isBefore)) return false;
  const before = levels.map(({ unit, steps, index }) => ({ unit, steps: steps.slice(0, index) }));
  return run.some(before, isWork) && !run.some([{ unit: home, steps: func.body }], ({ meaning }) => meaning?.role === 'pause');
}

/** It counts a record as done, and with it those before. */
function covers({ meaning }: Effect): boolean {
  return meaning?.role === 'acknowledge' || (meaning?.role === 'commit' && (meaning.way === 'mark' || meaning.offset !== undefined || meaning.whole === true));
}

function callOf({ unit, step }: Level): Call {
  return unit.calls[(step as { call: number }).call];
}

/** Work comes first: in the function that is given away, or in what that is chained to: `pay(order).thenRun(() -> acknowledge())`. */
function isBehindWork(run: RunSteps, levels: readonly Level[], from: number): boolean {
  const { unit } = levels[from], { receiver, name } = callOf(levels[from]);
  if (CHAINS.test(name)) return receiver !== undefined && unit.calls.some(call => contains(receiver.span, call.span) && isWork(run.effectOf(unit, call.id)));
  return run.some(levels.slice(from + 1).map(({ unit: home, steps, index }) => ({ unit: home, steps: steps.slice(0, index) })), isWork);
}

const CHAINS = /^then(Run|Accept)$/;

/** A call runs the function that it is given for several records at once. */
function isParallel(context: Context, records: GivenRecords, summary: Summary, level: Level): boolean {
  const { unit, given } = level, call = callOf(level);
  if (traitsOf(unit).waiting === 'threads') {
    return CHAINS.test(call.name) ? call.use.kind === 'dropped' : given!.beside && isPool(context, unit, call);
  }
  const list = /^(map|flatMap)$/.test(call.name) && call.use.kind !== 'dropped' && call.receiver !== undefined && records.areIn(unit, call.receiver);
  // Where no failure leaves the work, all is done when the handler returns.
  return list && summary.ends.some(({ loss, fault }) => isLeft(loss) && isOfWork(fault) && liesIn(given!, fault!));
}

/** A failure goes on to whoever runs the handler, or stays among results that nobody reads. */
function isLeft(loss: Loss): boolean {
  return loss.kind === 'live' || (loss.kind === 'ended' && loss.at.what === 'settled');
}

/** What fails is called in a function, or in what that runs. */
function liesIn(at: FuncAt, { unit, call, inner }: Fault): boolean {
  return (unit === at.unit && contains(at.func.span, call.span)) || (inner !== undefined && liesIn(at, inner));
}

/** A pool of one thread works in order. */
function isPool({ types, constants }: Context, unit: Unit, { receiver, name }: Call): boolean {
  if (/^(schedule|scheduleAtFixedRate|scheduleWithFixedDelay)$/.test(name)) return false;
  const made = receiver ? types.sources.of({ unit, expr: receiver }).found : [];
  return !made.some(({ unit: home, expr }) => {
    const value = peel(expr), call = value.kind === 'call' ? home.calls[value.call] : undefined, size = call?.args[0] && constants.read(home, call.args[0]);
    return call !== undefined && (/single/i.test(call.name) || (size?.known === true && size.value === '1'));
  });
}
