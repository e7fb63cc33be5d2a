import type { Expr, Func, Unit } from '../flow/unit';
import { peel } from '../flow/walk';
import { PRISMA_WRITES, SQL_WRITE } from '../libraries/index';
import type { DualWrite, Evidence } from '../kafka/model';
import { eachNode, type Act } from './behaviour';
import type { Context } from './context';
import { isCallback } from './fates';
import { lastName } from './failures';
import type { FoundHandler } from './handlers';
import type { FoundSend } from './sends';

const OUTBOX = /outbox|event_?store|pending_?(event|message)|integration_?event|message_?log|local_?message|mq_?message|event_?publication|processed_?(event|message)|inbox|idempot|dedup/i;
const SIDE_TABLE = /audit|lock|metric|cache|session|log(s|Repository)?$|history|job|dead.?letter|dlq|failed|retry/i;

/** Finds functions that write to a database and send a record, without an outbox between them. */
export function findDualWrites(context: Context, sends: readonly FoundSend[], handlers: readonly FoundHandler[]): DualWrite[] {
  const bySend = new Map(sends.map(s => [s.call, s]));
  const found = new Map<string, DualWrite>();
  for (const unit of context.program.units) {
    const relevant = new Set(sends.filter(s => s.unit === unit).map(s => rootOf(unit, unit.funcs[s.call.func])));
    for (const func of relevant) {
      if (func.kind === 'module') continue;
      const acts = new Map<Act, Act[]>();
      const failing = new Set<Act>();
      eachNode(context.behaviours.ofFunction(unit, func), (node, path) => {
        if (node.kind !== 'act') return;
        acts.set(node, path.flatMap(way => (way.node.kind === 'act' && way.node !== node ? [way.node] : [])));
        if (path.some(way => way.node.kind === 'try' && way.part > 0 && way.part <= way.node.catches.length)) failing.add(node);
      });
      const order = [...acts.keys()];
      const writes = order.filter(a => isWrite(context, a, acts.get(a)!));
      const business = writes.filter(a => !SIDE_TABLE.test(tableOf(context, a, acts.get(a)!)));
      if (business.length === 0 || writes.some(a => OUTBOX.test(tableOf(context, a, acts.get(a)!))) || OUTBOX.test(func.name) || OUTBOX.test(classOf(unit, func))) continue;
      const within = (act: Act): boolean => act.unit === unit && rootOf(unit, unit.funcs[act.call.func]) === func;
      /** The call in this function by which something further down is reached. */
      const step = (act: Act): Act => (within(act) ? act : acts.get(act)!.findLast(within) ?? act);
      const sending = new Set(order.filter(a => bySend.has(a.call)).map(step));
      const writing = new Set(business.map(step));
      const pairs = order.flatMap(sent => {
        const send = sent.unit === unit && !failing.has(sent) ? bySend.get(sent.call) : undefined;
        // What one called function does both of is that function's own, and judged there.
        if (send?.send.purpose !== 'business' || writing.has(step(sent))) return [];
        const write = business.find(w => within(w) || !sending.has(step(w)));
        // Something else that is written later, elsewhere, says nothing about a message sent here.
        if (!write || (order.indexOf(sent) < order.indexOf(write) && !within(write))) return [];
        return [{ sent, send, write }];
      });
      if (pairs.length === 0) continue;
      const { sent, send, write } = pairs[0];
      const key = `${send.send.path}:${send.send.span.start}`;
      if (found.has(key)) continue;
      const transactional = func.annotations.find(a => /(^|\.)Transactional$/.test(a.name));
      const handler = handlers.find(h => h.func === func);
      const evidence: Evidence = { path: step(write).unit.path, span: step(write).call.nameSpan, note: 'the database write' };
      found.set(key, {
        path: send.send.path, span: send.send.span, write: evidence, send: send.send,
        transaction: transactional && { path: unit.path, span: transactional.span, note: 'the database transaction does not cover Kafka' },
        redelivered: handler && { path: handler.unit.path, span: handler.span, note: 'the record is delivered again when this fails' },
        order: order.indexOf(write) < order.indexOf(sent) ? 'write-first' : 'send-first',
        ...context.circumstances(unit.path),
      });
    }
  }
  return [...found.values()];
}

function rootOf(unit: Unit, func: Func): Func {
  let at = func;
  // The callbacks that a module registers (`app.post(…)`) are each a piece of work.
  while (isCallback(at) && at.parent !== undefined && unit.funcs[at.parent].kind !== 'module') at = unit.funcs[at.parent];
  return at;
}

function classOf(unit: Unit, func: Func): string {
  return func.class === undefined ? '' : unit.classes[func.class].name;
}

/** Whether a call writes to a database: by its library's table, by its SQL text, or by what the acts around it prepare. */
export function isWrite(context: Context, act: Act, around: readonly Act[] = []): boolean {
  if (act.meaning?.role === 'database-write') return true;
  const { unit, call } = act;
  if (act.meaning || act.target || !call.receiver) return false;
  if (unit.language === 'java') return false;
  // `prisma.order.create(…)`
  if (PRISMA_WRITES.test(call.name) && call.receiver.kind === 'member' && /^(prisma\w*|tx|db|\w*prisma)$/i.test(lastName(call.receiver.object))) return true;
  return /^(query|execute|\$executeRaw\w*)$/.test(call.name) && call.args[0] !== undefined && SQL_WRITE.test(sqlOf(context, unit, call.args[0], around));
}

/** The text of an SQL statement, or how it starts; a parameter is what the calls around give for it. */
function sqlOf(context: Context, unit: Unit, expr: Expr, around: readonly Act[]): string {
  const text = context.constants.read(unit, expr);
  if (text.known) return text.value;
  const value = peel(expr);
  if (value.kind === 'template') return value.parts[0]?.kind === 'literal' ? String(value.parts[0].value) : '';
  if (value.kind !== 'name' || value.symbol === undefined) return '';
  const variable = unit.symbols[value.symbol];
  if (variable.kind === 'local' && variable.values[0] && !variable.route) return sqlOf(context, unit, variable.values[0], around);
  const at = around.findLastIndex(a => a.target !== undefined && a.target === unit.funcs[variable.func ?? -1]);
  const given = at < 0 || variable.kind !== 'param' ? undefined : around[at].call.args[around[at].target!.params.indexOf(variable.id)];
  return given ? sqlOf(context, around[at].unit, given, around.slice(0, at)) : '';
}

/** Words that say what a write writes to: the repository's name and type, the entity, the SQL text. */
export function tableOf(context: Context, act: Act, around: readonly Act[] = []): string {
  const { unit, call } = act;
  const source = context.inputs.source(unit.path);
  const receiver = call.receiver ? `${lastName(call.receiver, unit)} ${(context.types.of(unit, call.receiver) ?? '').replace(/.*[.#]/, '')}` : '';
  const argument = source && call.args[0] ? `${source.slice(call.args[0].span).slice(0, 80)} ${unit.language === 'java' ? '' : sqlOf(context, unit, call.args[0], around).slice(0, 80)}` : '';
  return `${receiver} ${/^(persist|merge|query|execute|update|batchUpdate)$/.test(call.name) ? argument : ''}`.trim();
}
