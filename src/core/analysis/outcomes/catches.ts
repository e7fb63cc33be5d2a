import type { Catch, Expr, Func, Step, Unit } from '../../flow/unit';
import { eachStep, innerSteps, peel, simpleName } from '../../flow/walk';
import { PUBLISHER, RELAY } from '../../libraries/conventions';
import type { Span } from '../../text/span';
import type { Types } from '../values/types';
import { mentions, type Failures } from './treatment';

/** Exceptions that a failed send or failed work comes as; a catch of `InterruptedException` alone catches neither. */
const BROAD = /^(Exception|Throwable|RuntimeException|IllegalStateException|IllegalArgumentException|Error|ExecutionException|CompletionException|KafkaException|KafkaProducerException|ApiException|TimeoutException|IOException|.*KafkaException|JMSException|MessagingException)$/;

/** True for catches that a failed send or failed work would reach. */
export function catchesFailures(unit: Unit, handler: Catch): boolean {
  if (unit.language !== 'java' || handler.types.length === 0) return true;
  return handler.types.some(t => BROAD.test(simpleName(t.name)));
}

/**
 * A failed try inside a loop that only success leaves is tried again; when the tries are counted, what follows in `body`
 * must deal with the last failure.
 */
export function retries(failures: Failures, unit: Unit, body: readonly Step[], step: Step & { kind: 'try' }, outer: readonly Step[]): boolean {
  for (let i = outer.length - 1; i >= 0; i--) {
    const loop = outer[i];
    if (loop.kind !== 'loop') continue;
    if (loop.style === 'each') return false;
    let exits = false;
    eachStep(step.body, inner => {
      if (inner.kind === 'exit' && (inner.how === 'return' || inner.how === 'break')) exits = true;
      // `while (!sent) { try { send(); sent = true; } … }`
      const target = inner.kind === 'assign' ? peel(inner.target) : undefined;
      if (target?.kind === 'name' && target.symbol !== undefined && loop.condition && mentions(loop.condition, target.symbol)) exits = true;
      if (inner.kind === 'assign' && breaksOn(loop, step, inner)) exits = true;
    });
    if (!exits || step.catches.some(c => c.body.some(s => s.kind === 'exit' && s.how !== 'continue'))) return false;
    const after = counts(loop.condition) ? following(body, loop) : undefined;
    return after === undefined || !/^(nothing|logs)$/.test(failures.treat(unit, after, undefined));
  }
  return false;
}

/** `try { work(); ok = true; } catch … if (ok) break;`: only success leaves the loop. */
function breaksOn(loop: Step & { kind: 'loop' }, step: Step & { kind: 'try' }, { target, value }: Step & { kind: 'assign' }): boolean {
  const flag = peel(target), set = peel(value);
  if (flag.kind !== 'name' || flag.symbol === undefined || set.kind !== 'literal' || typeof set.value !== 'boolean') return false;
  let again = false;
  for (const { body } of step.catches) eachStep(body, inner => { const other = inner.kind === 'assign' ? peel(inner.target) : undefined; if (other?.kind === 'name' && other.symbol === flag.symbol) again = true; });
  return !again && loop.body.slice(loop.body.indexOf(step) + 1).some(after => {
    if (after.kind !== 'branch') return false;
    const asked = peel(after.condition), turned = asked.kind === 'unary' && asked.op === '!', name = turned ? peel(asked.value) : asked;
    return name.kind === 'name' && name.symbol === flag.symbol && turned !== set.value && after.arms[0].some(one => one.kind === 'exit' && (one.how === 'break' || one.how === 'return'));
  });
}

/** `attempt < 5`, also beside other conditions. */
function counts(condition: Expr | undefined): boolean {
  const value = condition && peel(condition);
  if (value?.kind !== 'binary') return false;
  return value.op === '&&' ? counts(value.left) || counts(value.right) : /^[<>]=?$/.test(value.op);
}

/** What runs after a step, up to the end of the function or of the loop around it. */
function following(steps: readonly Step[], target: Step): readonly Step[] | undefined {
  for (const [index, step] of steps.entries()) {
    const rest = steps.slice(index + 1);
    if (step === target) return rest;
    for (const inner of innerSteps(step)) {
      const after = following(inner, target);
      if (after) return step.kind === 'loop' ? after : [...after, ...rest];
    }
  }
  return undefined;
}

/** A row that is marked as sent after the send, in the same try: what fails stays for the next run. */
export function marksAfter(types: Types, unit: Unit, step: Step & { kind: 'try' }, span: Span, home: Func): boolean {
  const owner = home.class === undefined ? '' : unit.classes[home.class].name;
  let marks = false;
  eachStep(step.body, inner => {
    if (inner.kind !== 'call' || inner.span.start < span.end) return;
    const call = unit.calls[inner.call];
    if (/^(mark|set)\w*(sent|published|processed|done|completed|delivered)|^(delete|remove|ack|complete)/i.test(call.name) || /mark|sent|published/i.test(call.name)) marks = true;
    const role = types.meanings.of(unit, call)?.meaning.role;
    if (role === 'database-write' && PUBLISHER.test(`${owner} ${home.name} ${unit.path}`)) marks = true;
    if (/^(query|execute|update|updateMany)$/.test(call.name) && RELAY.test(`${owner} ${home.name} ${unit.path}`)) marks = true;
  });
  return marks;
}
