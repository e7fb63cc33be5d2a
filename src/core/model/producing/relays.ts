import { someAct, type Act } from '../../analysis/effects/effect';
import { rootOf } from '../../analysis/outcomes/call-facts';
import { asksForFailure } from '../../analysis/outcomes/foreseen';
import type { Call, Func, Step, Unit } from '../../flow/unit';
import { enclosing, leaves, mentions } from '../../flow/walk';
import { BESIDE_OUTBOX, MARKS, OUTBOX, READS_ROWS, UNSENT } from '../../libraries/conventions';
import { contains } from '../../text/span';
import type { Context } from '../context';
import { isWrite, tableOf, verbOf } from '../databases/database-writes';

/**
 * Whether what a send sends stays in a table when the send fails, so that a later run sends it: a row of an outbox that was
 * written before, or a row that is marked only when it was sent.
 */
export function staysInTable(context: Context, unit: Unit, call: Call): boolean {
  const home = rootOf(unit, unit.funcs[call.func]), rows = rowsOf(context, unit, home), marks = rows.marks.filter(one => one !== call);
  const waited = call.use.kind === 'awaited' || (call.use.kind === 'receiver' && context.callFacts.idioms(unit).waits.has(unit.calls[call.use.call].name));
  const onSuccess = marks.filter(mark => (mark.func === call.func ? waited && follows(unit, call, mark) : isSuccessOnly(context, unit, call, mark)));
  // A row that is marked in any other case as well is lost with a failed send.
  if (onSuccess.length < marks.length) return false;
  return isGivenRow(unit, home) || (onSuccess.length > 0 && readsRows(context, unit)) || rows.kept.some(one => one.span.end < call.span.start && !isOtherwise(unit, one, call));
}

/** A try of a function that is given a row of an outbox, and does not change it: when it fails, the row stays in its table for a later run. */
export function leavesRow(context: Context, unit: Unit, step: Step & { kind: 'try' }): boolean {
  const home = unit.funcs.findLast(func => contains(func.span, step.span));
  if (home === undefined || !isGivenRow(unit, home)) return false;
  return !someAct(context.behaviours.of(unit, step.body), act => isWrite(context, act));
}

/** A function of which a parameter is a row of an outbox, by its type. */
function isGivenRow(unit: Unit, func: Func): boolean {
  return func.params.some(param => {
    const type = unit.symbols[param].type?.name ?? '';
    return OUTBOX.test(type) && !BESIDE_OUTBOX.test(type);
  });
}

interface Rows {
  marks: readonly Call[];
  /** The calls that put a row into an outbox. */
  kept: readonly Call[];
}

const rowsBy = new WeakMap<Context, Map<Func, Rows>>();

/** What a function does to rows; asked once, however much it sends. */
function rowsOf(context: Context, unit: Unit, home: Func): Rows {
  let known = rowsBy.get(context);
  if (!known) rowsBy.set(context, known = new Map());
  let found = known.get(home);
  if (!found) {
    const calls = unit.calls.filter(one => contains(home.span, one.span));
    known.set(home, found = { marks: calls.filter(one => isMark(context, unit, one)), kept: calls.filter(one => keepsRow(context, unit, one)) });
  }
  return found;
}

/** A call by which a row counts as sent: it changes it, or takes it away. */
export function isMark(context: Context, unit: Unit, call: Call): boolean {
  if (MARKS.test(call.name)) return true;
  const verb = verbOf(context, actOf(context, unit, call));
  return verb === 'update' || verb === 'delete' || (/^(update|save|delete|remove|destroy)/.test(call.name) && call.kind === 'call' && isStored(context, unit, call));
}

function isStored(context: Context, unit: Unit, call: Call): boolean {
  const act = actOf(context, unit, call);
  return isWrite(context, act) || OUTBOX.test(tableOf(context, act)) || /repository|repo$|dao$|store$/i.test(tableOf(context, act));
}

/** It puts a row into an outbox. */
function keepsRow(context: Context, unit: Unit, call: Call): boolean {
  const act = actOf(context, unit, call);
  if (!OUTBOX.test(tableOf(context, act))) return false;
  const verb = verbOf(context, act);
  return verb === undefined ? /^(save|insert|add|append|store|write|enqueue|create|persist|put|record|publish|schedule)/i.test(call.name) : verb === 'insert';
}

/** A file that reads the rows that were not sent yet comes back to them. */
function readsRows(context: Context, unit: Unit): boolean {
  const source = context.inputs.source(unit.path);
  return unit.calls.some(({ name, span }) => READS_ROWS.test(name) && UNSENT.test(source?.slice(span).slice(0, 400) ?? ''));
}

/** The mark stands behind a send that is waited for, and not where its failure goes. */
function follows(unit: Unit, call: Call, mark: Call): boolean {
  if (mark.span.start < call.span.end) return false;
  const around = enclosing(unit.funcs[call.func].body, mark.span);
  return !around.some(({ step, part }) => step.kind === 'try' && part > 0 && contains(step.body[0] ? { start: step.body[0].span.start, end: step.body[step.body.length - 1].span.end } : step.span, call.span));
}

/** The mark stands in a callback of the send, on the way of success alone. */
function isSuccessOnly(context: Context, unit: Unit, call: Call, mark: Call): boolean {
  const func = unit.funcs[mark.func], use = func.use;
  if (use?.kind !== 'argument') return false;
  const taker = unit.calls[use.call];
  if (taker !== call && !(taker.receiver && contains(taker.receiver.span, call.span))) return false;
  const idioms = context.callFacts.idioms(unit);
  if (idioms.successOnly.has(taker.name) || (taker.name === 'then' && use.index === 0) || (taker.name === 'addCallback' && use.index === 0)) return true;
  const meaning = context.types.meanings.of(unit, taker)?.meaning;
  const failure = taker === call ? (meaning?.role === 'send' ? meaning.callback?.failure : undefined) : idioms.failureCallbacks[taker.name]?.failure;
  const param = failure === undefined ? undefined : func.params[failure];
  return param !== undefined && !runsWhenFailed(func, param, mark);
}

/** Whether a call in a callback runs also when its parameter holds a failure. */
function runsWhenFailed(func: Func, param: number, call: Call): boolean {
  for (const step of func.body) {
    const tests = step.kind === 'branch' && mentions(step.condition, param) ? step : undefined;
    if (contains(step.span, call.span)) {
      if (!tests) return true;
      const first = tests.arms[0].some(inner => contains(inner.span, call.span));
      return first === asksForFailure(tests.condition, param);
    }
    if (tests && asksForFailure(tests.condition, param) && leaves(tests.arms[0])) return false;
  }
  return true;
}

/** Two calls stand in different arms of one branch. */
function isOtherwise(unit: Unit, one: Call, other: Call): boolean {
  if (one.func !== other.func) return false;
  const { body } = unit.funcs[one.func], a = enclosing(body, one.span), b = enclosing(body, other.span);
  return a.some(({ step, part }) => step.kind === 'branch' && b.some(at => at.step === step && at.part !== part));
}

/** A call by itself, without what it runs. */
export function actOf(context: Context, unit: Unit, call: Call): Act {
  const found = context.types.meanings.of(unit, call);
  const target = found ? undefined : context.types.callables.targets(unit, call).find(({ func }) => func.body.length > 0)?.func;
  return { kind: 'act', unit, call, meaning: found?.meaning, library: found?.library, target, body: [], weight: 'none' };
}
