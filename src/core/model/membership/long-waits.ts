import { pauseOf } from '../../analysis/values/pauses';
import { nameOfCall } from '../../analysis/values/names';
import type { Call, Unit } from '../../flow/unit';
import type { Handler, LongWait } from '../../kafka/model';
import { numberOf } from '../../kafka/loudness';
import type { Context } from '../context';
import { GivenRecords } from '../records/given-records';
import { RunSteps, type Level } from '../consuming/run-steps';
import type { FoundHandler } from '../found-handler';

/** Where a handler waits for longer than the group waits for it, as constants tell. */
export function findLongWaits(context: Context, found: ReadonlyMap<FoundHandler, Handler>): LongWait[] {
  return [...found].flatMap(([one, handler]) => longWaits(context, one, handler));
}

function longWaits(context: Context, found: FoundHandler, { consumer, topics, environment, sample }: Handler): LongWait[] {
  // What nobody waits for keeps no poll waiting.
  if (found.apart) return [];
  const { patience } = found.library, allowed = patience && consumer && !consumer.ownPosition ? numberOf(consumer.setting(patience.key)) : undefined;
  if (!patience || !consumer || allowed === undefined) return [];
  const limit = allowed * (patience.times ?? 1), most = patience.records === undefined ? undefined : numberOf(consumer.setting(patience.records));
  const run = new RunSteps(context, found), records = new GivenRecords(context, found), waits: LongWait[] = [];
  const asksForMore = (unit: Unit, call: Call) => call.name === patience.renewedBy || run.effectOf(unit, call.id).meaning?.role === 'pause';
  const matters = (unit: Unit, call: Call) => asksForMore(unit, call) || pauseOf(context.types, context.constants, unit, call) !== undefined;
  let renewed = false;
  run.each(({ unit, func }) => unit.calls.some(call => call.func === func.id && matters(unit, call)), levels => {
    const { unit, step } = levels[levels.length - 1], inside = levels.slice(levels.findIndex(level => level.step === found.loop) + 1);
    if (step.kind !== 'call' || (found.loop && inside.length === levels.length)) return;
    const call = unit.calls[step.call];
    if (asksForMore(unit, call)) renewed = true;
    const pause = pauseOf(context.types, context.constants, unit, call);
    if (!pause) return;
    const always = !inside.some(isChosen), forEach = most !== undefined && always && inside.some(({ unit: at, step: one }) => records.areGoneThrough(at, one));
    if (pause < limit && !(forEach && pause * most >= limit)) return;
    const { awaits, name: setting } = patience;
    waits.push({
      ...context.place(unit, call.nameSpan), name: nameOfCall(call, unit), topics, environment, sample, waits: pause, limit, awaits, setting, always,
      ...(pause < limit && { records: most }), because: [context.evidence({ unit: found.unit, span: found.span, note: 'the group hears of this consumer again when this is through' })],
    });
  });
  return renewed ? [] : waits;
}

/** A step of which not every way comes by what is in it. */
function isChosen({ step, part }: Level): boolean {
  return step.kind === 'branch' || (step.kind === 'loop' && step.style === 'while' && !step.runsFirst) || (step.kind === 'try' && part > 0);
}
