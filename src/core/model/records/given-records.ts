import type { Expr, Step, Unit, Variable } from '../../flow/unit';
import { eachExpr, simpleName } from '../../flow/walk';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';

/** Variables, calls and functions on the way to what was given. */
const DEEPEST = 8;

/** The records that a handler is given or polls, and the values that hold them. */
export class GivenRecords {
  constructor(private readonly context: Context, private readonly found: FoundHandler) {}

  /** A value is made of what the handler was given, or of what was polled. */
  areIn(unit: Unit, expr: Expr, depth = 0): boolean {
    let are = false;
    eachExpr(expr, one => {
      if (are || depth > DEEPEST) return;
      if (one.kind === 'call') {
        const call = unit.calls[one.call], { polled, call: own } = this.found;
        are = call === polled || call === own || [...call.args, ...(call.receiver ? [call.receiver] : [])].some(inner => this.areIn(unit, inner, depth + 1));
      } else if (one.kind === 'name' && one.symbol !== undefined) {
        are = this.#areHeldBy(unit, unit.symbols[one.symbol], depth + 1);
      }
    });
    return are;
  }

  /** A step is a loop through what the handler was given, or through records by their type. */
  areGoneThrough(unit: Unit, step: Step): boolean {
    if (step.kind !== 'loop') return false;
    const asked = step.style === 'each' ? step.over : step.condition, item = step.item === undefined ? undefined : unit.symbols[step.item].type?.name;
    return asked !== undefined && ((item !== undefined && simpleName(item) === 'ConsumerRecord') || this.areIn(unit, asked));
  }

  /** A variable holds what the handler was given, directly or as its functions hand it on. */
  #areHeldBy(unit: Unit, variable: Variable, depth: number): boolean {
    if (depth > DEEPEST) return false;
    if (variable.kind === 'param' && variable.func !== undefined) {
      const func = unit.funcs[variable.func], index = func.params.indexOf(variable.id);
      if (func === this.found.func && this.found.form !== 'poll-loop') return true;
      if (index >= 0 && this.context.types.sources.given(unit, func, index).some(given => this.areIn(given.unit, given.expr, depth + 1))) return true;
    }
    return variable.values.some(value => this.areIn(unit, value, depth + 1));
  }
}
