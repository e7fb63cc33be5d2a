import { eachNode, type Act, type Way } from '../../analysis/effects/effect';
import { Reach } from '../../analysis/effects/reach';
import { excludeEachOther, inFailurePath } from '../../analysis/effects/work';
import { rootOf } from '../../analysis/outcomes/call-facts';
import { isUnheard } from '../../analysis/outcomes/outcome';
import { nameOfCall } from '../../analysis/values/names';
import type { Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Evidence } from '../../kafka/evidence';
import type { DualWrite } from '../../kafka/model';
import { DEAD_LETTER, MESSAGE_TABLE, SIDE_TABLE, TELLS_OF_ITSELF } from '../../libraries/conventions';
import type { Context } from '../context';
import { isWrite, mayWrite, tableOf } from '../databases/database-writes';
import type { FoundHandler } from '../found-handler';
import type { FoundSend } from '../found-send';
import { isMark } from '../producing/relays';
import { beginsTransaction, isUndone, transactionOf } from './database-transactions';

/** Finds functions that write to a database and send a record, without an outbox between them. */
export function findDualWrites(context: Context, sends: readonly FoundSend[], handlers: readonly FoundHandler[]): DualWrite[] {
  const bySend = new Map(sends.map(s => [s.call, s]));
  const found = new Map<string, DualWrite>();
  const writers = new Reach(context.callFacts, (unit, call) => mayWrite(context, unit, call));
  for (const [unit, funcs] of senders(context, sends)) {
    for (const func of funcs) {
      if (func.kind === 'module' || !writers.from(unit, func)) continue;
      const acts = new Map<Act, Act[]>();
      const failing = new Set<Act>(), ways = new Map<Act, readonly Way[]>();
      eachNode(context.behaviours.ofFunction(unit, func), (node, path) => {
        if (node.kind !== 'act') return;
        acts.set(node, path.flatMap(way => (way.node.kind === 'act' && way.node !== node ? [way.node] : [])));
        ways.set(node, path);
        if (inFailurePath(path)) failing.add(node);
      });
      const order = [...acts.keys()];
      const writes = order.filter(a => isWrite(context, a, acts.get(a)!));
      const business = writes.filter(a => {
        const table = tableOf(context, a, acts.get(a)!);
        return !SIDE_TABLE.test(table) && !DEAD_LETTER.test(table);
      });
      if (business.length === 0 || writes.some(a => MESSAGE_TABLE.test(tableOf(context, a, acts.get(a)!))) || MESSAGE_TABLE.test(func.name) || MESSAGE_TABLE.test(classOf(unit, func))) continue;
      const within = (act: Act): boolean => act.unit === unit && rootOf(unit, unit.funcs[act.call.func]) === func;
      /** The call in this function by which something further down is reached. */
      const step = (act: Act): Act => (within(act) ? act : acts.get(act)!.findLast(within) ?? act);
      const sending = new Set(order.filter(a => bySend.has(a.call)).map(step));
      const writing = new Set(business.map(step));
      const pairs = order.flatMap(sent => {
        const send = (sent.unit === unit || !bySend.has(step(sent).call)) && !failing.has(sent) ? bySend.get(sent.call) : undefined;
        // What one called function does both of is that function's own, and judged there.
        if (send?.send.purpose !== 'business' || writing.has(step(sent)) || acts.get(sent)!.some(act => act.oneOf) || isChosen(send) || TELLS_OF_ITSELF.test(step(sent).call.name)) return [];
        const write = business.find(w => !(send.stays && isMark(context, w.unit, w.call)) && (within(w) || !sending.has(step(w))) && !excludeEachOther(ways.get(w)!, ways.get(sent)!));
        // Something else that is written later, elsewhere, says nothing about a message sent here.
        if (!write || (order.indexOf(sent) < order.indexOf(write) && !within(write))) return [];
        return [{ sent, send, write }];
      });
      if (pairs.length === 0) continue;
      const { sent, send, write } = pairs[0];
      // A send that ends in another file is shown at the call that leads there.
      const shown = sent.unit === unit ? send.send : context.place(unit, step(sent).call.nameSpan);
      const key = `${shown.path}:${shown.span.start}`;
      if (found.has(key)) continue;
      const transactional = transactionOf(context, unit, func);
      const handler = handlers.find(h => h.func === func);
      const evidence: Evidence = { path: step(write).unit.path, span: step(write).call.nameSpan, note: 'the database write' };
      const name = nameOfCall(step(write).call, step(write).unit);
      found.set(key, {
        path: shown.path, span: shown.span, write: { ...evidence, name }, send: send.send,
        undone: isUndone(context, { acts, write, sent, send, transactional, handler, within }),
        transaction: transactional && { path: unit.path, span: transactional.span, note: 'the database transaction does not cover Kafka' },
        redelivered: handler && { path: handler.unit.path, span: handler.span, note: 'the record is delivered again when this fails' },
        order: order.indexOf(write) < order.indexOf(sent) ? 'write-first' : 'send-first',
        ...context.circumstances(unit.path),
      });
    }
  }
  for (const one of sends.flatMap(sent => earlyMark(context, sent))) {
    const key = `${one.path}:${one.span.start}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

/** A row of an outbox that counts as sent whatever becomes of its send, unless a transaction takes the mark back. */
function earlyMark(context: Context, { unit, call, send, marked, outcome }: FoundSend): DualWrite[] {
  if (!marked || isUnheard(outcome) || outcome.fate === 'unknown' || outcome.fate === 'kept') return [];
  const func = rootOf(unit, unit.funcs[call.func]);
  if (transactionOf(context, unit, func) || beginsTransaction(context, unit, func)) return [];
  return [{
    path: send.path, span: send.span, write: { path: unit.path, span: marked.nameSpan, note: 'the row counts as sent from here on', name: nameOfCall(marked, unit) },
    send, undone: false, order: 'marked', ...context.circumstances(unit.path),
  }];
}

/** The functions that send, and those that call one whose send ends in it. */
function senders(context: Context, sends: readonly FoundSend[]): Map<Unit, Set<Func>> {
  const found = new Map<Unit, Set<Func>>();
  const note = (unit: Unit, id: number): void => {
    const funcs = found.get(unit) ?? new Set<Func>();
    found.set(unit, funcs.add(rootOf(unit, unit.funcs[id])));
  };
  for (const { unit, call, send, outcome } of sends) {
    note(unit, call.func);
    if (send.purpose !== 'business' || outcome.leaves) continue;
    const home = rootOf(unit, unit.funcs[call.func]);
    // By its own name: asking of every call of the program what it runs would cost more than all else.
    for (const caller of context.program.callsNamed(home.name)) {
      if (context.types.callables.targets(caller.unit, caller.call).some(({ func }) => func === home)) note(caller.unit, caller.call.func);
    }
  }
  return found;
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
