import { deepest, type Fault, type Stop } from '../../analysis/calls/loss';
import type { Act } from '../../analysis/deeds/deeds';
import { Reach } from '../../analysis/deeds/reach';
import { mayStart, type Started, startedAmong } from '../../analysis/deeds/started';
import type { Summary } from '../../analysis/ways/summary';
import { pathTo } from '../../analysis/ways/story';
import type { Expr } from '../../flow/unit';
import { enclosing, peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { type Sureness, surenessOf, surest } from '../../kafka/loudness';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { outerLink } from '../../analysis/outcomes/promises';
import { asksForEnd } from './completion';
import { isOfWork } from './of-work';

/** Work that a handler starts and does not wait for. */
export interface JudgedDetached extends Stop {
  act: Act;
  /** The outermost call whose caller does not wait: the work itself, or a plain function that starts it. */
  shown: Act;
  how: Started['how'] | 'listener';
  sureness: Sureness;
  /** On what that rests. */
  story: Started['story'];
  because: Stop[];
  /** Where the commits ask for its end, so that it may be done by then. */
  asked?: Stop;
}

/** From where a handler may come to start work, or to commit. */
export function startersIn({ ways, callFacts, types }: Context): Reach {
  return new Reach(callFacts, (unit, call) => {
    const role = types.meanings.of(unit, call)?.meaning.role;
    return role === 'commit' || role === 'acknowledge' || mayStart(ways, unit, call);
  }, 'what starts or commits');
}

/** The work that is started among what a handler does, once for each place where the waiting ends. */
export function detachedIn(context: Context, acts: readonly Act[], marked: boolean): JudgedDetached[] {
  const found = new Map<Act['call'], JudgedDetached>(), started = startedAmong(context.ways, acts);
  for (const one of started) {
    const detached = detachedBy(context, one), known = found.get(detached.shown.call);
    if (!known) found.set(detached.shown.call, detached);
    else {
      known.because.push(...detached.because);
      const surer = surest([known.sureness, detached.sureness]) === known.sureness ? known : detached;
      Object.assign(known, { sureness: surer.sureness, story: surer.story });
    }
  }
  const begun = new Set(started.map(({ act }) => act)), done = acts.filter(({ meaning }) => /^(commit|acknowledge)$/.test(meaning?.role ?? ''));
  const commits = done.filter(({ around }) => !around.some(act => begun.has(act)));
  // The work itself marks what is done of the batch, and nothing else does.
  if (marked && commits.length === 0 && done.length > 0) return [];
  for (const one of found.values()) one.asked = asksForEnd(context.callFacts, one.act, commits);
  return [...found.values()];
}

/**
 * Where the code asks for the next records itself, it may do so when the work is through: `consume(10, (error, records) => work(records, next))`;
 * not where a clock asks for them, or where nothing goes on behind the work.
 */
export function asksBehind({ unit: home, call: taking, apart }: FoundHandler, { act: { unit, call } }: JudgedDetached): Stop | undefined {
  const by = taking && home.funcs[taking.func].use, repeats = by?.kind === 'argument' && home.calls[by.call].name === 'setInterval';
  if (apart !== 'alone' || !taking || repeats) return undefined;
  // `Promise.resolve(work(records)).then(next)`
  const wrapped = call.use.kind === 'argument' ? unit.calls[call.use.call] : undefined, from = wrapped?.name === 'resolve' ? wrapped : call;
  const goesOn = outerLink(unit, from) !== from || call.args.some(arg => peel(arg).kind === 'function');
  return goesOn ? { unit: home, span: taking.nameSpan, note: 'the next records may be asked for when it is through' } : undefined;
}

/** What a handler does only when nothing could be read: `if (error || messages.length === 0) return later(next)`. */
export function isWithoutRecords({ home, func, failure }: FoundHandler, { unit, call, around: [outer] }: Act): boolean {
  const at = outer?.unit === home ? outer.call : call;
  if (failure === undefined || (unit !== home && !outer)) return false;
  return enclosing(func.body, at.span).some(({ step, part }) => step.kind === 'branch' && part === 0 && holdsFor(step.condition, failure));
}

/** A condition that holds whenever a variable does. */
function holdsFor(condition: Expr, symbol: number): boolean {
  const value = peel(condition);
  if (value.kind === 'choice') return value.options.some(option => holdsFor(option, symbol));
  return value.kind === 'name' && value.symbol === symbol;
}

/** The work of an async listener behind its first wait: nobody waits for the promise that it gives. */
export function behindWait({ callFacts }: Context, found: FoundHandler, summary: Summary, acts: readonly Act[]): JudgedDetached[] {
  const { home, func } = found;
  if (!found.apart || found.byHand || found.marked || !func.async) return [];
  const from = Math.min(...home.calls.filter(call => call.func === func.id && call.use.kind === 'awaited').map(call => call.span.start));
  const isBehind = ({ call }: Fault): boolean => call.func === func.id && call.span.start >= from;
  const faults = summary.ends.flatMap(({ fault }) => fault ?? []).filter(fault => isOfWork(fault) && isBehind(fault));
  for (const fault of faults.toSorted((a, b) => a.call.span.start - b.call.span.start)) {
    const act = acts.find(one => one.call === fault.call);
    if (!act) continue;
    const story = pathTo(callFacts, fault), work = deepest(fault);
    const because = [{ unit: work.unit, span: work.call.nameSpan, note: 'this work is still running when the record counts as done' }];
    const at: Stop = { unit: found.unit, span: found.span, note: 'its promise goes to nobody' };
    return [{ ...at, act, shown: act, how: 'listener', sureness: surenessOf(story), story, because }];
  }
  return [];
}

function detachedBy(context: Context, { act, how, fault, story }: Started): JudgedDetached {
  const note = 'started here and not waited for', work = fault && deepest(fault);
  const shown = [...act.around, act].find(outer => outer === act || isUnwaited(context, outer))!;
  const because = [
    ...(shown === act ? [] : [{ unit: act.unit, span: act.call.nameSpan, note }]),
    ...(work ? [{ unit: work.unit, span: work.call.nameSpan, note: 'this work is still running when the record counts as done' }] : []),
  ];
  return { act, shown, how, sureness: surenessOf(story), story, unit: shown.unit, span: shown.call.nameSpan, note, because };
}

/** A plain function of the workspace that gives nothing to wait for: its caller cannot know when its work is done. */
function isUnwaited({ ways }: Context, { unit, call, target }: Act): boolean {
  if (traitsOf(unit).waiting !== 'promises' || !target || target.async || /^Promise/.test(target.returns?.name ?? '')) return false;
  return call.use.kind === 'dropped' || (call.use.kind === 'stored' && !ways.surfaces.isWaitedFor(unit, call));
}
