import type { Call, ClassDecl, Func, Unit, Variable } from '../flow/unit';
import { traitsOf } from '../languages/traits';
import type { Use } from './asks';
import { languageOf } from './facts';

/** Whether what a function does with a use is something that its own callers see: the outcome, or what they gave for it. */
export function handsOn(unit: Unit, user: Func, { call }: Use): boolean {
  if (!call) return traitsOf(unit).waiting === 'promises';
  if (traitsOf(unit).waiting === 'promises') return call.use.kind !== 'dropped' || isGiven(unit, user, call);
  const gives = user.returns !== undefined && user.returns.name !== 'void';
  return (gives && /^(returned|stored|receiver)$/.test(call.use.kind)) || isGiven(unit, user, call);
}

const FUNCTIONS = /^(Bi)?(Consumer|Function|Supplier|Predicate|Operator)$|Runnable|Callable|Callback|Handler|Listener|^Map$|Properties/;

/** `register(topic, handle)`: a function or a topic that its caller was given. */
export function isGiven(unit: Unit, user: Func, { args }: Call): boolean {
  return args.some(arg => arg.kind === 'name' && arg.symbol !== undefined && user.params.includes(arg.symbol)
    && (/topic/i.test(arg.name) || mayBeHandler(unit.symbols[arg.symbol])));
}

/** Whether a parameter takes a function, by its name or its type. */
export function mayBeHandler({ name, type }: Variable): boolean {
  return /handler|callback|listener/i.test(name) || FUNCTIONS.test(type?.name ?? '');
}

/** A class of which others say more. */
export function isAbstract({ kind, abstract }: ClassDecl): boolean {
  return kind === 'interface' || abstract === true;
}

/** A method that classes below write, or may write again. */
export function isInherited(func: Func): boolean {
  return !func.static && func.kind !== 'constructor';
}

/** Methods that only tell of the object, whoever writes them. */
export const TELLS_ITSELF = /^(?:(?:is|has|set)[A-Z]\w*|hashCode|equals|toString|compareTo|name|ordinal)$/;

/** `getAcks` of `acks`, which nobody needs to write. */
export function isGetter(name: string, field: string): boolean {
  return /^(get|is)[A-Z]/.test(name) && name.replace(/^(get|is)/, '').toLowerCase() === field.toLowerCase();
}

/** Whether a path is of the language of a unit. */
export function languageIs({ language }: Unit, path: string): boolean {
  return languageOf(path) === language;
}
