import { deepest } from '../../analysis/calls/loss';
import type { Summary } from '../../analysis/ways/summary';
import type { Call, Expr, Unit } from '../../flow/unit';
import { eachExpr, peel } from '../../flow/walk';
import type { Unreadable } from '../../kafka/model';
import { contains } from '../../text/span';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { GivenRecords } from '../records/given-records';

/** Where a handler reads the value of a record so that one which cannot be read, or has none, leaves it as a failure. */
export function unreadableIn(context: Context, found: FoundHandler, { ends }: Summary): Unreadable[] {
  const failures = found.library.unreadable;
  // What nobody waits for fails elsewhere: for the client the record was read.
  if (!failures || found.form === 'listener' || found.apart) return [];
  const records = new GivenRecords(context, found), told = new Map<Call, Unreadable>();
  for (const { how, fault, loss } of ends) {
    const read = fault?.kind === 'parse' && !fault.second && loss.kind === 'live' && (how === 'throws' || how === 'rejects') ? deepest(fault) : undefined;
    if (!read || read.assumed || told.has(read.call) || !read.call.args.some(arg => records.areIn(read.unit, arg))) continue;
    told.set(read.call, { ...context.place(read.unit, read.call.nameSpan), name: read.call.name, what: 'parse', then: failures });
  }
  const { home, func } = found;
  for (const call of home.calls) {
    if (!contains(func.bodySpan, call.span) || told.has(call) || !isValueOf(call) || !records.areIn(home, call.receiver!) || mayBeNothing(context, home, call, func.bodySpan)) continue;
    told.set(call, { ...context.place(home, call.nameSpan), name: call.name, what: 'null', then: failures });
  }
  return [...told.values()];
}

/** `message.value.toString()` */
function isValueOf({ receiver, name }: Call): boolean {
  const value = receiver && peel(receiver);
  return value?.kind === 'member' && value.name === 'value' && name === 'toString';
}

/** The code knows that there may be no value: it asks for it somewhere, or takes it by `?.`. */
function mayBeNothing(context: Context, unit: Unit, call: Call, within: { start: number; end: number }): boolean {
  const source = context.inputs.source(unit.path), own = source?.slice({ start: call.receiver!.span.end, end: call.nameSpan.start }) ?? '';
  if (own.includes('?.')) return true;
  const asked = (expr: Expr | undefined): boolean => {
    let asks = false;
    if (expr) eachExpr(expr, one => { if (one.kind === 'member' && one.name === 'value') asks = true; });
    return asks;
  };
  const text = source?.slice(within) ?? '';
  return /\.value!?\s*(?:\?[^.]|\?\?|&&|\|\||[!=]==?\s*(?:null|undefined))|!\s*[\w.]+\.value\b|\bif\s*\([^)]*\.value\s*\)/.test(text) || unit.funcs[call.func].body.some(step => step.kind === 'branch' && asked(step.condition));
}
