import { Reach } from '../../analysis/deeds/reach';
import type { FuncAt } from '../../analysis/program/program';
import { nameOfCall } from '../../analysis/values/names';
import type { DualWrite, HookedSend } from '../../kafka/model';
import { BESIDE_OUTBOX, MESSAGE_TABLE } from '../../libraries/conventions';
import { KEEPS_EVENTS } from '../../libraries/index';
import type { Context } from '../context';
import { isWrite, mayWrite, tableOf } from '../databases/database-writes';
import type { FoundSend } from '../found-send';
import { findHooks, type Hook } from './hooks';

/** Finds sends in functions that are run for changes of the database; what a dual write tells already is left to that. */
export function findHookedSends(context: Context, sends: readonly FoundSend[], told: readonly DualWrite[]): HookedSend[] {
  const bySend = new Map(sends.map(found => [found.call, found])), found = new Map<string, HookedSend>();
  const sending = new Reach(context.callFacts, (_, call) => bySend.has(call)), writing = new Reach(context.callFacts, (unit, call) => mayWrite(context, unit, call));
  const hooks = findHooks(context), kept = new Set(hooks.flatMap(({ event, ...hook }) => (event !== undefined && keepsMessage(context, hook, writing) ? [event] : [])));
  for (const hook of hooks) {
    const { unit, func, when } = hook;
    if (!sending.from(unit, func) || isOfOutbox(hook) || (hook.event !== undefined && kept.has(hook.event))) continue;
    if (hook.published.some(at => keepsMessage(context, at, writing))) continue;
    if (when === 'after' && context.dependency(unit.path, KEEPS_EVENTS) !== undefined) continue;
    for (const act of context.deeds.of({ unit, func }, at => sending.from(at.unit, at.func))) {
      const send = act.failing || act.oneOf ? undefined : bySend.get(act.call);
      if (send?.send.purpose !== 'business' || send.stays || send.send.transaction) continue;
      const step = [...act.around, act].find(one => one.unit === unit)!, place = context.place(unit, step.call.nameSpan), key = `${place.path}:${place.span.start}`;
      if (found.has(key) || told.some(({ path, span }) => path === place.path && span.start === place.span.start)) continue;
      found.set(key, {
        ...place, ...context.circumstances(unit.path), when, send: send.send, name: nameOfCall(step.call, unit),
        hook: { ...context.place(unit, hook.span), name: hook.name, note: NOTES[when] }, because: hook.because,
      });
    }
  }
  return [...found.values()];
}

const NOTES = { before: 'is run inside the transaction', after: 'is run when the transaction is committed', around: 'is run behind the change' };

/** It says of itself that it empties an outbox, or is told of a row of one. */
function isOfOutbox({ unit, func, event }: Hook): boolean {
  const names = [func.name, func.class === undefined ? '' : unit.classes[func.class].name, event ?? ''];
  return names.some(name => MESSAGE_TABLE.test(name) && !BESIDE_OUTBOX.test(name));
}

/** It writes the message down where it waits until it is sent. */
function keepsMessage(context: Context, { unit, func }: FuncAt, writing: Reach): boolean {
  return writing.from(unit, func) && context.deeds.of({ unit, func }, at => writing.from(at.unit, at.func))
    .some(act => !act.failing && isWrite(context, act) && MESSAGE_TABLE.test(tableOf(context, act)));
}
