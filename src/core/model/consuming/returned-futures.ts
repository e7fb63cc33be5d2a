import type { CallAt } from '../../analysis/calls/loss';
import { treatmentOf } from '../../analysis/ways/treatment';
import type { Call } from '../../flow/unit';
import type { Fix } from '../../kafka/evidence';
import type { ReturnedFuture, FutureOutcome } from '../../kafka/model';
import type { FutureTable } from '../../libraries/table';
import { isVersion, compareVersions } from '../../settings/versions';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { isOfWork } from './of-work';
import { summaryOf } from './swallows';

const STARTED = 'this work may still run when the listener returns';

/** The future that a listener gives back, where work can fail in it after the listener has returned. */
export function returnedFuture(context: Context, found: FoundHandler): ReturnedFuture | undefined {
  const { func, home: unit, library } = found;
  const type = library.futures && func.returns && context.types.program.typeName(unit, func.returns);
  if (type === undefined || !func.returns) return undefined;
  const outcome = outcomeOf(context, found, library.futures!, type);
  const works = outcome && worksIn(context, found);
  if (!works || works.length === 0) return undefined;
  return {
    ...context.place(unit, func.returns.span), outcome, because: works.slice(0, 1).map(({ unit: at, call }) => context.evidence({ unit: at, span: call.nameSpan, note: STARTED })),
    get wait(): Fix | undefined { return waitFix(context, found); },
  };
}

/** What becomes of the record; undefined where the types or the listener's own error handler leave nothing to ask. */
function outcomeOf(context: Context, found: FoundHandler, { types, unheard, rows }: FutureTable, type: string): ReturnedFuture['outcome'] | undefined {
  if (unheard.includes(type)) return found.byHand ? undefined : 'unheard';
  if (!types.includes(type)) return undefined;
  const version = context.use(found.unit.path, found.library).version;
  if (version === undefined || !isVersion(version)) return 'unknown';
  const outcomes = new Set(kindsOf(context, found).map((of): FutureOutcome | undefined =>
    rows.find(row => (row.of === undefined || row.of === of) && (row.until === undefined || compareVersions(version, row.until) < 0))?.outcome));
  const [outcome, ...others] = outcomes;
  if (outcome === undefined || others.length > 0) return 'unknown';
  // Whoever acknowledges by hand decides by itself when the record counts.
  if (outcome === 'unheard') return found.byHand ? undefined : outcome;
  if (!found.annotation?.args.some(arg => arg.name === 'errorHandler')) return outcome;
  // The listener's own error handler is asked first; what it throws goes on.
  if (!found.errorHandler) return 'unknown';
  return treatmentOf(context.ways, found.errorHandler, 1).passes ? outcome : undefined;
}

/** The kinds of listener that this may be. */
function kindsOf(context: Context, found: FoundHandler): ('retry-topic' | 'batch' | 'plain')[] {
  if (found.batch) return ['batch'];
  if (hasRetryTopic(context, found)) return ['retry-topic'];
  return context.frameworks.some(one => one.mayRetry(found.home)) ? ['retry-topic', 'plain'] : ['plain'];
}

/** True for a listener whose own annotations give it retry topics. */
export function hasRetryTopic({ types }: Context, { home, func }: FoundHandler): boolean {
  const owner = func.class === undefined ? [] : home.classes[func.class].annotations;
  return types.marks.find(home, [...func.annotations, ...owner], 'retry-topic') !== undefined;
}

/** The work whose failure ends in the future that the listener returns: where it fails in what makes the future. */
function worksIn(context: Context, found: FoundHandler): CallAt[] {
  const { func, home } = found, { ways } = context;
  const isReturned = (call: Call) => { const surface = ways.surfaces.of(home, call); return surface.kind === 'asked' && surface.returned; };
  const failed = summaryOf(context, found).ends.flatMap(({ loss, fault }) => (loss.kind === 'live' && fault && isOfWork(fault) && (loss.returned || isReturned(fault.call)) ? [fault.inner ?? fault] : []));
  // A future that is completed by hand, with a failure too.
  const byHand = home.calls.filter(call => call.func === func.id && call.kind === 'new' && call.use.kind === 'stored' && isReturned(call)
    && home.symbols[call.use.symbol].reads.some(({ use }) => use.kind === 'receiver' && home.calls[use.call].name === 'completeExceptionally'));
  return [...failed, ...byHand.map(call => ({ unit: home, call }))];
}

/** Waits in the listener, which then gives nothing back: not where somebody wants its result. */
function waitFix(context: Context, { home, func, unit }: FoundHandler): Fix | undefined {
  if (func.annotations.some(a => a.name === 'Override') || context.types.marks.find(home, func.annotations, 'reply')) return undefined;
  const called = context.program.callsNamed(func.name).some(one => context.types.callables.targets(one.unit, one.call).some(target => target.func === func));
  return called ? undefined : context.repair(unit, false, (repairs, source) => repairs.waitInside(home, source, func));
}
