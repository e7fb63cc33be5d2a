import type { Call, Expr, Unit } from '../flow/unit';
import { peel } from '../flow/walk';
import { lastName } from './failures';

/** How a call puts a record into a queue, pool or emitter in memory. */
export function handedOver(unit: Unit, call: Call): 'executor' | 'queue' | 'emitter' | undefined {
  if (!call.receiver || call.use.kind === 'awaited' || call.use.kind === 'returned') return undefined;
  if (call.args.length > 0 && call.args.every(arg => isPosition(unit, arg))) return undefined;
  const name = lastName(call.receiver);
  if (unit.language === 'java') {
    if (/^(execute|submit)$/.test(call.name) && /executor|pool|workers?$|service|scheduler|dispatcher/i.test(name) && call.args.length === 1 && call.use.kind === 'dropped') return 'executor';
    if (/^(put|offer|add)$/.test(call.name) && /queue$/i.test(name) && call.args.length > 0) return 'queue';
    return undefined;
  }
  if (/^(push|add|enqueue|send)$/.test(call.name) && /(^|[a-z_])(queue|pool|workers?)$/i.test(name) && call.use.kind === 'dropped' && call.args.length > 0) return 'queue';
  if (call.name === 'emit' && /(emitter|events?|bus|subject|this)$/i.test(name) && call.args.length > 1) return 'emitter';
  return undefined;
}

/** An offset or the like: a book is kept of records, and none is handed over. */
function isPosition(unit: Unit, arg: Expr): boolean {
  const value = peel(arg), type = value.kind === 'name' && value.symbol !== undefined ? unit.symbols[value.symbol].type?.name : undefined;
  return type !== undefined && /^(long|int|Long|Integer|number|bigint|TopicPartition|OffsetAndMetadata)$/.test(type);
}
