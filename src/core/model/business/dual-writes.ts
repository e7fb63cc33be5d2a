import { Reach } from '../../analysis/deeds/reach';
import { rootOf } from '../../analysis/outcomes/call-facts';
import { nameOfCall } from '../../analysis/values/names';
import type { FuncAt } from '../../analysis/program/program';
import type { Act } from '../../analysis/deeds/deeds';
import type { Call, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { DualWrite } from '../../kafka/model';
import { contains } from '../../text/span';
import { DEAD_LETTER, MESSAGE_TABLE, SIDE_TABLE, TELLS_OF_ITSELF } from '../../libraries/conventions';
import type { Context } from '../context';
import { actOf, isWrite, mayWrite, namesNothing, statementOf, tableOf } from '../databases/database-writes';
import { transactionOf } from '../databases/transactions';
import type { FoundHandler } from '../found-handler';
import type { FoundSend } from '../found-send';
import { isMark } from '../producing/relays';
import { isUndone } from './database-transactions';

/** Finds functions that write to a database and send a record, without an outbox between them. */
export function findDualWrites(context: Context, sends: readonly FoundSend[], handlers: readonly FoundHandler[]): DualWrite[] {
  const bySend = new Map(sends.map(s => [s.call, s]));
  const found = new Map<string, DualWrite>();
  const note = (one: DualWrite): void => {
    const key = `${one.path}:${one.span.start}`;
    if (!found.has(key)) found.set(key, one);
  };
  const business = new Reach(context.callFacts, (unit, call) => mayWrite(context, unit, call) && mayBeBusiness(context, actOf(context, unit, call)), 'what may write to the business');
  const writers = new Reach(context.callFacts, (unit, call) => mayWrite(context, unit, call), 'what may write');
  const senders = new Reach(context.callFacts, (_, call) => bySend.has(call));
  for (const [unit, funcs] of functionsWith(context, sends, business)) {
    for (const func of funcs) {
      if (func.kind === 'module' || !business.from(unit, func)) continue;
      const work = new PieceOfWork(context, unit, func, bySend, at => writers.from(at.unit, at.func) || senders.from(at.unit, at.func));
      const pair = work.pair();
      if (pair) note(work.told(pair, handlers));
    }
  }
  return [...found.values()];
}

/** A table holds what the business keeps: no messages, no failures, nothing beside it. */
function isBusiness(table: string): boolean {
  return !SIDE_TABLE.test(table) && !DEAD_LETTER.test(table) && !MESSAGE_TABLE.test(table);
}

/** The same of a call by itself: what its callers give for its statement is not known yet. */
function mayBeBusiness(context: Context, act: Act): boolean {
  return isBusiness(tableOf(context, act)) || (statementOf(context, act).text === '' && namesNothing(act.call));
}

/** A send and the write beside it. */
interface Pair { sent: Act; send: FoundSend; write: Act }

/** A function with all that it does. */
class PieceOfWork {
  /** The order in which it does it. */
  readonly #at: ReadonlyMap<Act, number>;
  readonly #acts: readonly Act[];

  constructor(
    private readonly context: Context, private readonly unit: Unit, private readonly func: Func, private readonly bySend: ReadonlyMap<Call, FoundSend>,
    private readonly leads: (at: FuncAt) => boolean,
  ) {
    this.#acts = context.deeds.of({ unit, func }, leads);
    this.#at = new Map(this.#acts.map((act, index) => [act, index]));
  }

  /** The first send beside which something is written that belongs to the same piece of work. */
  pair(): Pair | undefined {
    const { context, unit, func, bySend } = this, acts = this.#acts;
    const writes = acts.filter(act => isWrite(context, act));
    const business = writes.filter(act => isBusiness(tableOf(context, act)));
    // What is put into an outbox only because something has failed keeps that, and no message that a stop of the process loses.
    const hasOutbox = writes.some(act => !act.failing && MESSAGE_TABLE.test(tableOf(context, act)));
    if (business.length === 0 || hasOutbox || MESSAGE_TABLE.test(func.name) || MESSAGE_TABLE.test(classOf(unit, func))) return undefined;
    const sending = new Set(acts.filter(act => bySend.has(act.call)).map(act => this.#step(act))), writing = new Set(business.map(act => this.#step(act)));
    for (const sent of acts) {
      const send = !sent.failing && !this.#isForFailures(sent) && (sent.unit === unit || !bySend.has(this.#step(sent).call)) ? bySend.get(sent.call) : undefined;
      // What one called function does both of is that function's own, and judged there.
      if (send?.send.purpose !== 'business' || send.send.commits || writing.has(this.#step(sent))) continue;
      if (sent.around.some(act => act.oneOf) || isChosen(send) || TELLS_OF_ITSELF.test(this.#step(sent).call.name)) continue;
      const write = business.find(one => !(send.stays && isMark(context, one.unit, one.call)) && (this.#within(one) || !sending.has(this.#step(one))) && this.#onOneWay(one, sent));
      // Something else that is written later, elsewhere, says nothing about a message sent here.
      if (write && (this.#isBefore(write, sent) || this.#within(write))) return { sent, send, write };
    }
    return undefined;
  }

  /** All that it sends in the end is sent only because something has failed. */
  #isForFailures(sent: Act): boolean {
    const inner = this.#acts.filter(act => act.around.includes(sent) && this.bySend.has(act.call));
    return inner.length > 0 && inner.every(act => act.failing);
  }

  told({ sent, send, write }: Pair, handlers: readonly FoundHandler[]): DualWrite {
    const { context, unit, func } = this, acts = this.#acts, step = this.#step(write);
    // A send that ends in another file is shown at the call that leads there.
    const shown = sent.unit === unit ? send.send : context.place(unit, this.#step(sent).call.nameSpan);
    const transactional = transactionOf(context, unit, func);
    const handler = handlers.find(one => one.func === func) ?? handlers.find(one => this.#isRunBy(one, sent));
    return {
      path: shown.path, span: shown.span, write: { path: step.unit.path, span: step.call.nameSpan, note: 'the database write', name: nameOfCall(step.call, step.unit) }, send: send.send,
      undone: isUndone(context, { acts, write, sent, send, transactional, handler, within: act => this.#within(act) }),
      transaction: transactional && { path: unit.path, span: transactional.span, note: 'the database transaction does not cover Kafka' },
      redelivered: handler && { path: handler.unit.path, span: handler.span, note: 'the record is delivered again when this fails' },
      order: this.#isBefore(write, sent) ? 'write-first' : 'send-first',
      ...context.circumstances(unit.path),
    };
  }

  /** The handler comes to the send through this function, which nobody else runs. */
  #isRunBy({ home, func, handed }: FoundHandler, sent: Act): boolean {
    const { context, unit } = this;
    const acts = context.deeds.of({ unit: home, func }, at => this.leads(at), { handed, lent: new Map() });
    return acts.some(act => act.call === sent.call) && context.callFacts.callers.of(unit, this.func).every(caller => acts.some(act => act.call === caller.call));
  }

  #isBefore(one: Act, other: Act): boolean {
    return this.#at.get(one)! < this.#at.get(other)!;
  }

  #within({ unit, call }: Act): boolean {
    return unit === this.unit && rootOf(unit, unit.funcs[call.func]) === this.func;
  }

  /** The call in this function by which something further down is reached. */
  #step(act: Act): Act {
    return this.#within(act) ? act : act.around.findLast(one => this.#within(one)) ?? act;
  }

  /** Some way on which nothing fails comes by both. */
  #onOneWay(write: Act, sent: Act): boolean {
    const { unit } = this, one = this.#step(write).call, other = this.#step(sent).call;
    for (let home: Func | undefined = unit.funcs[one.func]; home; home = home.parent === undefined ? undefined : unit.funcs[home.parent]) {
      if (!contains(home.span, other.span)) continue;
      const [a, b] = [one, other].map(call => calledIn(unit, home!, call));
      const { deeds } = this.context, at = { unit, func: home };
      return a === undefined || b === undefined || a === b || deeds.after(at, a).has(b) || deeds.after(at, b).has(a);
    }
    return true;
  }
}

/** The call of a function that is, or is given, what holds another call. */
function calledIn(unit: Unit, home: Func, call: Call): Call | undefined {
  return call.func === home.id ? call : unit.calls.findLast(outer => outer.func === home.id && contains(outer.span, call.span));
}

/** Functions that only pass on to one that sends, one behind another. */
const MOST_BETWEEN = 4;

/** The functions that send, and those that come to a send that ends below them, up to the first that writes as well. */
function functionsWith(context: Context, sends: readonly FoundSend[], writers: Reach): Map<Unit, Set<Func>> {
  const found = new Map<Unit, Set<Func>>();
  const note = (unit: Unit, func: Func): void => { found.set(unit, (found.get(unit) ?? new Set<Func>()).add(func)); };
  const homes: FuncAt[] = [], above = new Set<Func>();
  for (const { unit, call, send, outcome } of sends) {
    const home = rootOf(unit, unit.funcs[call.func]);
    note(unit, home);
    if (send.purpose === 'business' && !outcome.leaves) homes.push({ unit, func: home });
  }
  // From all sends at once: a function counts that is near enough to any of them.
  for (let level = distinct(homes, new Set()), hops = 0; level.length > 0 && hops < MOST_BETWEEN; hops++) {
    level = distinct(level.flatMap(at => callersOf(context, at)), above);
    for (const at of level) note(at.unit, at.func);
    level = level.filter(at => !writers.from(at.unit, at.func));
  }
  return found;
}

/** Functions that were not seen before, each once; they are noted as seen. */
function distinct(functions: readonly FuncAt[], seen: Set<Func>): FuncAt[] {
  return functions.filter(({ func }) => !seen.has(func) && seen.add(func));
}

/** The functions that call another one by its own name: asking of every call of the program what it runs would cost more than all else. */
function callersOf(context: Context, { func }: FuncAt): FuncAt[] {
  return context.program.callsNamed(func.name)
    .filter(({ unit, call }) => context.types.callables.targets(unit, call).some(target => target.func === func))
    .map(({ unit, call }) => ({ unit, func: rootOf(unit, unit.funcs[call.func]) }));
}

/** One of several functions that a call chooses from is what sends: the write may belong to another one. */
function isChosen(found: FoundSend): boolean {
  const { use } = found.unit.funcs[found.call.func];
  const given = use?.kind === 'argument' && use.path !== undefined ? peel(found.unit.calls[use.call].args[use.index]) : undefined;
  const functions = given?.kind === 'object' ? given.properties.filter(({ value }) => peel(value).kind === 'function') : [];
  return functions.length > 1 || (found.inner !== undefined && isChosen(found.inner));
}

function classOf(unit: Unit, func: Func): string {
  return func.class === undefined ? '' : unit.classes[func.class].name;
}
