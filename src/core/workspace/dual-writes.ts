import type { Func, Unit } from '../flow/unit';
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
      const acts: Act[] = [];
      eachNode(context.behaviours.ofFunction(unit, func), node => { if (node.kind === 'act') acts.push(node); });
      const writes = acts.filter(a => isWrite(context, a));
      const business = writes.filter(a => !SIDE_TABLE.test(tableOf(context, a)));
      if (business.length === 0 || writes.some(a => OUTBOX.test(tableOf(context, a))) || OUTBOX.test(func.name) || OUTBOX.test(classOf(unit, func))) continue;
      const send = acts.map(a => (a.unit === unit ? bySend.get(a.call) : undefined)).find(s => s && s.send.purpose === 'business');
      if (!send) continue;
      const write = business[0];
      const key = `${send.send.path}:${send.send.span.start}`;
      if (found.has(key)) continue;
      const transactional = func.annotations.find(a => /(^|\.)Transactional$/.test(a.name));
      const handler = handlers.find(h => h.func === func);
      const evidence: Evidence = { path: write.unit.path, span: write.call.nameSpan, note: 'the database write' };
      found.set(key, {
        path: send.send.path, span: send.send.span, write: evidence, send: send.send,
        transaction: transactional && { path: unit.path, span: transactional.span, note: 'the database transaction does not cover Kafka' },
        redelivered: handler && { path: handler.unit.path, span: handler.span, note: 'the record is delivered again when this fails' },
        order: acts.indexOf(write) < acts.findIndex(a => a.call === send.call) ? 'write-first' : 'send-first',
        ...context.circumstances(unit.path),
      });
    }
  }
  return [...found.values()];
}

function rootOf(unit: Unit, func: Func): Func {
  let at = func;
  while (isCallback(at) && at.parent !== undefined) at = unit.funcs[at.parent];
  return at;
}

function classOf(unit: Unit, func: Func): string {
  return func.class === undefined ? '' : unit.classes[func.class].name;
}

/** Whether a call writes to a database: by its library's table, or by its SQL text. */
export function isWrite(context: Context, act: Act): boolean {
  if (act.meaning?.role === 'database-write') return true;
  const { unit, call } = act;
  if (act.meaning || act.target || !call.receiver) return false;
  if (unit.language === 'java') return false;
  // `prisma.order.create(…)`
  if (PRISMA_WRITES.test(call.name) && call.receiver.kind === 'member' && /^(prisma\w*|tx|db|\w*prisma)$/i.test(lastName(call.receiver.object))) return true;
  if (/^(query|execute|\$executeRaw\w*)$/.test(call.name) && call.args[0]) {
    const text = context.constants.read(unit, call.args[0]);
    const first = text.known ? text.value : call.args[0].kind === 'template' && call.args[0].parts[0]?.kind === 'literal' ? String(call.args[0].parts[0].value) : '';
    return SQL_WRITE.test(first);
  }
  return false;
}

/** Words that say what a write writes to: the repository's name and type, the entity, the SQL text. */
export function tableOf(context: Context, act: Act): string {
  const { unit, call } = act;
  const source = context.inputs.source(unit.path);
  const receiver = call.receiver ? `${lastName(call.receiver, unit)} ${(context.types.of(unit, call.receiver) ?? '').replace(/.*[.#]/, '')}` : '';
  const argument = source && call.args[0] ? source.slice(call.args[0].span).slice(0, 80) : '';
  return `${receiver} ${/^(persist|merge|query|execute|update|batchUpdate)$/.test(call.name) ? argument : ''}`.trim();
}
