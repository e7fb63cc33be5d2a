import type { Analysis } from '../../analysis/analysis';
import type { Func, Unit } from '../../flow/unit';
import { enclosing, simpleName } from '../../flow/walk';
import type { Span } from '../../text/span';

/** What catches whatever work throws. */
const ALL = /^(RuntimeException|Exception|Throwable)$/;

/** True where whatever work of a listener fails, the record is sent to a topic of its own for failures, and that is waited for. */
export function keepsFailures(analysis: Analysis, unit: Unit, func: Func): boolean {
  const { ends, cut } = analysis.ways.summary({ unit, func });
  const failed = ends.filter(({ fault }) => fault?.kind === 'work' || fault?.kind === 'send');
  // Where that send fails as well, whoever runs the listener hears of it.
  return !cut && failed.some(({ loss }) => loss.kind === 'kept' && loss.sent)
    && failed.every(({ loss, fault }) => (fault!.second ? loss.kind === 'live' : loss.kind === 'kept' && isCaught(func, fault!.call.span)));
}

function isCaught(func: Func, span: Span): boolean {
  return enclosing(func.body, span).some(({ step, part }) => step.kind === 'try' && part === 0 && step.catches.some(({ types }) => types.some(type => ALL.test(simpleName(type.name)))));
}
