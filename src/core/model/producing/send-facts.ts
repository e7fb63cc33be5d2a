import type { Outcome } from '../../analysis/outcomes/outcome';
import { outerLink } from '../../analysis/outcomes/promises';
import { nameOfCall } from '../../analysis/values/names';
import { valueAt } from '../../analysis/values/routes';
import { first } from '../../flow/first';
import type { FutureKind } from '../../flow/language';
import type { Call, Func, Unit } from '../../flow/unit';
import { eachStep, enclosing, peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { Evidence, Fix } from '../../kafka/evidence';
import { surenessOf } from '../../kafka/loudness';
import type { Send } from '../../kafka/model';
import { DEAD_LETTER, LOG_HELPER, LOG_TOPIC, TELEMETRY } from '../../libraries/conventions';
import type { LibraryTable } from '../../libraries/table';
import { contains } from '../../text/span';
import type { Context } from '../context';
import type { FoundSend, SendMeaning } from '../found-send';
import { inTransaction, classOf } from './transactions';

/** What the model says of a send. */
export function buildSend(context: Context, unit: Unit, call: Call, library: LibraryTable, meaning: SendMeaning | undefined, outcome: Outcome, via: Evidence[], first: FoundSend | undefined): Send {
  const { at } = outcome;
  const topic = meaning ? topicOf(context, unit, call, meaning) : first?.send.topic;
  const because: Evidence[] = at ? [{ path: at.unit.path, span: at.span, note: at.note }] : [];
  const future = futureOf(context, unit, call, library, meaning);
  // Closing a client without a buffer does not wait for sends under way.
  const flushed = library.buffer ? flushAfter(context, unit, call) : undefined;
  const { environment, sample } = context.circumstances(unit.path);
  return {
    // No spread beside getters: such an object is slow, and there are many.
    path: unit.path, span: call.nameSpan, environment, sample,
    library: context.use(unit.path, library), topic, name: nameOfCall(call, unit),
    fate: outcome.fate, because: [...because, ...via],
    decidedAt: at && { path: at.unit.path, span: at.span },
    logged: at ? /logged/.test(at.note) : undefined,
    ...(outcome.answered ? { answered: true } : {}), ...(outcome.raced ? { raced: true } : {}),
    ...(meaning?.outcome === 'report' && outcome.fate === 'dropped' ? unreported(context, unit, call) : {}),
    ...(meaning?.cold && outcome.fate === 'dropped' && !at ? { unsent: true } : {}),
    unseen: outcome.unseen && context.evidence(outcome.unseen), sureness: surenessOf(outcome.story ?? []),
    wrapped: meaning === undefined,
    transaction: inTransaction(context, unit, call, library) || (first?.send.transaction ?? false),
    purpose: meaning?.purpose ?? purposeOf(unit, call, topic, context),
    flushed,
    get wait(): Fix | undefined {
      // What is told to a callback, reported, or told of in a value, fails no promise.
      if (call.use.kind === 'awaited' || /^(callback|report|message|logged)$/.test(meaning?.outcome ?? '') || meaning?.cold || meaning?.inValue) return undefined;
      // Nobody waits for what a timer runs, whatever it waits for itself.
      if (context.callFacts.runsLater(unit, unit.funcs[call.func])) return undefined;
      if (context.ways.surfaces.isObservable(unit, call)) return undefined;
      // A plain value cannot be waited for: the call itself has waited.
      if (traitsOf(unit).waiting === 'threads' && !meaning && !context.ways.givesFuture(unit, call) && context.types.ofCall(unit, call) !== undefined) return undefined;
      const end = outcome.fate === 'ignored' || outcome.fate === 'dropped' ? outerLink(unit, call) : call;
      const wait = context.repair(unit, false, (repairs, source) => repairs.wait(unit, source, outerForEach(unit, end) ?? end, future));
      const test = wait && outcome.fate === 'ignored' && at?.callback && context.repair(at.unit, false, (repairs, source) => repairs.testFailure(at.unit, source, at.callback!));
      return test ? { title: `${wait.title}, ${test.title}`, edits: [...wait.edits, ...test.edits], safe: false } : wait;
    },
    get rethrow(): Fix | undefined {
      // Where another function catches it, what that one throws may go to nobody either.
      if (at?.catch && (at.unit !== unit || !contains(unit.funcs[call.func].span, at.span))) return undefined;
      if (at?.catch) return context.repair(at.unit, false, (repairs, source) => repairs.rethrow(at.unit, source, at.unit.funcs[call.func], at.catch!));
      if (at?.callback && chainOf(at.unit, at.callback)?.use.kind === 'dropped') return undefined;
      if (at?.callback) return context.repair(at.unit, false, (repairs, source) => repairs.rethrowIn(at.unit, source, at.callback!));
      // Where nobody holds the chain, a failure that is passed on would only be dropped a step later.
      if (at?.link && outerLink(unit, at.link).use.kind === 'dropped') return undefined;
      if (at?.link) return context.repair(at.unit, false, (repairs, source) => repairs.dropLink(at.unit, source, at.link!));
      return undefined;
    },
  };
}

/** Nobody hears what becomes of the record, and by which setting the call itself would. */
function unreported({ ways }: Context, unit: Unit, call: Call): Pick<Send, 'unreported' | 'waitsBy'> {
  const reports = ways.reports.of(unit, call);
  return { unreported: true, ...(reports.kind === 'none' && reports.setting !== undefined ? { waitsBy: reports.setting } : {}) };
}

/** The last link of the chain in which a function is a callback: `.catch(…)`, or what follows it. */
function chainOf(unit: Unit, callback: Func): Call | undefined {
  return callback.use?.kind === 'argument' ? outerLink(unit, unit.calls[callback.use.call]) : undefined;
}

/** A send inside `forEach(…)` is waited for by changing the `forEach`. */
function outerForEach(unit: Unit, call: Call): Call | undefined {
  const func = unit.funcs[call.func];
  if (traitsOf(unit).waiting !== 'promises' || func.kind !== 'lambda' || func.use?.kind !== 'argument') return undefined;
  const taker = unit.calls[func.use.call];
  const waited = call.use.kind === 'awaited' || call.use.kind === 'returned';
  return waited && /^(forEach|map)$/.test(taker.name) ? taker : undefined;
}

function futureOf(context: Context, unit: Unit, call: Call, library: LibraryTable, meaning: SendMeaning | undefined): FutureKind {
  if (traitsOf(unit).waiting === 'promises') return 'promise';
  if (meaning?.outcome === 'future') return 'future';
  const type = meaning ? meaning.returns ?? '' : context.types.ofCall(unit, call) ?? '';
  if (/CompletionStage$/.test(type)) return 'completion-stage';
  if (meaning?.outcome === 'completable-future') {
    const version = context.dependency(unit.path, library.packages);
    return version && library.completableFrom !== undefined && Number.parseInt(version) < library.completableFrom ? 'listenable-future' : 'completable-future';
  }
  return /CompletableFuture$/.test(type) ? 'completable-future' : 'future';
}

export function topicOf(context: Context, unit: Unit, call: Call, meaning: SendMeaning): string | undefined {
  if (!meaning.topic) return undefined;
  const value = valueAt(context.types, unit, call, meaning.topic);
  if (!value) return undefined;
  const read = context.constants.read(value.unit, value.expr);
  const library = context.types.meanings.of(unit, call)?.library;
  if (read.known) return first(context.frameworks, one => library && one.topics(unit.path, library, [read.value]))?.[0] ?? read.value;
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

export function purposeOf(unit: Unit, call: Call, topic: string | undefined, context: Context): Send['purpose'] {
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
  return taker && context.callFacts.callbackOf(unit, taker)?.failure === 'through' ? flushAfter(context, unit, taker) : undefined;
}

/** `close(Duration.ZERO)`: what is in the buffer fails, as nothing waits for it (KafkaProducer javadoc). */
function isAtOnce(unit: Unit, { args: [limit] }: Call): boolean {
  const value = limit && peel(limit);
  if (value?.kind === 'call') return /^of\w*$/.test(unit.calls[value.call].name) && isAtOnce(unit, unit.calls[value.call]);
  return (value?.kind === 'member' && value.name === 'ZERO') || (value?.kind === 'name' && value.name === 'ZERO') || (value?.kind === 'literal' && value.value === 0);
}
