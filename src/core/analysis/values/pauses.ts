import type { Call, Expr, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { contains } from '../../text/span';
import type { Constants } from './constants';
import type { Types } from './types';

/** Milliseconds in the units of `TimeUnit`, and in those of `Duration.ofSeconds(…)`. */
const UNITS: Readonly<Record<string, number>> = { MILLISECONDS: 1, SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000 };
const DURATIONS: Readonly<Record<string, number>> = { ofMillis: 1, ofSeconds: 1000, ofMinutes: 60_000, ofHours: 3_600_000 };

/** For how many milliseconds a call holds up the function in which it stands, where constants tell. */
export function pauseOf(types: Types, constants: Constants, unit: Unit, call: Call): number | undefined {
  return traitsOf(unit).waiting === 'threads' ? sleep(constants, unit, call) : call.use.kind === 'awaited' ? wait(types, constants, unit, call) : undefined;
}

/** `Thread.sleep(1000)`, `TimeUnit.SECONDS.sleep(1)` */
function sleep(constants: Constants, unit: Unit, { name, receiver, args: [time] }: Call): number | undefined {
  const owner = receiver && peel(receiver);
  if (name !== 'sleep' || !owner || !time) return undefined;
  if (owner.kind === 'name') return owner.name === 'Thread' && owner.symbol === undefined ? numberAt(constants, unit, time) ?? durationAt(constants, unit, time) : undefined;
  if (owner.kind !== 'member' || owner.object.kind !== 'name' || owner.object.name !== 'TimeUnit') return undefined;
  return times(numberAt(constants, unit, time), UNITS[owner.name]);
}

/** `Duration.ofMinutes(6)`, `Duration.ofMinutes(6).toMillis()` */
function durationAt(constants: Constants, unit: Unit, expr: Expr): number | undefined {
  const value = peel(expr), call = value.kind === 'call' ? unit.calls[value.call] : undefined;
  if (call?.name === 'toMillis' && call.receiver) return durationAt(constants, unit, call.receiver);
  return call?.args[0] && times(numberAt(constants, unit, call.args[0]), DURATIONS[call.name]);
}

/** `await setTimeout(1000)` of Node's timers, `await new Promise(done => setTimeout(done, 1000))`, or a function of the workspace that does so. */
function wait(types: Types, constants: Constants, unit: Unit, call: Call): number | undefined {
  if (call.kind === 'new') return call.name === 'Promise' ? timerIn(unit, call.span).flatMap(timer => numberAt(constants, unit, timer.args[1]) ?? []).at(0) : undefined;
  if (isNodesTimer(types, unit, call)) return call.args[0] && numberAt(constants, unit, call.args[0]);
  const [target, ...others] = types.callables.targets(unit, call);
  if (!target || others.length > 0) return undefined;
  const timers = timerIn(target.unit, target.func.span), index = timers.length === 1 ? paramOf(target.func, timers[0].args[1]) : undefined;
  return index !== undefined && call.args[index] ? numberAt(constants, unit, call.args[index]) : undefined;
}

/** The calls of `setTimeout` in a part of a file, where it makes a promise of them. */
function timerIn(unit: Unit, span: Func['span']): Call[] {
  const inside = unit.calls.filter(call => contains(span, call.span));
  return inside.some(({ kind, name }) => kind === 'new' && name === 'Promise') ? inside.filter(({ name, receiver, args }) => name === 'setTimeout' && !receiver && args.length > 1) : [];
}

function isNodesTimer({ program }: Types, unit: Unit, { callee }: Call): boolean {
  const named = callee && peel(callee), meant = named?.kind === 'name' && named.symbol !== undefined ? program.imported(unit, unit.symbols[named.symbol]) : undefined;
  return typeof meant === 'string' && /^(node:)?timers\/promises#setTimeout$/.test(meant);
}

function paramOf(func: Func, expr: Expr): number | undefined {
  const value = peel(expr), index = value.kind === 'name' && value.symbol !== undefined ? func.params.indexOf(value.symbol) : -1;
  return index < 0 ? undefined : index;
}

/** A whole number that is written, or that a product is. */
function numberAt(constants: Constants, unit: Unit, expr: Expr): number | undefined {
  const value = peel(expr);
  if (value.kind === 'binary' && value.op === '*') return times(numberAt(constants, unit, value.left), numberAt(constants, unit, value.right));
  const read = constants.read(unit, value), digits = read.known && !read.placeholder ? read.value.replace(/_/g, '').replace(/L$/i, '') : '';
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

function times(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one * other;
}
