import type { Call, Expr, Func, Unit, Variable } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import { lastName } from '../outcomes/last-name';
import type { Members } from '../program/members';

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

/** An offset or the like, by its type or by where it comes from: a book is kept of records, and none is handed over. */
export function isPosition(unit: Unit, arg: Expr, depth = 0): boolean {
  const value = peel(arg);
  switch (value.kind) {
    case 'literal': return typeof value.value === 'number';
    case 'name': {
      const variable = value.symbol === undefined ? undefined : unit.symbols[value.symbol];
      if (variable?.type && variable.type.name !== 'var') return POSITIONS.test(variable.type.name);
      return variable?.kind === 'local' && depth < 4 && variable.values.length > 0 && variable.values.every(one => one !== arg && isPosition(unit, one, depth + 1));
    }
    case 'member': return POSITION.test(value.name);
    case 'binary': return isPosition(unit, value.left, depth + 1) && isPosition(unit, value.right, depth + 1);
    case 'unary': return isPosition(unit, value.value, depth + 1);
    case 'call': {
      const call = unit.calls[value.call];
      if (call.kind === 'new') return POSITIONS.test(call.name);
      if (/^(valueOf|parseLong|parseInt|Number|BigInt|String|toString)$/.test(call.name)) return [...(call.args.length > 0 ? call.args : call.receiver ? [call.receiver] : [])].every(one => isPosition(unit, one, depth + 1));
      return POSITION.test(call.name);
    }
    default: return false;
  }
}

/** Types of offsets, partitions and counts. */
const POSITIONS = /^(long|int|Long|Integer|number|bigint|TopicPartition|OffsetAndMetadata)$/;
/** What gives one of a record, a list or a clock. */
const POSITION = /^(offset|partition|timestamp|getOffset|getPartition|leaderEpoch|size|length|currentTimeMillis|nanoTime)$/;
