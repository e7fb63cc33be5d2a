import { rootOf } from '../../analysis/outcomes/call-facts';
import { localsOf } from '../../analysis/calls/effect';
import type { Fault } from '../../analysis/calls/loss';
import { asksForFailure } from '../../analysis/outcomes/foreseen';
import { Memo } from '../../analysis/program/memory';
import type { Call, Expr, Func, Step, Unit } from '../../flow/unit';
import { enclosing, leaves, mentions, peel } from '../../flow/walk';
import { BESIDE_OUTBOX, DELETES, MARKS, MARKS_SENT, OUTBOX, READS_ROWS, SENT, SETS_STATE, UNSENT, UNSENT_AGAIN, UPDATES } from '../../libraries/conventions';
import { contains } from '../../text/span';
import type { Context } from '../context';
import { actOf, isWrite, statementOf, tableOf, verbOf } from '../databases/database-writes';

/** What becomes of the row that a send sends. */
export interface RowOfSend {
  /** When the send fails it stays in its table, and a later run sends it: a row that was written before, or that is marked only when it was sent. */
  stays: boolean;
  /** The call by which it counts as sent, though the send fails or comes only then. */
  marked?: Call;
}

/** What becomes of the row of a table that a send sends, if it sends one. */
export function rowOfSend(context: Context, unit: Unit, call: Call): RowOfSend {
  const home = rootOf(unit, unit.funcs[call.func]), rows = rowsOf(context, unit, home), marks = rows.marks.filter(one => one !== call);
  const isRow = isGivenRow(unit, home) || (marks.length > 0 && readsRows(context, unit));
  const early = marks.find(mark => isEarly(unit, call, mark)), failed = markedOnFailure(context, unit, call, marks);
  // A row that is marked in any other case as well is lost with a failed send.
  if (early ?? failed) {
    const marked = [failed, early].find(mark => mark && saysSent(context, unit, mark));
    return { stays: false, ...(isRow && marked ? { marked } : {}) };
  }
  return { stays: isRow || rows.kept.some(one => one.span.end < call.span.start && !isOtherwise(unit, one, call)) };
}

/** A mark before its send, on the way to it. */
function isEarly(unit: Unit, call: Call, mark: Call): boolean {
  return mark.span.start < call.span.start && !contains(mark.span, call.span) && !isOtherwise(unit, mark, call) && !leavesBehind(unit, mark, call);
}

/** `if (isOld(row)) { await mark(row); continue; }`: the way of the mark does not come to the send. */
function leavesBehind(unit: Unit, mark: Call, call: Call): boolean {
  return enclosing(unit.funcs[mark.func].body, mark.span).some(({ step, part }) => step.kind === 'branch' && !contains(step.span, call.span) && leaves(step.arms[part] ?? []));
}

/** It says that the row was sent, and not that somebody has taken it, or that it was not. */
export function saysSent(context: Context, unit: Unit, mark: Call): boolean {
  const act = actOf(context, unit, mark), given = mark.args.map(arg => context.inputs.source(unit.path)?.slice(arg.span) ?? '').join(', ');
  if (MARKS_SENT.test(mark.name)) return !/^(false|null|undefined)$/.test(given);
  if (SETS_STATE.test(mark.name)) return SENT.test(given);
  if (!OUTBOX.test(tableOf(context, act))) return false;
  const verb = verbOf(context, act);
  if (verb === undefined) return DELETES.test(mark.name) || (UPDATES.test(mark.name) && SENT.test(given) && !UNSENT_AGAIN.test(given));
  const { text } = statementOf(context, act);
  return verb === 'delete' || (verb === 'update' && SENT.test(text) && !UNSENT_AGAIN.test(text.replace(/\bwhere\b.*/is, '')));
}

/** The mark that is passed on a way on which the send has failed, or is not through yet. */
function markedOnFailure(context: Context, unit: Unit, call: Call, marks: readonly Call[]): Call | undefined {
  let onFailure = false;
  for (let func: Func | undefined = unit.funcs[call.func]; func; func = func.parent === undefined ? undefined : unit.funcs[func.parent]) {
    onFailure ||= hearsFailures(context, unit, func);
    const home = func, own = marks.filter(mark => mark.func === home.id && mark.span.start > call.span.start && !isSuccessOnly(context, unit, call, mark));
    if (own.length === 0) continue;
    const isOfSend = (fault: Fault | undefined): boolean => fault?.kind === 'send' && fault.unit === unit && contains(fault.call.span, call.span);
    // What runs by itself is not waited for by the mark; what is done about a failure is no way of its own.
    if (!onFailure && !context.ways.summary({ unit, func }).ends.some(({ fault }) => isOfSend(fault)) && !isForFailures(context, unit, func, call)) return own[0];
    let passed: Call | undefined;
    context.ways.passing({ unit, func }, {
      call: (at, { fault, loss }) => {
        if (!passed && isOfSend(fault) && own.includes(at) && (/^(live|pending)$/.test(loss.kind) || (loss.kind === 'ended' && !loss.moved))) passed = at;
      },
    });
    if (passed) return passed;
  }
  const elsewhere = marks.filter(mark => !isAround(unit, mark, call) && mark.span.start > call.span.start);
  return elsewhere.find(mark => !isSuccessOnly(context, unit, call, mark));
}

/** `if (result.status === 'rejected') await send()`: a call that a function comes to only when something has failed. */
function isForFailures({ deeds }: Context, unit: Unit, func: Func, call: Call): boolean {
  return deeds.of({ unit, func }, () => false).some(act => act.call === call && act.failing);
}

/** `.catch(() => send())`: a function that is run for failures. */
function hearsFailures(context: Context, unit: Unit, { use }: Func): boolean {
  const taker = use?.kind === 'argument' ? unit.calls[use.call] : undefined;
  return taker !== undefined && context.callFacts.failureCallbackOf(unit, taker)?.argument === (use as { index?: number }).index;
}

/** A mark of a function that holds the send. */
function isAround(unit: Unit, mark: Call, call: Call): boolean {
  return contains(unit.funcs[mark.func].span, call.span);
}

/** A try of a function that is given a row of an outbox, and does not change it: when it fails, the row stays in its table for a later run. */
export function leavesRow(context: Context, unit: Unit, step: Step & { kind: 'try' }): boolean {
  const home = unit.funcs.findLast(func => contains(func.span, step.span));
  if (home === undefined || !isGivenRow(unit, home)) return false;
  const tried = { start: step.span.start, end: step.body.at(-1)?.span.end ?? step.span.start };
  return !context.deeds.of({ unit, func: home }, () => true).some(act => contains(tried, (act.around[0] ?? act).call.span) && isWrite(context, act));
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

/** What a function does to rows; asked once, however much it sends. */
function rowsOf(context: Context, unit: Unit, home: Func): Rows {
  const rows = new Memo<Func, Rows>(context.program.memory, 'rows'), known = rows.of(home);
  if (known) return known.value;
  rows.open(unit);
  const calls = unit.calls.filter(one => contains(home.span, one.span)), marks = calls.filter(one => isMark(context, unit, one));
  return rows.close(home, { marks: marks.flatMap(one => listedIn(unit, one) ?? [one]), kept: calls.filter(one => keepsRow(context, unit, one)) });
}

/** `UPDATE outbox … WHERE id = ANY(sent)`, or one for each of `sent`: the rows count as sent that were put into the list. */
function listedIn(unit: Unit, mark: Call): Call[] | undefined {
  const given = [...localsOf(unit, mark)], items = given.flatMap(symbol => (unit.symbols[symbol].route === '[]' ? unit.symbols[symbol].values.flatMap(value => symbolOf(value) ?? []) : []));
  for (const symbol of [...given, ...items]) {
    const { kind, values, reads } = unit.symbols[symbol], made = values[0] && peel(values[0]);
    const isNew = kind === 'local' && (made?.kind === 'array' ? made.items.length === 0 : made?.kind === 'call' && unit.calls[made.call].kind === 'new');
    const puts = isNew ? reads.flatMap(({ use }) => (use.kind === 'receiver' && /^(push|add)$/.test(unit.calls[use.call].name) ? [unit.calls[use.call]] : [])) : [];
    if (puts.length > 0) return puts;
  }
  return undefined;
}

function symbolOf(expr: Expr): number | undefined {
  const value = peel(expr);
  return value.kind === 'name' ? value.symbol : undefined;
}

/** A call by which a row counts as sent: it changes it, or takes it away. */
export function isMark(context: Context, unit: Unit, call: Call): boolean {
  if (MARKS.test(call.name) || (SETS_STATE.test(call.name) && saysSent(context, unit, call))) return true;
  const verb = verbOf(context, actOf(context, unit, call));
  // `jdbc.update("INSERT …")` makes a new one.
  if (verb !== undefined) return verb === 'update' || verb === 'delete';
  return (/^(update|save|delete|remove|destroy)/.test(call.name) && call.kind === 'call' && isStored(context, unit, call));
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

/** The mark stands in a callback of the send, on the way of success alone. */
function isSuccessOnly(context: Context, unit: Unit, call: Call, mark: Call): boolean {
  const func = unit.funcs[mark.func], use = func.use;
  if (use?.kind !== 'argument') return false;
  const taker = unit.calls[use.call];
  if (taker !== call && !(taker.receiver && contains(taker.receiver.span, call.span))) return false;
  const idioms = context.callFacts.idioms(unit);
  if (idioms.successOnly.has(taker.name) || (taker.name === 'then' && use.index === 0) || (taker.name === 'addCallback' && use.index === 0)) return true;
  const meaning = context.types.meanings.of(unit, taker)?.meaning;
  const failure = taker === call ? (meaning?.role === 'send' ? meaning.callback?.failure : undefined) : context.callFacts.failureCallbackOf(unit, taker)?.failure;
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
