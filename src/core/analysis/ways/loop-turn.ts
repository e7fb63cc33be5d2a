import type { Step, Unit } from '../../flow/unit';
import { contains } from '../../text/span';
import { localsOf, mayWork } from '../calls/effect';
import type { FunctionWalk } from './engine';
import { evaluate, UNKNOWN, type Value } from './value';
import { type Way, withLoss } from './way';

/** What another turn of the loops of one function means for a way. */
export class LoopTurn {
  readonly #working = new Map<Step, boolean>();

  constructor(private readonly walk: FunctionWalk) {}

  /** Whether there is an item for the next turn, where that is known. */
  hasItems(step: Step & { kind: 'loop' }, way: Way, round: number): boolean | undefined {
    // What failed is among the items that are gone through because of it.
    if (way.loss.kind === 'ended' && way.loss.inside && round === 0) return true;
    const list: Value = step.over ? evaluate(this.walk.unit, step.over, way.values) : UNKNOWN;
    return list.kind !== 'list' ? undefined : !list.filled ? false : round === 0 ? true : undefined;
  }

  /** The next item of a loop: where what failed was about the last one, it is not tried again. */
  next(step: Step & { kind: 'loop' }, way: Way): Way {
    if (step.style !== 'each' || step.item === undefined || way.loss.kind !== 'ended' || way.loss.moved || way.fault?.unit !== this.walk.unit) return way;
    const about = localsOf(this.walk.unit, way.fault.call);
    return [...about].some(symbol => isMadeOf(this.walk.unit, symbol, step.item!)) ? withLoss(way, { ...way.loss, moved: true }) : way;
  }

  /** Another record is at hand: nothing is done for it yet, unless the loop only goes through what was worked on before it. */
  anew(step: Step & { kind: 'loop' }, way: Way): Way {
    const { progress } = uncovered(way, step);
    return progress ? { ...way, progress: { ...progress, worked: progress.worked && !way.progress!.earlier && !this.#works(step), earlier: false } } : way;
  }

  /** Whether something in a loop may be work. */
  #works(step: Step): boolean {
    let works = this.#working.get(step);
    if (works === undefined) {
      works = this.walk.unit.calls.some(call => contains(step.span, call.span) && mayWork(this.walk.engine.effects.of(this.walk.unit, call, this.walk.binding)));
      this.#working.set(step, works);
    }
    return works;
  }
}

/** A variable that is another one, or made of it: `const order = parse(message)`. */
function isMadeOf(unit: Unit, symbol: number, of: number, depth = 0): boolean {
  if (symbol === of) return true;
  return depth < 6 && unit.symbols[symbol].kind === 'local' && unit.symbols[symbol].values.some(value =>
    [...localsOf(unit, { ...unit.calls[0], args: [value], receiver: undefined })].some(inner => inner !== symbol && isMadeOf(unit, inner, of, depth + 1)));
}

/** What a turn of a loop has committed is not what the next one works on; a commit before the loop covers all that is in it. */
export function uncovered(way: Way, loop: Step): Way {
  if (!way.progress) return way;
  const { covered, ...progress } = way.progress;
  const stays = covered && !contains(loop.span, covered.shown.call.span);
  return { ...way, progress: { ...progress, ...(stays ? { covered } : {}), ...(progress.worked ? { earlier: true } : {}) } };
}
