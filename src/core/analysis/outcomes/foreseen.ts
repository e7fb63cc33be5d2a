import type { Expr, Unit } from '../../flow/unit';
import { eachExpr, isNothing, mentions, peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { contains } from '../../text/span';

/** Kinds of failures that a test asks for by name; a failure that nobody foresaw is none of them. */
const FORESEEN = /retr(y|i)|transient|recoverable|temporary|fatal|poison|duplicate|conflict|timeout|timedout|not_?found|exists|expected|known|rebalanc|fenced|wakeup|includes|contains|startswith|endswith|equals|match|test/i;
/** Words that turn such a test round, or leave open what it asks. */
const TURNED = /(^|[a-z_])(Not|Non|Un|In)[A-Z_]|^(not|non|un)|Un(known|expected|recoverable|handled)|(Non|Not)(Retr|Recover)/;
const EVERYTHING = /(^|\.)(Exception|Throwable)$/;
const BROAD = /(^|\.)(RuntimeException|ExecutionException|CompletionException|CompletionError|KafkaException|ListenerExecutionFailedException|KafkaJSError|Error)$/;

/**
 * Which arm of a branch a failure takes that nobody foresaw: `catch (e) { if (e instanceof Retryable) throw e; … }` goes
 * past the `throw`. `undefined` where the test does not ask for the kind of the failure, or it is not clear.
 */
export function usualArm(unit: Unit, condition: Expr, failure: number | undefined): 0 | 1 | undefined {
  if (failure === undefined) return undefined;
  const holds = holdsUsually(unit, condition, failure, 0);
  return holds === undefined ? undefined : holds ? 0 : 1;
}

function holdsUsually(unit: Unit, condition: Expr, failure: number, depth: number): boolean | undefined {
  const expr = peel(condition);
  if (depth > 6 || !speaksOf(unit, expr, failure, depth)) return undefined;
  const inner = (e: Expr): boolean | undefined => holdsUsually(unit, e, failure, depth + 1);
  switch (expr.kind) {
    case 'unary': {
      const holds = expr.op === '!' ? inner(expr.value) : undefined;
      return holds === undefined ? undefined : !holds;
    }
    case 'binary': {
      if (expr.op === '&&') return inner(expr.left) === false || inner(expr.right) === false ? false : undefined;
      if (expr.op === '||') return either(inner(expr.left), inner(expr.right));
      if (expr.op === 'instanceof') return isKind(unit, expr.right);
      if (isNothing(expr.left) || isNothing(expr.right)) return undefined;
      return expr.op === '==' || expr.op === '===' ? false : expr.op === '!=' || expr.op === '!==' ? true : undefined;
    }
    case 'call': return asksByName(unit.calls[expr.call].name);
    case 'member': return asksByName(expr.name);
    case 'name': {
      const held = expr.symbol === undefined || expr.symbol === failure ? undefined : unit.symbols[expr.symbol];
      return held?.values.length === 1 ? inner(held.values[0]) ?? asksByName(held.name) : undefined;
    }
    default: return undefined;
  }
}

function either(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === true || right === true) return true;
  return left === false && right === false ? false : undefined;
}

function isKind(unit: Unit, type: Expr): boolean | undefined {
  const name = type.kind === 'name' || type.kind === 'member' ? type.name : '';
  if (EVERYTHING.test(name)) return true;
  if (name === 'Error' && traitsOf(unit).catches === 'all') return true;
  return name === '' || BROAD.test(name) ? undefined : false;
}

function asksByName(name: string): boolean | undefined {
  return FORESEEN.test(name) && !TURNED.test(name) ? false : undefined;
}

/** The failure is read inside, or a local variable that was read out of it. */
function speaksOf(unit: Unit, expr: Expr, failure: number, depth: number): boolean {
  const reads = unit.symbols[failure].reads;
  if (reads.some(read => contains(expr.span, read.span))) return true;
  if (depth > 3) return false;
  let speaks = false;
  eachName(unit, expr, symbol => {
    const held = unit.symbols[symbol];
    if (!speaks && symbol !== failure && held.kind === 'local' && held.values.length === 1) speaks = held.values[0] !== expr && speaksOf(unit, held.values[0], failure, depth + 1);
  });
  return speaks;
}

function eachName(unit: Unit, expr: Expr, visit: (symbol: number) => void): void {
  eachExpr(expr, e => {
    if (e.kind === 'name' && e.symbol !== undefined) visit(e.symbol);
    if (e.kind !== 'call') return;
    const call = unit.calls[e.call];
    for (const part of [...(call.receiver ? [call.receiver] : []), ...call.args]) eachName(unit, part, visit);
  });
}

/** True for `e`, `e != null`, `!!e`, `Objects.nonNull(e)`; false for `e == null`, `!e`. */
export function asksForFailure(condition: Expr, symbol: number): boolean {
  const expr = peel(condition);
  if (expr.kind === 'binary') {
    if (expr.op === '==' || expr.op === '===') return !isNothing(expr.left) && !isNothing(expr.right);
    if (expr.op === '&&' || expr.op === '||') return mentions(expr.left, symbol) ? asksForFailure(expr.left, symbol) : asksForFailure(expr.right, symbol);
    return true;
  }
  if (expr.kind === 'unary' && expr.op === '!') return !asksForFailure(expr.value, symbol);
  if (expr.kind === 'other' || expr.kind === 'call') return true;
  return true;
}
