import { eachNode } from '../../analysis/effects/effect';
import { isCallback } from '../../analysis/outcomes/fates';
import type { Carrier, Outcome } from '../../analysis/outcomes/outcome';
import { outerLink } from '../../analysis/outcomes/promises';
import { lastName } from '../../analysis/outcomes/treatment';
import { nameOfCall } from '../../analysis/values/names';
import { valueAt } from '../../analysis/values/routes';
import { fateOf, fateOfPromise } from '../../analysis/ways/fate';
import type { FutureKind } from '../../flow/language';
import type { Call, Expr, Func, Unit } from '../../flow/unit';
import { eachStep, enclosing, peel } from '../../flow/walk';
import type { Evidence, Fix } from '../../kafka/evidence';
import type { Send } from '../../kafka/model';
import { DEAD_LETTER, LOG_HELPER, LOG_TOPIC, TELEMETRY } from '../../libraries/conventions';
import type { LibraryTable } from '../../libraries/table';
import { contains } from '../../text/span';
import type { Context } from '../context';
import type { FoundSend, SendMeaning } from '../found-send';
import { staysInTable } from './relays';

/** Fates by which a failure is lost. */
const FAILED = new Set<Outcome['fate']>(['dropped', 'ignored', 'swallowed']);

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
  const work: { unit: Unit; call: Call; library: LibraryTable; carrier: Carrier; meaning?: SendMeaning; via: Evidence[]; first?: FoundSend; inner?: FoundSend; endOnly?: boolean; logged?: Outcome['at']; stays?: boolean }[] = [];
  for (const unit of context.program.units) {
    for (const { call, library, meaning } of context.types.meanings.in(unit)) {
      if (meaning.role === 'send') work.push({ unit, call, library, carrier: meaning.outcome === 'throws' ? 'throws' : 'promise', meaning, via: [] });
    }
  }
  for (let next = 0; next < work.length; next++) {
    const item = work[next];
    const { unit, call, library, meaning, via, first } = item;
    if (seen.has(call)) continue;
    seen.add(call);
    const direct = item.endOnly ? fateOfPromise(context.ways, unit, call) : fateOf(context.ways, unit, call, 'send');
    const followed: Outcome = direct.fate === 'dropped' && leavesUnacknowledged(context, unit, call) ? { fate: 'handled' } : direct;
    const stays = item.stays ?? (meaning !== undefined && staysInTable(context, unit, call));
    const settled: Outcome = stays && FAILED.has(followed.fate) ? { fate: 'handled' } : followed;
    const ships = meaning !== undefined && tellsOfItself(context, unit, call, meaning);
    const outcome = ships && settled.leaves ? lostByCaller(context, settled.leaves) ?? { fate: settled.fate } : settled;
    // In a plain callback nobody could wait.
    const asker = unit.funcs[call.func];
    if (item.endOnly && (outcome.fate !== 'dropped' || call.use.kind !== 'dropped' || (isCallback(asker) && !asker.async))) continue;
    if (!meaning && outcome.fate === 'dropped' && runsScript(context, unit, call)) continue;
    const unsent = outcome.fate === 'returned' && meaning ? neverSent(context, unit, call) : undefined;
    const send = build(context, unit, call, library, meaning, unsent ?? outcome, via, first);
    send.endOnly = item.endOnly;
    // Nobody holds the future any more, but a callback further in logs its failure.
    if (outcome.fate === 'dropped' && item.logged) {
      send.endOnly = true;
      send.because.push({ path: item.logged.unit.path, span: item.logged.span, note: item.logged.note });
    }
    const entry: FoundSend = { send, unit, call, library, outcome, inner: item.inner, stays };
    found.push(entry);
    const home = unit.funcs[call.func];
    const endOnly = outcome.fate === 'swallowed' && outcome.at?.catch !== undefined && unit.language === 'typescript' && home.async && (!isCallback(home) || home.use?.kind === 'stored');
    const leaves: Outcome['leaves'] = outcome.leaves ?? (endOnly ? { unit, func: home, as: 'promise' } : undefined);
    if (leaves && via.length >= MOST_WRAPPERS && context.fates.callers.of(leaves.unit, leaves.func).length > 0) {
      send.unseen = { path: unit.path, span: call.nameSpan, note: 'its outcome is handed on through more functions than are followed' };
    }
    if (leaves && via.length < MOST_WRAPPERS && !asked.has(leaves.func)) {
      const { unit: owner, func, as } = leaves;
      asked.add(func);
      for (const caller of context.fates.callers.of(owner, func)) {
        work.push({ unit: caller.unit, call: caller.call, library, carrier: as, via: [{ path: unit.path, span: call.nameSpan, note: via.length ? 'which calls' : 'the send itself' }, ...via], first: first ?? entry, inner: entry, endOnly, logged: outcome.logged ?? item.logged, stays });
      }
    }
  }
  return found;
}

/**
 * `try { await connect(); return producer.send(…) } catch { log }`: the send is waited for elsewhere, but when the
 * connection before it fails, nothing is sent and the catch keeps it from the caller.
 */
function neverSent(context: Context, unit: Unit, call: Call): Outcome | undefined {
  const around = enclosing(unit.funcs[call.func].body, call.span).findLast(e => e.step.kind === 'try' && e.part === 0 && e.step.catches.length > 0)?.step;
  if (around?.kind !== 'try') return undefined;
  const handler = around.catches[0];
  const treatment = context.fates.failures.treat(unit, handler.body, handler.param);
  if (treatment !== 'logs' && treatment !== 'nothing') return undefined;
  let connects = false;
  eachNode(context.behaviours.of(unit, around.body.filter(step => step.span.end <= call.span.start)), node => { if (node.kind === 'act' && node.meaning?.role === 'connect') connects = true; });
  return connects ? { fate: 'swallowed', at: { unit, span: handler.keyword, note: `when the connection fails, nothing is sent, which is ${treatment === 'logs' ? 'only logged' : 'dropped'} here`, catch: handler } } : undefined;
}

/**
 * `pool.submit(() -> { template.send(…).join(); ack.acknowledge(); })`: a failed send leaves its record unacknowledged, and
 * the container commits none behind it.
 */
function leavesUnacknowledged(context: Context, unit: Unit, call: Call): boolean {
  const next = call.use.kind === 'receiver' ? unit.calls[call.use.call] : undefined;
  if (!next || !context.fates.idioms(unit).waits.has(next.name)) return false;
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
  if (unit.language !== 'typescript' || unit.funcs[call.func].kind !== 'module' || call.use.kind !== 'dropped') return false;
  return !unit.calls.some(later => later.func === call.func && later.span.start > call.span.end && (later.name === 'exit' || context.types.meanings.of(unit, later)?.meaning.role === 'close'));
}

function build(context: Context, unit: Unit, call: Call, library: LibraryTable, meaning: SendMeaning | undefined, outcome: Outcome, via: Evidence[], first: FoundSend | undefined): Send {
  const { at } = outcome;
  const topic = meaning ? topicOf(context, unit, call, meaning) : first?.send.topic;
  const because: Evidence[] = at ? [{ path: at.unit.path, span: at.span, note: at.note }] : [];
  const future = futureOf(context, unit, call, library, meaning);
  // Closing a client without a buffer does not wait for sends under way.
  const flushed = library.buffer ? flushAfter(context, unit, call) : undefined;
  return {
    ...context.place(unit, call.nameSpan), ...context.circumstances(unit.path),
    library: context.use(unit.path, library), topic, name: nameOfCall(call, unit),
    fate: outcome.fate, because: [...because, ...via],
    decidedAt: at && { path: at.unit.path, span: at.span },
    logged: at ? /logged/.test(at.note) : undefined,
    unseen: outcome.unseen && context.evidence(outcome.unseen),
    wrapped: meaning === undefined,
    transaction: inTransaction(context, unit, call, library) || (first?.send.transaction ?? false),
    purpose: purposeOf(unit, call, topic, context),
    flushed,
    get wait(): Fix | undefined {
      if (call.use.kind === 'awaited') return undefined;
      // Nobody waits for what a timer runs, whatever it waits for itself.
      if (context.fates.runsLater(unit, unit.funcs[call.func])) return undefined;
      const end = outcome.fate === 'ignored' || outcome.fate === 'dropped' ? outerLink(unit, call) : call;
      const wait = context.repair(unit, false, (repairs, source) => repairs.wait(unit, source, outerForEach(unit, end) ?? end, future));
      const test = wait && outcome.fate === 'ignored' && at?.callback && context.repair(at.unit, false, (repairs, source) => repairs.testFailure(at.unit, source, at.callback!));
      return test ? { title: `${wait.title}, ${test.title}`, edits: [...wait.edits, ...test.edits], safe: false } : wait;
    },
    get rethrow(): Fix | undefined {
      // Where another function catches it, what that one throws may go to nobody either.
      if (at?.catch && (at.unit !== unit || !contains(unit.funcs[call.func].span, at.span))) return undefined;
      if (at?.catch) return context.repair(at.unit, false, (repairs, source) => repairs.rethrow(at.unit, source, at.unit.funcs[call.func], at.catch!));
      if (at?.callback && at.unit.language === 'typescript' && chainOf(at.unit, at.callback)?.use.kind === 'dropped') return undefined;
      if (at?.callback && at.unit.language === 'typescript') return context.repair(at.unit, false, (repairs, source) => repairs.rethrowIn(at.unit, source, at.callback!));
      // Where nobody holds the chain, a failure that is passed on would only be dropped a step later.
      if (at?.link && outerLink(unit, at.link).use.kind === 'dropped') return undefined;
      if (at?.link) return context.repair(at.unit, false, (repairs, source) => repairs.dropLink(at.unit, source, at.link!));
      return undefined;
    },
  };
}

/** The last link of the chain in which a function is a callback: `.catch(…)`, or what follows it. */
function chainOf(unit: Unit, callback: Func): Call | undefined {
  return callback.use?.kind === 'argument' ? outerLink(unit, unit.calls[callback.use.call]) : undefined;
}

/** A send inside `forEach(…)` is waited for by changing the `forEach`. */
function outerForEach(unit: Unit, call: Call): Call | undefined {
  const func = unit.funcs[call.func];
  if (unit.language !== 'typescript' || func.kind !== 'lambda' || func.use?.kind !== 'argument') return undefined;
  const taker = unit.calls[func.use.call];
  const waited = call.use.kind === 'awaited' || call.use.kind === 'returned';
  return waited && /^(forEach|map)$/.test(taker.name) ? taker : undefined;
}

function futureOf(context: Context, unit: Unit, call: Call, library: LibraryTable, meaning: SendMeaning | undefined): FutureKind {
  if (unit.language === 'typescript') return 'promise';
  if (meaning?.outcome === 'future') return 'future';
  if (meaning?.outcome === 'completable-future') {
    const version = context.dependency(unit.path, library.packages);
    return version && library.completableFrom !== undefined && Number.parseInt(version) < library.completableFrom ? 'listenable-future' : 'completable-future';
  }
  const type = context.types.ofCall(unit, call) ?? '';
  return /CompletableFuture$|CompletionStage$/.test(type) ? 'completable-future' : 'future';
}

function topicOf(context: Context, unit: Unit, call: Call, meaning: SendMeaning): string | undefined {
  if (!meaning.topic) return undefined;
  const value = valueAt(context.types, unit, call, meaning.topic);
  if (!value) return undefined;
  const read = context.constants.read(value.unit, value.expr);
  if (read.known) return read.value;
  const inner = peel(value.expr);
  const made = inner.kind === 'call' ? value.unit.calls[inner.call] : inner.kind === 'name' && inner.symbol !== undefined ? creation(value.unit, inner.symbol) : undefined;
  if (made?.kind === 'new' && /ProducerRecord$/.test(made.type?.name ?? '') && made.args[0]) {
    const topic = context.constants.read(value.unit, made.args[0]);
    return topic.known ? topic.value : undefined;
  }
  return undefined;
}

function creation(unit: Unit, symbol: number): Call | undefined {
  const value = unit.symbols[symbol].values[0];
  const inner = value && peel(value);
  return inner?.kind === 'call' ? unit.calls[inner.call] : undefined;
}

/** Both the helper and the topic speak of logs or an audit trail. */
function shipsLogs(unit: Unit, call: Call, topic: string): boolean {
  const owner = classOf(unit, call.func);
  return LOG_TOPIC.test(topic) && LOG_HELPER.test(`${owner === undefined ? '' : unit.classes[owner].name} ${unit.path.slice(unit.path.lastIndexOf('/') + 1)}`);
}

/** A send of what a program says of itself. */
function tellsOfItself(context: Context, unit: Unit, call: Call, meaning: SendMeaning): boolean {
  return purposeOf(unit, call, topicOf(context, unit, call, meaning), context) === 'telemetry';
}

/** The first call of a helper of logs whose outcome is lost: one word at the helper says it for all. */
function lostByCaller(context: Context, { unit, func, as }: NonNullable<Outcome['leaves']>): Outcome | undefined {
  for (const caller of context.fates.callers.of(unit, func)) {
    if (FAILED.has(context.fates.ofCall(caller.unit, caller.call, as).fate)) {
      return { fate: 'dropped', at: { unit: caller.unit, span: caller.call.nameSpan, note: 'calls it, and does not hear of a failure' } };
    }
  }
  return undefined;
}

function purposeOf(unit: Unit, call: Call, topic: string | undefined, context: Context): Send['purpose'] {
  const source = context.inputs.source(unit.path);
  // What is sent may be made a line above: `const message = deadLetterOf(event)`.
  const made = call.args.flatMap(arg => (arg.kind === 'name' && arg.symbol !== undefined ? unit.symbols[arg.symbol].values.slice(0, 1) : []));
  const text = [call.span, ...made.map(value => value.span)].map(span => source?.slice(span).slice(0, 200) ?? '').join(' ');
  const func = unit.funcs[call.func];
  const words = `${topic ?? ''} ${func.name} ${topic === undefined ? text : ''}`;
  if (DEAD_LETTER.test(words)) return 'dead-letter';
  if (topic !== undefined && TELEMETRY.test(topic)) return 'telemetry';
  return shipsLogs(unit, call, topic ?? text) ? 'telemetry' : 'business';
}

/** A flush or close later in the same function. */
function flushAfter(context: Context, unit: Unit, call: Call): Send['flushed'] {
  const func = unit.funcs[call.func];
  let found: Send['flushed'];
  for (const { step } of enclosing(func.body, call.span)) {
    // `try (producer)` closes it.
    const resource = step.kind === 'try' ? step.resources?.find(id => call.receiver?.kind === 'name' && call.receiver.symbol === id) : undefined;
    if (resource !== undefined) found = context.place(unit, unit.symbols[resource].span);
  }
  eachStep(func.body, step => {
    if (step.kind !== 'call' || step.span.start < call.span.start || found || step.call === call.id) return;
    const later = unit.calls[step.call];
    const role = context.types.meanings.of(unit, later)?.meaning.role;
    if (role === 'flush' || (role === 'close' && !isAtOnce(unit, later))) found = context.place(unit, later.nameSpan);
  });
  if (found) return found;
  // `orders.forEach(order -> producer.send(…)); producer.flush()`: the lambda has run when its call is through.
  const taker = func.use?.kind === 'argument' ? unit.calls[func.use.call] : undefined;
  return taker && context.fates.callbackOf(unit, taker)?.failure === 'through' ? flushAfter(context, unit, taker) : undefined;
}

/** `close(Duration.ZERO)`: what is in the buffer fails, as nothing waits for it (KafkaProducer javadoc). */
function isAtOnce(unit: Unit, { args: [limit] }: Call): boolean {
  const value = limit && peel(limit);
  if (value?.kind === 'call') return /^of\w*$/.test(unit.calls[value.call].name) && isAtOnce(unit, unit.calls[value.call]);
  return (value?.kind === 'member' && value.name === 'ZERO') || (value?.kind === 'name' && value.name === 'ZERO') || (value?.kind === 'literal' && value.value === 0);
}

/** A send whose outcome the commit of a transaction reports: the client's own, or a container's. */
function inTransaction(context: Context, unit: Unit, call: Call, library: LibraryTable): boolean {
  let func: number | undefined = call.func;
  for (let depth = 0; func !== undefined && depth < 6; depth++) {
    const home: Unit['funcs'][number] = unit.funcs[func];
    if (home.use?.kind === 'argument' && context.types.meanings.of(unit, unit.calls[home.use.call])?.meaning.role === 'in-transaction') return true;
    func = home.parent;
  }
  // A commit waits for what the client has in its buffer; without one it knows nothing of the sends under way.
  if (!library.buffer) return false;
  const owner = classOf(unit, call.func);
  const receiver = call.receiver ? lastName(call.receiver, unit) : '';
  // `const transaction = await producer.transaction()`
  const held = call.receiver?.kind === 'name' && call.receiver.symbol !== undefined ? unit.symbols[call.receiver.symbol].values.map(peel) : [];
  let begins = held.some(value => value.kind === 'call' && context.types.meanings.of(unit, unit.calls[value.call])?.meaning.role === 'begin'), commits = false;
  for (const { call: other, meaning: { role } } of context.types.meanings.in(unit)) {
    if (role !== 'begin' && role !== 'commit-transaction') continue;
    if (classOf(unit, other.func) !== owner && other.func !== call.func) continue;
    if (other.receiver && (lastName(other.receiver, unit) !== receiver || !mayBeOne(context, unit, call.receiver, other.receiver))) continue;
    if (role === 'begin') begins = true; else commits = true;
  }
  return begins && commits;
}

/** Two receivers of one name may hold one producer: they are one variable, or none of them is a local of its own making. */
function mayBeOne(context: Context, unit: Unit, one: Expr | undefined, other: Expr): boolean {
  const [a, b] = [one, other].map(expr => expr && context.types.members.held(unit, peel(expr))?.variable);
  if (!a || !b || a === b || a.kind !== 'local' || b.kind !== 'local') return true;
  const [made, also] = [a, b].map(variable => variable.values.map(value => originOf(context, unit, value)));
  return made.length === 0 || also.length === 0 || made.some(origin => origin === undefined || also.some(its => its === undefined || its === origin));
}

/** The call that makes what a local holds: its own transaction, or the client. */
function originOf(context: Context, unit: Unit, expr: Expr): Call | undefined {
  const value = peel(expr.kind === 'await' ? expr.value : expr);
  const call = value.kind === 'call' ? unit.calls[value.call] : undefined;
  if (call && context.types.meanings.of(unit, call)?.meaning.role === 'begin') return call;
  return context.origins.of(unit, value)?.call;
}

/** The class of the method in which a function stands. */
function classOf(unit: Unit, id: number): number | undefined {
  let func = unit.funcs[id];
  while (func.class === undefined && func.parent !== undefined) func = unit.funcs[func.parent];
  return func.class;
}
