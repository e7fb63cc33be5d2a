import { returned } from '../../analysis/sources/values';
import { valueAt } from '../../analysis/values/routes';
import type { ExprAt, FuncAt } from '../../analysis/program/program';
import type { Call, Func, Unit } from '../../flow/unit';
import { eachStep, enclosing, peel } from '../../flow/walk';
import type { Fix } from '../../kafka/evidence';
import type { StoppedConsumer } from '../../kafka/model';
import { contains } from '../../text/span';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';

/** Where a consumer that was started ends, or never reads what it is told to, though the program goes on. */
export function stopsOf(context: Context, client: FoundClient): StoppedConsumer[] {
  const starts = client.calls.filter(({ call, meaning }) => meaning.role === 'handle' && /^(awaited|dropped)$/.test(call.use.kind));
  return [...starts.flatMap(start => afterStart(context, client, start)), ...notRestarted(context, client)];
}

/** What the function that starts it does to it at once. */
function afterStart(context: Context, client: FoundClient, { unit, call: run, meaning }: FoundClient['calls'][number]): StoppedConsumer[] {
  const func = unit.funcs[run.func], later = client.calls.filter(one => one.unit === unit && one.call.func === run.func && one.call.span.start > run.span.end);
  if (later.length === 0) return [];
  const after = context.deeds.after({ unit, func }, run), because = [context.evidence({ unit, span: run.nameSpan, note: 'started here' })];
  return later.flatMap(({ call, meaning: { role } }): StoppedConsumer[] => {
    if (!after.has(call) || isInOtherArm(func, run, call)) return [];
    const place = context.place(unit, call.nameSpan);
    if (role === 'close' && !waitsBetween(unit, func, run, call)) {
      return [{ ...place, how: 'closed', because, get remove(): Fix | undefined { return context.repair(unit, false, (repairs, source) => repairs.remove(unit, source, call)); } }];
    }
    const late = role === 'subscribe' && meaning.role === 'handle' && meaning.fixesTopics === true && !isStoppedBetween(unit, run, call);
    return late ? [{ ...place, how: 'subscribed-late', because }] : [];
  });
}

/** It stands in an arm of a branch that the start does not stand in. */
function isInOtherArm(func: Func, run: Call, call: Call): boolean {
  return enclosing(func.body, call.span).some(({ step }) => step.kind === 'branch' && !contains(step.span, run.span));
}

/** Something is waited for between two calls: it may be what ends the work. */
function waitsBetween(unit: Unit, func: Func, run: Call, call: Call): boolean {
  let waits = unit.calls.some(one => one.func === func.id && one.use.kind === 'awaited' && one.span.start > run.span.end && one.span.end < call.span.start);
  eachStep(func.body, step => {
    if (step.span.start < run.span.end || step.span.start >= call.span.start) return;
    if (step.kind === 'await' || (step.kind === 'loop' && !contains(step.span, call.span))) waits = true;
  });
  return waits;
}

function isStoppedBetween(unit: Unit, run: Call, call: Call): boolean {
  return unit.calls.some(one => one.func === run.func && /^(stop|disconnect)$/.test(one.name) && one.span.start > run.span.end && one.span.end < call.span.start);
}

/** A crash is final, and nobody listens for it. */
function notRestarted(context: Context, client: FoundClient): StoppedConsumer[] {
  const { unit, call, meaning } = client, { types } = context, value = restartOf(context, client);
  if (!value || context.program.units.some(one => one.calls.some(other => other.name === 'on' && other.receiver && types.of(one, other.receiver) === meaning.returns))) return [];
  const functions = types.callables.functionsAt(value);
  if (functions.length === 0 || !functions.every(at => saysNo(context, at))) return [];
  return [{ ...context.place(value.unit, value.expr.span), how: 'not-restarted', because: [context.evidence({ unit, span: call.nameSpan, note: 'nobody listens for a crash of this consumer' })] }];
}

/** The function that is asked after a crash: the consumer's own, or that of the client which makes it. */
function restartOf({ types, origins }: Context, { unit, call, meaning }: FoundClient): ExprAt | undefined {
  const own = meaning.role === 'consumer' && meaning.restart ? valueAt(types, unit, call, meaning.restart) : undefined;
  const origin = own || !call.receiver ? undefined : origins.of(unit, call.receiver), made = origin && types.meanings.of(origin.unit, origin.call)?.meaning;
  return own ?? (made?.role === 'client' && made.restart ? valueAt(types, origin!.unit, origin!.call, made.restart) : undefined);
}

/** A function that does nothing and gives `false`. */
function saysNo({ callFacts }: Context, { unit, func }: FuncAt): boolean {
  const values = returned({ unit, func }).map(peel);
  return values.length > 0 && values.every(value => value.kind === 'literal' && value.value === false)
    && unit.calls.every(call => !contains(func.bodySpan, call.span) || callFacts.isLog(unit, call));
}
