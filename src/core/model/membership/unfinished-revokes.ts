import { isWork, UNBOUND } from '../../analysis/calls/effect';
import { Reach } from '../../analysis/deeds/reach';
import type { FuncAt } from '../../analysis/program/program';
import type { Call, Expr, Func, Unit } from '../../flow/unit';
import { eachExpr, enclosing, peel } from '../../flow/walk';
import type { Evidence } from '../../kafka/evidence';
import type { Handler, UnfinishedRevoke } from '../../kafka/model';
import { contains } from '../../text/span';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { rebalanceListeners } from './rebalances';
import { RunSteps, type Level } from '../consuming/run-steps';

/** Where partitions are given up though what was done is not committed, or what is committed is not done. */
export function findUnfinishedRevokes(context: Context, found: ReadonlyMap<FoundHandler, Handler>): UnfinishedRevoke[] {
  const committers = new Reach(context.callFacts, (unit, call) => isCommit(context, unit, call));
  return rebalanceListeners(context, [...found.keys()]).flatMap(({ unit, revoked: [func], handlers }): UnfinishedRevoke[] => {
    const loops = handlers.filter(({ form, loop }) => form === 'poll-loop' && loop !== undefined), handler = loops.length === 1 ? found.get(loops[0]) : undefined;
    if (!func || !handler || handler.trivial || handler.commits !== 'by-hand' || handler.consumer?.freshGroup || handler.consumer?.ownPosition) return [];
    const rare = rareCommits(context, loops[0]);
    if (rare.length === 0) return [];
    const about = { topics: handler.topics, environment: handler.environment, sample: handler.sample };
    if (gathers(context, loops[0])) {
      const commit = commitsUnwritten(context, unit, func);
      return commit ? [{ ...context.place(unit, commit.nameSpan), ...about, how: 'unwritten', because: rare }] : [];
    }
    return saysOnly(context, unit, func) && !committers.from(unit, func) ? [{ ...context.place(unit, func.nameSpan), ...about, how: 'uncommitted', name: func.name, because: rare }] : [];
  });
}

function isCommit({ types }: Context, unit: Unit, call: Call): boolean {
  const meaning = types.meanings.of(unit, call)?.meaning;
  return (meaning?.role === 'commit' && meaning.way !== 'mark') || meaning?.role === 'send-offsets';
}

/** The commits of a poll loop, where all of them wait for a number of records or a time. */
function rareCommits(context: Context, found: FoundHandler): Evidence[] {
  const run = new RunSteps(context, found), rare: Evidence[] = [];
  let always = false;
  run.each(at => ownCalls(at).some(call => isCommit(context, at.unit, call)), levels => {
    const { unit, step } = levels[levels.length - 1], inside = inLoop(levels, found);
    if (!inside || step.kind !== 'call') return;
    const { meaning } = run.effectOf(unit, step.call);
    if (meaning?.role === 'send-offsets' || meaning?.role === 'begin') always = true;
    if (meaning?.role !== 'commit' || meaning.way === 'mark') return;
    if (inside.some(level => isRare(context, level))) rare.push(context.evidence({ unit, span: unit.calls[step.call].nameSpan, note: 'commits only now and then' }));
    else always = true;
  });
  return always ? [] : rare.slice(0, 1);
}

/** The steps of a way that stand in the poll loop; nothing where it leaves the loop. */
function inLoop(levels: readonly Level[], { loop }: FoundHandler): readonly Level[] | undefined {
  const at = levels.findIndex(({ step }) => step === loop);
  return at < 0 ? undefined : levels.slice(at + 1);
}

const TIME = /^(currentTimeMillis|nanoTime|now|isBefore|isAfter|getTime|toMillis|elapsed\w*)$/;

/** A branch that is taken only now and then: by a count, or by the clock. */
function isRare(context: Context, { unit, step }: Level): boolean {
  if (step.kind !== 'branch' || step.switch) return false;
  let rare = false;
  eachExpr(step.condition, one => {
    if (one.kind === 'binary' && one.op === '%') rare = true;
    if (one.kind === 'binary' && /^[<>]=?$|^===?$/.test(one.op) && [one.left, one.right].some(side => isMany(context, unit, side))) rare = true;
    if (one.kind === 'call' && TIME.test(unit.calls[one.call].name)) rare = true;
  });
  return rare;
}

function isMany(context: Context, unit: Unit, side: Expr): boolean {
  const read = context.constants.read(unit, side);
  return read.known && Number(read.value) > 1;
}

/** Every work of the loop waits as its commits do, and what is polled is put into a collection before. */
function gathers(context: Context, found: FoundHandler): boolean {
  const run = new RunSteps(context, found);
  let written = false, atOnce = false, gathered = false;
  const matters = ({ unit, func }: FuncAt) => ownCalls({ unit, func }).some(call => isWork(run.effectOf(unit, call.id)) || isPut(context, unit, call));
  run.each(matters, levels => {
    const { unit, step } = levels[levels.length - 1], inside = inLoop(levels, found);
    if (!inside || step.kind !== 'call') return;
    const call = unit.calls[step.call], rare = inside.some(level => isRare(context, level));
    if (isWork(run.effectOf(unit, step.call))) { if (rare) written = true; else atOnce = true; }
    if (!rare && isPut(context, unit, call)) gathered = true;
  });
  return written && gathered && !atOnce;
}

/** The calls of a function, without those of functions in it. */
function ownCalls({ unit, func }: FuncAt): Call[] {
  return unit.calls.filter(call => call.func === func.id);
}

function isPut({ types }: Context, unit: Unit, { name, receiver }: Call): boolean {
  return /^(add|addAll|addLast|put|offer)$/.test(name) && receiver !== undefined && /^java\.util\./.test(types.of(unit, peel(receiver)) ?? '');
}

/** The call by which a method commits all that was polled, where it does nothing else but log. */
function commitsUnwritten(context: Context, unit: Unit, func: Func): Call | undefined {
  const calls = callsOf(unit, func), commit = calls.find(call => {
    const meaning = context.types.meanings.of(unit, call)?.meaning;
    return meaning?.role === 'commit' && meaning.whole === true;
  });
  const always = commit && enclosing(func.body, commit.span).every(({ step }) => step.kind === 'try');
  return always && calls.every(call => call === commit || context.callFacts.isLog(unit, call)) ? commit : undefined;
}

function callsOf(unit: Unit, { bodySpan }: Func): Call[] {
  return unit.calls.filter(({ span }) => contains(bodySpan, span));
}

/** A method that does nothing, or only writes to the log and forgets what is in memory. */
function saysOnly({ ways, callFacts }: Context, unit: Unit, func: Func): boolean {
  const calls = callsOf(unit, func), idle = calls.filter(call => callFacts.isLog(unit, call) || /^(pure|memory)$/.test(ways.effects.of(unit, call, UNBOUND).kind));
  return calls.every(call => idle.some(one => one === call || contains(one.span, call.span))) && func.body.every(({ kind }) => kind === 'call');
}
