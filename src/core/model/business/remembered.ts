import { deepest, type Stop } from '../../analysis/calls/loss';
import type { Act } from '../../analysis/deeds/deeds';
import { Reach } from '../../analysis/deeds/reach';
import { lastName } from '../../analysis/outcomes/last-name';
import { nameOfCall } from '../../analysis/values/names';
import type { End } from '../../analysis/ways/summary';
import type { Call, Expr, Unit } from '../../flow/unit';
import { enclosing, peel } from '../../flow/walk';
import type { Remembered } from '../../kafka/model';
import { HANDLED, REDIS, SETS, SETS_ONCE } from '../../libraries/conventions';
import { contains } from '../../text/span';
import type { Context } from '../context';
import { actOf, isWrite, mayWrite, tableOf, verbOf } from '../databases/database-writes';
import { beginsTransaction, transactionOf } from '../databases/transactions';
import type { FoundHandler } from '../found-handler';

/** The calls by which a handler remembers a record before its work: when that fails, the record comes again and is passed over. */
export function rememberedIn(context: Context, { home, func, handed, form }: FoundHandler): Remembered[] {
  // A poll loop forgets with its process what it was not given again.
  const inMemory = form !== 'poll-loop';
  const reach = new Reach(context.callFacts, (unit, call) => remembers(context, unit, call, inMemory) !== undefined, `what remembers a record${inMemory ? ' in memory, too' : ''}`);
  if (!reach.from(home, func)) return [];
  const acts = context.deeds.of({ unit: home, func }, at => reach.from(at.unit, at.func), { handed, lent: new Map() });
  return acts.flatMap((act): Remembered[] => {
    const { unit, call } = act, kind = act.failing ? undefined : remembers(context, unit, call, inMemory);
    const work = kind && !isForgotten(context, acts, act) ? workAfter(context, act, kind === 'table') : undefined;
    return work ? [{ ...context.place(unit, call.nameSpan), name: nameOfCall(call, unit), memory: kind === 'memory', because: [context.evidence(work)] }] : [];
  });
}

/** Whether a call writes down that a record was handled, and where. */
function remembers(context: Context, unit: Unit, call: Call, inMemory: boolean): 'table' | 'memory' | undefined {
  if (inMemory && isAskedSet(unit, call)) return 'memory';
  if (isSetOnce(context, unit, call)) return 'table';
  if (!mayWrite(context, unit, call)) return undefined;
  const act = actOf(context, unit, call), verb = verbOf(context, act);
  if (!isWrite(context, act) || !HANDLED.test(tableOf(context, act))) return undefined;
  return verb === 'insert' || (verb === undefined && /^(save|insert|create|add|put)/.test(call.name)) ? 'table' : undefined;
}

/** `SET key 1 NX`: the answer says whether it was set before, and whoever asks leaves then. */
export function isSetOnce(context: Context, unit: Unit, call: Call): boolean {
  const options = call.args.slice(2).map(arg => context.inputs.source(unit.path)?.slice(arg.span) ?? '').join(' ');
  if (!SETS_ONCE.test(call.name) && !(SETS.test(call.name) && /\bNX\b/.test(options))) return false;
  const owner = call.receiver && rootOfReceiver(unit, call.receiver), type = call.receiver && context.types.of(unit, call.receiver);
  if (!owner || !(REDIS.test(type ?? '') || REDIS.test(context.types.of(unit, owner) ?? '') || REDIS.test(lastName(owner, unit)))) return false;
  return context.callFacts.callers.usesResult(unit, call);
}

/** What a chain of calls begins with: `redis` of `redis.opsForValue().setIfAbsent(…)`. */
function rootOfReceiver(unit: Unit, expr: Expr): Expr {
  const value = peel(expr), receiver = value.kind === 'call' ? unit.calls[value.call].receiver : undefined;
  return receiver ? rootOfReceiver(unit, receiver) : value;
}

/** `seen.add(id)` of a set that outlives the function, and that is asked `seen.has(id)`. */
function isAskedSet(unit: Unit, { name, receiver, use, func }: Call): boolean {
  const owner = receiver && peel(receiver), symbol = owner?.kind === 'name' ? owner.symbol : undefined;
  if (name !== 'add' || use.kind !== 'dropped' || symbol === undefined) return false;
  const variable = unit.symbols[symbol];
  return variable.func !== func && variable.kind !== 'param' && variable.reads.some(read => read.use.kind === 'receiver' && read.func === func
    && unit.calls[read.use.call].name === 'has' && unit.calls[read.use.call].use.kind === 'tested');
}

/** What has failed takes it back: `seen.delete(id)`, `DELETE FROM processed_messages`. */
function isForgotten(context: Context, acts: readonly Act[], remembered: Act): boolean {
  return acts.some(act => act.failing && (verbOf(context, act) === 'delete' || /^(del$|delete|remove|unlink)/.test(act.call.name))
    && (HANDLED.test(tableOf(context, act)) || sameOwner(act, remembered)));
}

function sameOwner({ call, unit }: Act, other: Act): boolean {
  const [a, b] = [call, other.call].map(one => one.receiver && rootOfReceiver(unit, one.receiver));
  if (unit !== other.unit || !a || !b) return false;
  return a.kind === 'member' && b.kind === 'member' ? a.name === b.name : a.kind === 'name' && b.kind === 'name' && a.symbol !== undefined && a.symbol === b.symbol;
}

/** Work behind it whose failure makes the record come again, in the functions through which it is reached; not inside a transaction of the database. */
function workAfter(context: Context, act: Act, outlives: boolean): Stop | undefined {
  const chain = [...act.around, act];
  if (chain.some(({ unit, call }) => isInTransaction(context, unit, call))) return undefined;
  for (const { unit, call } of chain.toReversed()) {
    // Whoever runs a helper goes on to its own work, unless it asks what that says.
    if (call !== act.call && !context.callFacts.callers.usesResult(unit, call)) return undefined;
    const at = { unit, func: unit.funcs[call.func] }, after = context.deeds.after(at, call);
    const failed = context.ways.summary(at).ends.find(end => end.fault !== undefined && end.fault.call !== call && after.has(end.fault.call) && !isOfNext(unit, call, end.fault.call) && (comesAgain(end) || (outlives && isStopped(end))));
    if (!failed) continue;
    const fault = deepest(failed.fault!);
    return { unit: fault.unit, span: fault.call.nameSpan, note: 'when this fails, the record comes again and is passed over' };
  }
  return undefined;
}

/** A call that a loop comes to only in its next turn, for another record. */
function isOfNext(unit: Unit, call: Call, other: Call): boolean {
  return other.span.start < call.span.start && enclosing(unit.funcs[call.func].body, call.span).some(({ step }) => step.kind === 'loop' && contains(step.span, other.span));
}

/** Work that is in view and keeps what fails: a stop of the process before it makes the record come again all the same. */
function isStopped({ fault, loss }: End): boolean {
  return (fault?.kind === 'work' || fault?.kind === 'send') && !fault.second && !fault.assumed && loss.kind === 'kept';
}

function comesAgain({ fault, loss }: End): boolean {
  return (fault?.kind === 'work' || fault?.kind === 'send') && !fault.second && !fault.assumed && (loss.kind === 'live' || (loss.kind === 'kept' && loss.rereads === true));
}

function isInTransaction(context: Context, unit: Unit, call: Call): boolean {
  const func = unit.funcs[call.func];
  return beginsTransaction(context, unit, func) || transactionOf(context, unit, func) !== undefined;
}
