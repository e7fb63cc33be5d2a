import type { Call, Expr, Func, Unit, Variable } from '../flow/unit';
import { peel, simpleName } from '../flow/walk';
import { lastName } from './failures';
import type { Members } from './members';

/** How a call puts a record into a queue, pool or emitter in memory. */
export function handedOver(members: Members, unit: Unit, call: Call): 'executor' | 'queue' | 'emitter' | undefined {
  if (!call.receiver || call.use.kind === 'awaited' || call.use.kind === 'returned') return undefined;
  if (call.args.length > 0 && call.args.every(arg => isPosition(unit, arg))) return undefined;
  const name = lastName(call.receiver);
  if (unit.language === 'java') {
    const held = members.held(unit, peel(call.receiver))?.variable, type = held?.type && simpleName(held.type.name);
    const is = (types: RegExp, names: RegExp) => type === undefined || type === 'var' ? names.test(name) : types.test(type);
    if (/^(execute|submit)$/.test(call.name) && is(EXECUTORS, /executor|pool|workers?$|service|scheduler|dispatcher/i) && call.args.length === 1 && call.use.kind === 'dropped') return 'executor';
    if (/^(put|offer|add|addLast)$/.test(call.name) && is(QUEUES, /queue$/i) && call.args.length > 0 && !(held && isDrained(unit, call, held))) return 'queue';
    return undefined;
  }
  if (/^(push|add|enqueue|send)$/.test(call.name) && /(^|[a-z_])(queue|pool|workers?)$/i.test(name) && call.use.kind === 'dropped' && call.args.length > 0) return 'queue';
  if (call.name === 'emit' && /(emitter|events?|bus|subject|this)$/i.test(name) && call.args.length > 1) return 'emitter';
  return undefined;
}

/** What a function given away counts down is awaited by the one that gives it: `done.countDown()`, `done.await()`. */
export function isCountedDown(home: Unit, func: Func, unit: Unit, call: Call): boolean {
  if (home !== unit) return false;
  const latches = callsOn(unit, func.id, 'countDown');
  return latches.length > 0 && callsOn(unit, call.func, 'await').some(symbol => latches.includes(symbol));
}

/** The variables on which a function calls a method. */
function callsOn(unit: Unit, func: number, method: string): number[] {
  return unit.calls.flatMap(({ func: home, name, receiver }) => {
    const value = home === func && name === method && receiver ? peel(receiver) : undefined;
    return value?.kind === 'name' && value.symbol !== undefined ? [value.symbol] : [];
  });
}

/** Java types that run what they are given on a thread of their own. */
const EXECUTORS = /(Executor|ExecutorService|ForkJoinPool|Scheduler|Dispatcher|Workers?|Pool|Service)$/;
/** Java types from which another thread takes. */
const QUEUES = /(Queue|Deque)$/;

/** The function that fills a queue empties it too. */
function isDrained(unit: Unit, call: Call, queue: Variable): boolean {
  return queue.reads.some(({ func, use }) => func === call.func && use.kind === 'receiver' && /^(poll|take|remove|pop|drainTo)/.test(unit.calls[use.call].name));
}

/** An offset or the like: a book is kept of records, and none is handed over. */
function isPosition(unit: Unit, arg: Expr): boolean {
  const value = peel(arg), type = value.kind === 'name' && value.symbol !== undefined ? unit.symbols[value.symbol].type?.name : undefined;
  return type !== undefined && /^(long|int|Long|Integer|number|bigint|TopicPartition|OffsetAndMetadata)$/.test(type);
}
