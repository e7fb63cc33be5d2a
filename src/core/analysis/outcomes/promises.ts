import type { Call, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { contains } from '../../text/span';
import type { FuncAt } from '../program/program';
import type { Types } from '../values/types';
import { lastName } from './last-name';

/** True for functions that give a promise, whether or not they say so. */
export function givesPromise(types: Types, { unit, func }: FuncAt): boolean {
  return func.async || func.returns?.name === 'Promise' || types.values.returned({ unit, func }).some(value => {
    const given = peel(value), call = given.kind === 'call' ? unit.calls[given.call] : undefined;
    if (!call) return false;
    return call.kind === 'new' ? call.name === 'Promise' : isRequest(call) || (call.receiver !== undefined && /^(then|catch|finally)$/.test(call.name));
  });
}

/** `fetch(…)`, `axios.post(…)`: calls that give a promise, whoever they ask. */
export function isRequest(call: Call): boolean {
  return /^(fetch|axios)$/.test(call.receiver ? lastName(call.receiver) : call.name);
}

/** The function given to the `new Promise(…)` around a call, whose holder waits for what is called later. */
export function promised(unit: Unit, call: Call): Func | undefined {
  return promiseAround(unit, call)?.maker;
}

/** The `new Promise(…)` around a call, and the function that it is given. */
export function promiseAround(unit: Unit, call: Call): { made: Call; maker: Func } | undefined {
  for (let home: Func | undefined = unit.funcs[call.func]; home; home = home.parent === undefined ? undefined : unit.funcs[home.parent]) {
    const taker = home.use?.kind === 'argument' ? unit.calls[home.use.call] : undefined;
    if (taker?.kind === 'new' && taker.name === 'Promise') return { made: taker, maker: home };
  }
  return undefined;
}

/** `save(order).then(resolve, reject)`: what comes of a call settles the promise around it. */
export function settles(unit: Unit, call: Call): boolean {
  return promised(unit, call)?.params.some(param => unit.symbols[param].reads.some(read => contains(call.span, read.span))) ?? false;
}

/** `exec(command, (error) => …)`: a function that is called with the outcome, later. */
export function answers(unit: Unit, call: Call, func: Func): boolean {
  if (traitsOf(unit).waiting !== 'promises' || call.use.kind !== 'dropped' || func.use?.kind !== 'argument' || func.use.index !== call.args.length - 1) return false;
  if (!/^_?(e|er|err|error|failure)$/i.test(unit.symbols[func.params[0]]?.name ?? '')) return false;
  return !/^(catch|then|finally|on|once|use)$/.test(call.name);
}

/** The last link of a promise chain that starts at a call. */
export function outerLink(unit: Unit, call: Call): Call {
  let at = call;
  while (at.use.kind === 'receiver') {
    const next = unit.calls[at.use.call];
    if (!/^(then|catch|finally|whenComplete|handle|exceptionally|thenAccept|thenRun|thenApply|thenCompose|pipe|subscribe)$/.test(next.name)) break;
    at = next;
  }
  return at;
}
