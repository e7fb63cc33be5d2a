import type { Call, Expr, Func, Unit, Variable } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { Ground } from '../../kafka/loudness';
import { HAND_OVERS } from '../../libraries/runtimes/hand-overs';
import { lastName } from '../outcomes/last-name';
import type { Types } from '../values/types';

/** How a record is handed over in memory, and whether the type of its taker was seen or only the name. */
export interface HandOver { how: 'executor' | 'queue' | 'emitter'; rests: Ground }

/** How a call puts a record into a queue, pool or emitter in memory. */
export function handedOver(types: Types, unit: Unit, call: Call): HandOver | undefined {
  if (!call.receiver || call.use.kind === 'awaited' || call.use.kind === 'returned') return undefined;
  if (call.args.length > 0 && call.args.every(arg => isPosition(unit, arg))) return undefined;
  const held = types.members.held(unit, peel(call.receiver))?.variable;
  if (call.args.length === 0 || (held && isOwn(unit, call, held))) return undefined;
  return traitsOf(unit).waiting === 'threads' ? inJava(call, held) : byType(types, unit, call) ?? inScript(call);
}

/** An emitter, a bus or a subject, by its type. */
function byType(types: Types, unit: Unit, call: Call): HandOver | undefined {
  const rows = HAND_OVERS.filter(({ methods }) => methods.test(call.name));
  const type = rows.length > 0 ? types.of(unit, call.receiver!) : undefined, row = type === undefined ? undefined : rows.find(({ of }) => of.test(type));
  return row && { how: 'emitter', rests: row.listeners === 'work' ? 'convention' : 'supposed' };
}

function inJava(call: Call, held: Variable | undefined): HandOver | undefined {
  const name = lastName(call.receiver!), type = held?.type && simpleName(held.type.name), isTyped = type !== undefined && type !== 'var';
  const is = (types: RegExp, names: RegExp) => (isTyped ? types.test(type) : names.test(name)), rests = isTyped ? 'seen' : 'convention';
  const runs = /^(execute|submit)$/.test(call.name) && call.args.length === 1 && call.use.kind === 'dropped';
  if (runs && is(EXECUTORS, /executor|pool|workers?$|service|scheduler|dispatcher/i)) return { how: 'executor', rests };
  return /^(put|offer|add|addAll|addLast)$/.test(call.name) && is(QUEUES, /queue$/i) ? { how: 'queue', rests } : undefined;
}

function inScript(call: Call): HandOver | undefined {
  const name = lastName(call.receiver!), puts = /^(push|add|enqueue|send)$/.test(call.name) && call.use.kind === 'dropped';
  if (puts && /(^|[a-z_])(queue|pool|workers?)$/i.test(name)) return { how: 'queue', rests: 'convention' };
  const emits = call.name === 'emit' && call.args.length > 1;
  return emits && /(emitter|events?|bus|subject|this)$/i.test(name) ? { how: 'emitter', rests: 'convention' } : undefined;
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
/** Methods that take out of a collection. */
const TAKES = /^(poll|take|remove|pop|shift|splice|drainTo)/;

/** The function that fills a queue works it off too: it empties it, or nobody else ever has it. */
function isOwn(unit: Unit, call: Call, queue: Variable): boolean {
  const own = queue.reads.filter(({ func }) => func === call.func);
  if (own.some(({ use }) => use.kind === 'receiver' && TAKES.test(unit.calls[use.call].name))) return true;
  return queue.kind === 'local' && queue.func === call.func && queue.values.every(value => isList(unit, value))
    && own.length === queue.reads.length && own.every(({ use }) => /^(receiver|member|tested|iterated)$/.test(use.kind));
}
/** A list of the language, in which nobody waits. */
function isList(unit: Unit, expr: Expr): boolean {
  const value = peel(expr);
  return value.kind === 'array' || (value.kind === 'call' && unit.calls[value.call].kind === 'new' && LISTS.test(unit.calls[value.call].name));
}

const LISTS = /^(Array|Set|ArrayList|LinkedList|ArrayDeque|PriorityQueue|Vector|HashSet|LinkedHashSet)$/;

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
