import { taken } from '../../analysis/calls/failure-test';
import { first } from '../../flow/first';
import type { Call, Step, Unit, Use } from '../../flow/unit';
import { eachStep, enclosing, peel, simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { Span } from '../../text/span';
import type { Context } from '../context';
import type { FoundSend } from '../found-send';

/** Checked exceptions of Java's own, as far as sends come as them or code wraps them so. */
const CHECKED = /^(Exception|Throwable|ExecutionException|InterruptedException|TimeoutException|IOException|SQLException)$/;

/** Whether the failure of a send that is waited for leaves its function as an unchecked exception. */
export function leavesUnchecked(context: Context, { unit, call, inner, outcome }: FoundSend): boolean {
  if (traitsOf(unit).catches === 'all') return true;
  const thrown = inner?.outcome.leaves?.as === 'throws';
  const wait = thrown ? call : waitOf(context, unit, call.use);
  if (!wait) return false;
  const wrapped = wrappedAt(context, unit, wait.func, wait.span);
  if (wrapped !== undefined) return wrapped;
  if (outcome.leaves === undefined) return false;
  return thrown ? leavesUnchecked(context, inner) : !context.callFacts.idioms(unit).throwsChecked.has(wait.name);
}

/** The call that waits for a future. */
function waitOf(context: Context, unit: Unit, use: Use, depth = 0): Call | undefined {
  if (depth > 12) return undefined;
  if (use.kind === 'stored') return first(unit.symbols[use.symbol].reads, read => waitOf(context, unit, read.use, depth + 1));
  if (use.kind !== 'receiver' && use.kind !== 'argument') return undefined;
  const next = unit.calls[use.call];
  return use.kind === 'receiver' && context.callFacts.idioms(unit).waits.has(next.name) ? next : waitOf(context, unit, next.use, depth + 1);
}

/** Whether the catches around a place turn a failure into an unchecked exception; nothing when they leave it as it is. */
function wrappedAt(context: Context, unit: Unit, func: number, span: Span): boolean | undefined {
  for (const { step, part } of enclosing(unit.funcs[func].body, span).reverse()) {
    const handler = step.kind === 'try' && part === 0 ? step.catches.find(one => taken(unit, one, {}).enters === 'any') : undefined;
    const wrapped = handler && first(throwsIn(handler.body), thrown => {
      const value = thrown.value && peel(thrown.value);
      return value?.kind === 'call' ? { unchecked: isUnchecked(context, context.types.of(unit, value) ?? unit.calls[value.call].name) } : undefined;
    });
    if (wrapped) return wrapped.unchecked;
  }
  return undefined;
}

function throwsIn(steps: readonly Step[]): (Step & { kind: 'exit' })[] {
  const found: (Step & { kind: 'exit' })[] = [];
  eachStep(steps, step => { if (step.kind === 'exit' && step.how === 'throw') found.push(step); });
  return found;
}

function isUnchecked(context: Context, type: string, depth = 0): boolean {
  if (CHECKED.test(simpleName(type))) return false;
  const own = depth < 6 ? context.types.program.classNamed(type) : undefined;
  const parent = own?.decl.supers[0];
  return !own || !parent || isUnchecked(context, context.types.members.ofRef(own.unit, parent) ?? parent.name, depth + 1);
}
