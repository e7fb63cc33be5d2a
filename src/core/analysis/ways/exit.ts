import type { Call, Expr, Func, Step, Unit } from '../../flow/unit';
import { enclosing, peel } from '../../flow/walk';
import { KNOWN_FAILURES } from '../../libraries/failures';
import { ownOf } from '../../text/own';
import { contains, type Span } from '../../text/span';
import { EXIT_STATUS, PROCESS } from '../../libraries/runtimes/plain-calls';
import { lastName } from '../outcomes/last-name';
import { askedFor, type Loss } from '../calls/loss';
import type { FunctionWalk } from './engine';
import { evaluate, NULL, type Value } from './value';
import { type Exit, type Way, withLoss } from './way';

/** How a way leaves the steps around a `return`, `throw`, `break` or `continue`. */
export function exitOf(walk: FunctionWalk, step: Step & { kind: 'exit' }, way: Way): Exit {
  const { engine, unit, binding } = walk;
  if (step.how === 'throw') return { how: 'throw', way: way.loss.kind === 'ended' ? withLoss(way, { kind: 'live', ...madeAs(unit, step.value) }) : way };
  if (step.how !== 'return') return { how: step.how, way };
  if (way.loss.kind === 'pending' && way.loss.returned) return { how: 'return', way: withLoss(way, askedFor(way.loss, true)), rejects: true };
  const returned = step.value && peel(step.value), call = returned?.kind === 'call' ? unit.calls[returned.call] : undefined;
  // `catch(error => console.error(error))`: there is nothing in what a log gives.
  const value = !step.value || (call && engine.effects.of(unit, call, binding).kind === 'log') ? NULL : evaluate(unit, step.value, way.values);
  if (way.loss.kind === 'none' && isInCatch(walk.func, step.span)) return { how: 'return', way, value, refused: true };
  if (way.loss.kind !== 'ended' || !returned || value === NULL) return { how: 'return', way, value };
  if (call && /^(reject|failedFuture|failedStage|throwError|error|failure)$/.test(call.name) && engine.isOutOfView(unit, call) && engine.effects.of(unit, call, binding).kind !== 'log') return { how: 'return', way: withLoss(way, { kind: 'live' }), rejects: true };
  // `return []` of a part that cannot be read: the work goes on with something else.
  if (way.fault?.kind === 'parse' && way.loss.inside && value.kind !== 'unknown' && !(value.kind === 'constant' && value.value === null)) {
    return { how: 'return', way: withLoss(way, { kind: 'kept', by: { unit, span: step.span, note: 'the work goes on with something else' } }), value };
  }
  const given = call !== undefined && value.kind === 'list' && mentionsFailure(unit, returned, way);
  // `return error`: an object, and not nothing.
  if (value.kind === 'failure') return { how: 'return', way, value };
  return { how: 'return', way, value: given || (tells(returned, value, call) && isOfFailure(unit, step, way)) ? { kind: 'signal' } : value };
}

/** `throw new IllegalStateException(e)`: from here on the failure is one of that kind. */
function madeAs(unit: Unit, value: Expr | undefined): { as?: readonly string[] } {
  const made = value && peel(value), call = made?.kind === 'call' ? unit.calls[made.call] : undefined;
  return call?.kind === 'new' && ownOf(KNOWN_FAILURES, call.name) ? { as: [call.name] } : {};
}

function isInCatch({ body }: Func, span: Span): boolean {
  return enclosing(body, span).some(({ step, part }) => step.kind === 'try' && part > 0 && part <= step.catches.length);
}

/** The value is given where the failure is dealt with, or it is made of the failure. */
function isOfFailure(unit: Unit, { value, span }: Step & { kind: 'exit' }, way: Way): boolean {
  return isAround(unit, way.loss, span) || mentionsFailure(unit, value!, way);
}

/** The catch or callback in which a failure ended is around a place. */
export function isAround(unit: Unit, loss: Loss, span: Span): boolean {
  const at = loss.kind === 'ended' ? loss.at : undefined, region = at?.catch?.span ?? at?.callback?.span;
  return region !== undefined && at!.unit === unit && contains(region, span);
}

function mentionsFailure(unit: Unit, value: Expr, way: Way): boolean {
  return [...way.values].some(([symbol, known]) => symbol >= 0 && /^(failure|signal)$/.test(known.kind) && mentionsDeep(unit, value, symbol));
}

/** The value that a function returns instead of a failure may tell its caller. */
function tells(returned: Expr, value: Value, call: Call | undefined): boolean {
  if (value.kind === 'constant' || value.kind === 'list' || value.kind === 'object') return false;
  if (returned.kind === 'unary' && returned.op === 'void') return false;
  return !(call && /^(resolve|completedFuture|empty)$/.test(call.name));
}

/** True when an expression reads a variable, also inside calls. */
export function mentionsDeep(unit: Unit, expr: Expr, symbol: number): boolean {
  return unit.symbols[symbol].reads.some(read => contains(expr.span, read.span));
}

/** `process.exitCode = 1`: the program ends as one that has failed. */
export function isFailedStatus(to: Expr, value: Value): boolean {
  const isStatus = to.kind === 'member' && EXIT_STATUS.test(to.name) && PROCESS.test(lastName(to.object));
  return isStatus && value.kind === 'constant' && value.value !== 0;
}
