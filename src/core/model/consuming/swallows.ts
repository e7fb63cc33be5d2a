import type { Call, Func, Step, Unit } from '../../flow/unit';
import { eachExpr, eachStep, peel } from '../../flow/walk';
import { type Sureness, surenessOf, surest } from '../../kafka/loudness';
import { contains, type Span } from '../../text/span';
import { UNBOUND } from '../../analysis/calls/effect';
import { deepest, type Ending, type Fault, type Loss, noteOf, type Stop } from '../../analysis/calls/loss';
import { storyOf } from '../../analysis/ways/story';
import type { Summary } from '../../analysis/ways/summary';
import { openingOf, treatmentOf } from '../../analysis/ways/treatment';
import type { Ways } from '../../analysis/ways/ways';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';

/** A place where a handler's failure ends. */
export interface JudgedSwallow extends Stop {
  what: 'catch' | 'callback' | 'settled' | 'error-handler';
  narrow: boolean;
  sureness: Sureness;
  logged: boolean;
  /** Where a failure that leaves the loop would close the consumer, and commit all that was polled. */
  closing?: Stop;
  because: Stop[];
  /** Where the failure ended, for whoever changes it. */
  at?: Ending;
  /** The `try` whose catch it is. */
  tried?: Step & { kind: 'try' };
}

type Ended = Loss & { kind: 'ended' };

/** A failure that ended, and what failed. */
interface Lost {
  loss: Ended;
  fault: Fault;
  sureness: Sureness;
}

/** How a handler ends, over all ways: its own summary, with what its library hands to it. */
export function summaryOf(context: Context, { home, func, handed }: FoundHandler): Summary {
  return context.ways.summary({ unit: home, func }, handed.size > 0 ? { handed, lent: new Map() } : UNBOUND);
}

/** The places where failures of a handler's work end though the record counts as done. */
export function swallowsOf({ ways }: Context, found: FoundHandler, summary: Summary): JudgedSwallow[] {
  const groups = new Map<string, Lost[]>();
  for (const lost of lostIn(ways, found, summary)) {
    const key = placeKey(lost.loss.at), known = groups.get(key);
    if (known) known.push(lost); else groups.set(key, [lost]);
  }
  return [...groups.values()].flatMap(lost => swallowAt(lost));
}

/** A place as text, to know it again. */
export function placeKey({ unit, span }: { unit: Unit; span: Span }): string {
  return `${unit.path}:${span.start}`;
}

/** The ways on which a failure has ended where the record comes to count as done. */
function lostIn(ways: Ways, found: FoundHandler, { ends, checkpoints }: Summary): Lost[] {
  const passed = (what: 'commit' | 'poll') => checkpoints.filter(one => one.what === what);
  const done = found.form === 'poll-loop' ? passed(found.byHand ? 'commit' : 'poll') : found.marked ? passed('commit') : ends.filter(end => end.how === 'returns');
  const others = (fault: Fault): Loss[] => [...ends, ...checkpoints].flatMap(one => (one.fault?.call === fault.call ? [one.loss] : []));
  return done.flatMap(({ loss, fault }) => (loss.kind === 'ended' && fault && counts(loss, fault)
    ? [{ loss, fault, sureness: surenessOf(storyOf(ways, fault, loss.at, others(fault))) }] : []));
}

/** A failure of the work itself, and not one that nobody waits for. */
function counts({ at }: Ended, fault: Fault): boolean {
  if (at.what === 'dropped' || /^(commit|read|connect)$/.test(fault.kind)) return false;
  // A dead letter, or a send whose own callback deals with it, is judged as a send.
  if (fault.kind === 'send' && fault.second) return false;
  return fault.kind !== 'send' || at.what === 'catch' || at.what === 'finally';
}

function swallowAt(all: readonly Lost[]): JudgedSwallow[] {
  // What is only supposed says nothing where something surer does.
  const sureness = surest(all.map(one => one.sureness)), lost = all.filter(one => sureness === 'possible' || one.sureness !== 'possible');
  const { loss: { at } } = lost[0], logged = lost.every(({ loss }) => loss.logged);
  const tried = at.catch && triedBy(at);
  const narrow = lost.every(({ fault }) => fault.kind === 'parse');
  if (narrow && tried && goesOnWithRaw(at.unit, tried)) return [];
  const fault = deepest(lost[0].fault);
  return [{
    unit: at.unit, span: at.link && at.what !== 'catch' ? at.link.nameSpan : at.span,
    note: at.what === 'catch' ? (logged ? 'the failure is only logged here' : 'the failure is dropped here') : noteOf(at, logged),
    what: at.what === 'catch' || at.what === 'finally' ? 'catch' : at.what === 'settled' ? 'settled' : 'callback',
    narrow, sureness, logged, at, tried, because: at.what === 'settled' ? [] : [{ unit: fault.unit, span: fault.call.nameSpan, note: 'when this fails' }],
  }];
}

/** The `try` to which a catch belongs. */
export function triedBy({ unit, catch: handler, span }: Ending): (Step & { kind: 'try' }) | undefined {
  let tried: (Step & { kind: 'try' }) | undefined;
  const func = innermost(unit, span);
  if (func) eachStep(func.body, step => { if (step.kind === 'try' && step.catches.includes(handler!)) tried = step; });
  return tried;
}

/** The innermost function around a place. */
export function innermost(unit: Unit, span: Span): Func | undefined {
  let best: Func | undefined;
  for (const func of unit.funcs) {
    if (contains(func.bodySpan, span) && (!best || func.bodySpan.end - func.bodySpan.start < best.bodySpan.end - best.bodySpan.start)) best = func;
  }
  return best;
}

/** `let order = raw; try { order = JSON.parse(raw) } catch {}`: the record goes on as it came. */
function goesOnWithRaw(unit: Unit, step: Step & { kind: 'try' }): boolean {
  const leaves = step.catches.some(({ body }) => { let exits = false; eachStep(body, inner => { if (inner.kind === 'exit') exits = true; }); return exits; });
  return !leaves && step.body.some(inner => {
    const target = inner.kind === 'assign' ? peel(inner.target) : undefined;
    const variable = target?.kind === 'name' && target.symbol !== undefined ? unit.symbols[target.symbol] : undefined;
    if (inner.kind !== 'assign' || variable?.kind !== 'local' || variable.span.start > step.span.start || !variable.reads.some(read => read.span.start > step.span.end)) return false;
    const parsed = symbolsIn(unit, inner.value), raw = variable.values[0];
    return raw !== undefined && !contains(step.span, raw.span) && (parsed.has(variable.id) || [...symbolsIn(unit, raw)].some(id => parsed.has(id)));
  });
}

/** The variables that a value is made of. */
function symbolsIn(unit: Unit, expr: Call['args'][number], found = new Set<number>()): Set<number> {
  eachExpr(expr, one => {
    if (one.kind === 'name' && one.symbol !== undefined) found.add(one.symbol);
    if (one.kind !== 'call') return;
    const { args, receiver } = unit.calls[one.call];
    for (const inner of [...args, ...(receiver ? [receiver] : [])]) symbolsIn(unit, inner, found);
  });
  return found;
}

/** What a listener's error handler does with the failure that it is given. */
export function errorHandlerEnds(context: Context, { errorHandler }: FoundHandler): { swallow?: { logged: boolean; span: Span }; unseen?: Stop; signals: boolean } | undefined {
  if (!errorHandler) return undefined;
  const { lost: [lost], unseen } = treatmentOf(context.ways, errorHandler, 1);
  return {
    signals: lost !== undefined && lost.value.kind !== 'unknown' && !(lost.value.kind === 'constant' && lost.value.value === null),
    ...(lost ? { swallow: { logged: lost.logged || lost.heeded, span: openingOf(errorHandler.func) } } : {}),
    ...(unseen ? { unseen } : {}),
  };
}

/** The listener's error handler returns, and the record counts as done. */
export function errorHandlerSwallow(context: Context, found: FoundHandler): JudgedSwallow[] {
  const judged = errorHandlerEnds(context, found);
  // What it returns is the reply to whoever sent the record.
  const replies = context.types.marks.find(found.unit, found.func.annotations, 'reply') !== undefined;
  if (!judged?.swallow || (judged.signals && replies)) return [];
  return [{
    unit: found.errorHandler!.unit, span: judged.swallow.span, note: 'the failure ends here', what: 'error-handler', narrow: false, sureness: 'certain', logged: judged.swallow.logged,
    because: [{ unit: found.unit, span: found.span, note: 'this listener names it as its error handler' }],
  }];
}
