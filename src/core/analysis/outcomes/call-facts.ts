import type { FailureCallback, Idioms } from '../../flow/idioms';
import type { Call, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { idiomsOf } from '../../languages/idioms';
import { INSTRUMENT, LOG_FUNCTION, LOG_LEVEL, LOG_METHOD, LOG_RECEIVER } from '../../libraries/runtimes/logging';
import { ownOf } from '../../text/own';
import { Callers } from '../values/callers';
import type { Types } from '../values/types';
import { lastName } from './last-name';

/** What is known of calls by the idioms of their language and by their names: how they treat functions that they are given, and which only log. */
export class CallFacts {
  readonly callers: Callers;

  constructor(readonly types: Types) {
    this.callers = new Callers(types);
  }

  idioms(unit: Unit): Idioms {
    return idiomsOf(unit);
  }

  /** True for a callback that a timer or the like runs, which asks nothing of its promise. */
  runsLater(unit: Unit, func: Func): boolean {
    if (traitsOf(unit).waiting !== 'promises' || func.use?.kind !== 'argument') return false;
    const treatment = this.callbackOf(unit, unit.calls[func.use.call]);
    return treatment?.how === 'timer' && treatment.value === 'dropped';
  }

  /** The name by which the idioms know a link of a chain: with the step before it, or with its type's, where these count. */
  linkName(unit: Unit, { name, receiver }: Call): string {
    if (!receiver) return name;
    const { links, streams } = this.idioms(unit), before = peel(receiver), behind = before.kind === 'call' ? `${unit.calls[before.call].name}.${name}` : '';
    if (links.has(behind)) return behind;
    if (!Object.values(streams).some(stream => links.has(`${stream}.${name}`))) return name;
    const type = this.types.of(unit, receiver), own = type && `${ownOf(streams, type) ?? ''}.${name}`;
    return own && links.has(own) ? own : name;
  }

  /** How a link of a chain is told of a failure, by its name. */
  failureCallbackOf(unit: Unit, call: Call): FailureCallback | undefined {
    const known = call.receiver && ownOf(this.idioms(unit).failureCallbacks, this.linkName(unit, call));
    // Where the workspace defines the method, its body tells.
    return known && this.types.callables.targets(unit, call).length > 0 ? undefined : known;
  }

  /** How a call treats functions given to it, by its name. */
  callbackOf(unit: Unit, call: Call) {
    const callbacks = this.idioms(unit).callbacks, name = this.linkName(unit, call);
    if (!Object.hasOwn(callbacks, name)) return undefined;
    // `emitter.on(…)` but not `router.on(…)`: where the workspace defines the method, its body tells.
    if (this.types.callables.targets(unit, call).length > 0) return undefined;
    if (call.name === 'add' || (call.name === 'schedule' && !call.receiver)) return undefined;
    const treatment = callbacks[name];
    // `bus.subscribe('orders', handler)` is no stream's: its library may wait for the handler.
    if (treatment.how === 'reactive' && call.args.length > 0 && (/^(literal|template|array)$/.test(peel(call.args[0]).kind) || (traitsOf(unit).waiting === 'promises' && namesFirst(call) && this.types.callables.functionsAt({ unit, expr: call.args[0] }).length === 0))) return undefined;
    // What runs by itself is given nothing: `retries.execute(context -> …)` runs its function before it returns.
    const alone = this.idioms(unit).runsAlone.has(treatment.how);
    return alone && call.args.some(arg => arg.kind === 'function' && unit.funcs[arg.func].params.length > 0) ? undefined : treatment;
  }

  /** True for calls of metrics and traces, by their type: `trace.done()`. */
  isInstrument(unit: Unit, { receiver, use }: Call): boolean {
    if (!receiver || use.kind !== 'dropped') return false;
    const type = this.types.of(unit, receiver);
    return type !== undefined && INSTRUMENT.test(type);
  }

  /** True for calls of loggers, metrics and traces. */
  isLog(unit: Unit, call: Call): boolean {
    if (this.types.runtimes.of(unit, call) === 'log') return true;
    if (call.receiver) {
      const name = lastName(call.receiver, unit);
      if (call.name === 'printStackTrace' || (call.name === 'inc' && call.args.length < 3)) return true;
      return LOG_METHOD.test(call.name) && LOG_RECEIVER.test(name) || LOG_LEVEL.test(call.name) && call.args.length > 0 && call.use.kind === 'dropped';
    }
    return call.callee?.kind === 'name' && LOG_FUNCTION.test(call.name) && this.types.callables.targets(unit, call).length === 0;
  }
}

/** `subscribe(types, handler)`: what is listened to comes first. */
function namesFirst({ args: [first, ...rest] }: Call): boolean {
  return /^(name|member)$/.test(peel(first).kind) && rest.some(arg => peel(arg).kind === 'function');
}

/** The top of a file that is a program: it ends loudly when something in it fails that nobody hears of. */
export function isProgram(unit: Unit, func: Func): boolean {
  return func.kind === 'module' && idiomsOf(unit).topRuns;
}

/** True for functions that are values given away; a named function or method is judged at its callers. */
export function isCallback(func: Func): boolean {
  return func.kind === 'lambda' || func.use?.kind === 'argument';
}

/** The function to which callbacks belong; those that a module registers (`app.post(…)`) are each a piece of work. */
export function rootOf(unit: Unit, func: Func): Func {
  let at = func;
  while (isCallback(at) && at.parent !== undefined && unit.funcs[at.parent].kind !== 'module') at = unit.funcs[at.parent];
  return at;
}

/** True for a function that another one gives to whoever runs it, and of whose result nothing is asked. */
export function givesNothing(unit: Unit, func: Func): boolean {
  return func.parent !== undefined && idiomsOf(unit).givesNothing.has(unit.funcs[func.parent].returns?.name ?? '');
}
