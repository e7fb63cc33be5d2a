import { isCallback, isProgram } from '../../analysis/outcomes/call-facts';
import { isUnheard, type Outcome } from '../../analysis/outcomes/outcome';
import { fateOf, fateOfPromise } from '../../analysis/ways/fate';
import type { Call, Func, Unit } from '../../flow/unit';
import { enclosing, peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { Evidence } from '../../kafka/evidence';
import { contains } from '../../text/span';
import type { LibraryTable } from '../../libraries/table';
import type { Context } from '../context';
import type { FoundSend, SendMeaning } from '../found-send';
import { rowOfSend } from './relays';
import { buildSend, topicOf, purposeOf } from './send-facts';
import { formOf } from './send-forms';

/** Wrappers of wrappers that are followed. */
const MOST_WRAPPERS = 6;

/**
 * Finds every send, and every call of a function that hands the outcome of a send to its caller, which is a send for
 * that caller. A function that deals with the outcome itself is judged inside.
 */
export function findSends(context: Context): FoundSend[] {
  const found: FoundSend[] = [];
  const seen = new Set<Call>();
  // Whose callers are all in the work already.
  const asked = new Set<Func>();
  const work: { unit: Unit; call: Call; library: LibraryTable; meaning?: SendMeaning; via: Evidence[]; first?: FoundSend; inner?: FoundSend; endOnly?: boolean; logged?: Outcome['at']; stays?: boolean }[] = [];
  for (const unit of context.program.units) {
    for (const { call, library, meaning } of context.types.meanings.in(unit)) {
      if (meaning.role === 'send' && context.frameworks.every(one => one.sendsToKafka(unit, call) === true)) work.push({ unit, call, library, meaning, via: [] });
      if (meaning.role === 'commit-transaction') found.push(...unheardCommit(context, unit, call, library));
    }
  }
  for (let next = 0; next < work.length; next++) {
    const item = work[next];
    const { unit, call, library, meaning, via, first } = item;
    if (seen.has(call)) continue;
    seen.add(call);
    if (isNeverReached(context, unit, call)) continue;
    const direct = item.endOnly ? fateOfPromise(context.ways, unit, call) : fateOf(context.ways, unit, call, 'send');
    const followed: Outcome = direct.fate === 'dropped' && leavesUnacknowledged(context, unit, call) ? { fate: 'handled' } : direct;
    const row = item.stays ? { stays: true, marked: undefined } : rowOfSend(context, unit, call), { stays } = row;
    const settled: Outcome = stays && isUnheard(followed) ? { fate: 'handled' } : followed;
    const ships = meaning !== undefined && tellsOfItself(context, unit, call, meaning);
    const outcome = ships && settled.leaves ? lostByCaller(context, settled.leaves) ?? { fate: settled.fate } : settled;
    // In a plain callback nobody could wait.
    const asker = unit.funcs[call.func];
    if (item.endOnly && (outcome.fate !== 'dropped' || call.use.kind !== 'dropped' || (isCallback(asker) && !asker.async))) continue;
    if (!meaning && outcome.fate === 'dropped' && runsScript(context, unit, call)) continue;
    const unsent = outcome.fate === 'returned' && meaning ? neverSent(context, unit, call) : undefined;
    const unread = meaning?.inValue && outcome.fate === 'awaited' && call.use.kind === 'awaited' && !context.callFacts.callers.usesResult(unit, call);
    const send = buildSend(context, unit, call, library, meaning, unsent ?? (unread ? { fate: 'ignored' } : outcome), via, first);
    if (unread) send.inValue = true;
    send.endOnly = item.endOnly;
    if (meaning) Object.assign(send, formOf(context, unit, call, meaning));
    // Nobody holds the future any more, but a callback further in logs its failure.
    if (outcome.fate === 'dropped' && item.logged) {
      send.endOnly = true;
      send.because.push({ path: item.logged.unit.path, span: item.logged.span, note: item.logged.note });
    }
    if (row.marked && isUnheard(outcome)) send.because.push({ path: unit.path, span: row.marked.nameSpan, note: 'the row counts as sent from here on' });
    const entry: FoundSend = { send, unit, call, library, outcome, inner: item.inner, ...row };
    found.push(entry);
    const home = unit.funcs[call.func];
    const endsHere = outcome.fate === 'swallowed' ? outcome.at?.catch !== undefined : outcome.fate === 'handled' && !outcome.unseen && !stays && isKept(context, unit, call);
    const endOnly = endsHere && traitsOf(unit).waiting === 'promises' && home.async && (!isCallback(home) || home.use?.kind === 'stored');
    const leaves: Outcome['leaves'] = outcome.leaves ?? (endOnly ? { unit, func: home, as: 'promise' } : undefined);
    if (leaves && via.length >= MOST_WRAPPERS && context.callFacts.callers.of(leaves.unit, leaves.func).length > 0) {
      send.unseen = { path: unit.path, span: call.nameSpan, note: 'its outcome is handed on through more functions than are followed' };
    }
    if (leaves && via.length < MOST_WRAPPERS && !asked.has(leaves.func)) {
      const { unit: owner, func } = leaves;
      asked.add(func);
      for (const caller of context.callFacts.callers.of(owner, func)) {
        work.push({ unit: caller.unit, call: caller.call, library, via: [{ path: unit.path, span: call.nameSpan, note: via.length ? 'which calls' : 'the send itself' }, ...via], first: first ?? entry, inner: entry, endOnly, logged: outcome.logged ?? item.logged, stays });
      }
    }
  }
  return found;
}

/** `try { await pay().catch(log) } catch { send() }`: all that can fail in the `try` ends there, and the catch is never run. */
function isNeverReached(context: Context, unit: Unit, call: Call): boolean {
  const func = unit.funcs[call.func], around = enclosing(func.body, call.span).filter(({ step, part }) => step.kind === 'try' && part > 0 && part <= step.catches.length);
  if (around.length === 0) return false;
  const { ends, cut } = context.ways.summary({ unit, func });
  return !cut && around.some(({ step }) => {
    if (step.kind !== 'try') return false;
    const tried = { start: step.span.start, end: step.body.at(-1)?.span.end ?? step.span.start };
    if (!ends.some(({ fault }) => fault?.unit === unit && contains(tried, fault.call.span))) return false;
    let reached = false;
    context.ways.passing({ unit, func }, { call: passed => { if (passed === call) reached = true; } });
    return !reached;
  });
}

const ENDS_TRANSACTION = new Set(['commit-transaction', 'abort']);

/** Where it fails, the message is kept in view. */
function isKept({ ways }: Context, unit: Unit, call: Call): boolean {
  return ways.summary({ unit, func: unit.funcs[call.func] }).ends.some(({ fault, loss }) => fault?.call === call && loss.kind === 'kept');
}

/** A commit of a transaction of which nobody hears: with it all is lost that was sent in the transaction. */
function unheardCommit(context: Context, unit: Unit, call: Call, library: LibraryTable): FoundSend[] {
  const outcome = fateOf(context.ways, unit, call, 'commit');
  // Offsets that are committed with it are read again.
  if (outcome.fate !== 'dropped' || !mayHold(context, unit, call) || unit.calls.some(other => other.func === call.func && context.types.meanings.of(unit, other)?.meaning.role === 'send-offsets')) return [];
  const send = Object.assign(buildSend(context, unit, call, library, undefined, outcome, [], undefined), { wrapped: false, transaction: false, commits: true as const });
  return [{ send, unit, call, library, outcome, stays: false }];
}

/** Something was sent in a transaction, as far as the variable tells that holds it. */
function mayHold(context: Context, unit: Unit, { receiver }: Call): boolean {
  const owner = receiver && peel(receiver), variable = owner?.kind === 'name' && owner.symbol !== undefined ? unit.symbols[owner.symbol] : undefined;
  return variable?.kind !== 'local' || variable.reads.some(({ use }) => use.kind !== 'receiver' || !ENDS_TRANSACTION.has(context.types.meanings.of(unit, unit.calls[use.call])?.meaning.role ?? ''));
}

/**
 * `try { await connect(); return producer.send(…) } catch { log }`: the send is waited for elsewhere, but when the
 * connection before it fails, nothing is sent and the catch keeps it from the caller.
 */
function neverSent(context: Context, unit: Unit, call: Call): Outcome | undefined {
  const func = unit.funcs[call.func], around = enclosing(func.body, call.span).flatMap(({ step, part }) => (step.kind === 'try' && part === 0 ? step.catches : []));
  for (const { how, fault, loss } of context.ways.summary({ unit, func }).ends) {
    const handler = how === 'returns' && fault?.kind === 'connect' && fault.call.span.end <= call.span.start && loss.kind === 'ended' ? loss.at.catch : undefined;
    if (handler && loss.kind === 'ended' && around.includes(handler)) {
      return { fate: 'swallowed', at: { unit, span: handler.keyword, note: `when the connection fails, nothing is sent, which is ${loss.logged ? 'only logged' : 'dropped'} here`, catch: handler } };
    }
  }
  return undefined;
}

/**
 * `pool.submit(() -> { template.send(…).join(); ack.acknowledge(); })`: a failed send leaves its record unacknowledged, and
 * the container commits none behind it.
 */
function leavesUnacknowledged(context: Context, unit: Unit, call: Call): boolean {
  const next = call.use.kind === 'receiver' ? unit.calls[call.use.call] : undefined;
  if (!next || !context.callFacts.idioms(unit).waits.has(next.name)) return false;
  const acknowledged = unit.calls.some(later => later.func === call.func && later.span.start > call.span.end && context.types.meanings.of(unit, later)?.meaning.role === 'acknowledge');
  for (let func = unit.funcs[call.func]; acknowledged && func.parent !== undefined;) {
    func = unit.funcs[func.parent];
    const listener = context.types.marks.find(unit, func.annotations, 'listener');
    if (listener) return context.frameworks.some(one => one.ordersAcknowledgements(unit, listener.annotation));
  }
  return false;
}

/** `run()` as a statement of a script: the process lives until it is done, and ends loudly when it fails. */
function runsScript(context: Context, unit: Unit, call: Call): boolean {
  if (!isProgram(unit, unit.funcs[call.func]) || call.use.kind !== 'dropped') return false;
  return !unit.calls.some(later => later.func === call.func && later.span.start > call.span.end && (later.name === 'exit' || context.types.meanings.of(unit, later)?.meaning.role === 'close'));
}

/** A send of what a program says of itself. */
function tellsOfItself(context: Context, unit: Unit, call: Call, meaning: SendMeaning): boolean {
  return (meaning.purpose ?? purposeOf(unit, call, topicOf(context, unit, call, meaning), context)) === 'telemetry';
}

/** The first call of a helper of logs whose outcome is lost: one word at the helper says it for all. */
function lostByCaller(context: Context, { unit, func }: NonNullable<Outcome['leaves']>): Outcome | undefined {
  for (const caller of context.callFacts.callers.of(unit, func)) {
    if (isUnheard(fateOf(context.ways, caller.unit, caller.call, 'send'))) {
      return { fate: 'dropped', at: { unit: caller.unit, span: caller.call.nameSpan, note: 'calls it, and does not hear of a failure' } };
    }
  }
  return undefined;
}
