import type { Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { LOG_RECEIVER } from '../../libraries/runtimes/logging';

/** The last name of a value: `logger` of `this.logger`, `error` of `log.error(…)`, for judgements by name. */
export function lastName(expr: Expr, unit?: Unit): string {
  expr = peel(expr);
  switch (expr.kind) {
    case 'name': return expr.name;
    case 'member': return expr.name;
    case 'call': {
      const call = unit?.calls[expr.call];
      if (!call) return '';
      // `log.atError().setCause(e).log("…")`, `Logger.getLogger(…).info("…")`: the logger stands at the start of the chain.
      const inner = call.receiver ? lastName(call.receiver, unit) : '';
      return LOG_RECEIVER.test(inner) ? inner : call.name;
    }
    default: return '';
  }
}
