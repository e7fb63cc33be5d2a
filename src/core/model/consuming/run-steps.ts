import { type Effect, type GivenFunction, UNBOUND } from '../../analysis/calls/effect';
import type { FuncAt } from '../../analysis/program/program';
import type { Func, Step, Unit } from '../../flow/unit';
import { innerSteps } from '../../flow/walk';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';

/** One step of the way from a handler's body down to a place in it, or in a function that it runs. */
export interface Level {
  unit: Unit;
  /** The list in which the step stands, and where. */
  steps: readonly Step[];
  index: number;
  step: Step;
  /** Which body of the step goes on: for `try` 0 is the body, then the catches, then the `finally`. */
  part: number;
  /** The step is a call, and what goes on is a function that it runs. */
  enters?: boolean;
  /** That function was given to the call. */
  given?: GivenFunction;
}

/** Steps of one file. */
export interface Steps {
  unit: Unit;
  steps: readonly Step[];
}

/** Functions that run one another, from a handler on. */
const DEEPEST = 6;

/** The steps that a handler runs, with the functions that it calls and those that it hands to calls. */
export class RunSteps {
  constructor(private readonly context: Context, private readonly found: FoundHandler) {}

  /** Calls `visit` for each step with the way to it, the outermost first; on request also for what runs beside the handler. */
  each(visit: (levels: readonly Level[]) => void, beside = false): void {
    const { home, func } = this.found;
    this.#visit({ unit: home, steps: func.body }, [], [func], visit, beside);
  }

  /** True when a call in some steps, or in what they run, passes a test. */
  some(all: readonly Steps[], test: (effect: Effect) => boolean): boolean {
    return this.find(all, test) !== undefined;
  }

  /** The way to the first call in some steps, or in what they run, that passes a test. */
  find(all: readonly Steps[], test: (effect: Effect) => boolean): Level | undefined {
    let found: Level | undefined;
    for (const one of all) {
      this.#visit(one, [], [], levels => {
        const last = levels[levels.length - 1];
        if (!found && last.step.kind === 'call' && test(this.effectOf(last.unit, last.step.call))) found = last;
      });
    }
    return found;
  }

  /** What a call does, with what the library hands to the handler. */
  effectOf(unit: Unit, call: number): Effect {
    return this.context.ways.effects.of(unit, unit.calls[call], unit === this.found.home ? { handed: this.found.handed, lent: new Map() } : UNBOUND);
  }

  #visit({ unit, steps }: Steps, path: readonly Level[], running: readonly Func[], visit: (levels: readonly Level[]) => void, beside = false): void {
    steps.forEach((step, index) => {
      const level: Level = { unit, steps, index, step, part: 0 };
      visit([...path, level]);
      innerSteps(step).forEach((inner, part) => this.#visit({ unit, steps: inner }, [...path, { ...level, part }], running, visit, beside));
      if (step.kind !== 'call' || running.length > DEEPEST) return;
      const { runs, given } = this.effectOf(unit, step.call);
      for (const at of runs) this.#enter(at, { ...level, enters: true }, path, running, visit, beside);
      for (const at of given) {
        if (beside || (!at.beside && at.how !== 'apart' && at.how !== 'recovery')) this.#enter(at, { ...level, enters: true, given: at }, path, running, visit, beside);
      }
    });
  }

  #enter({ unit, func }: FuncAt, level: Level, path: readonly Level[], running: readonly Func[], visit: (levels: readonly Level[]) => void, beside: boolean): void {
    if (!running.includes(func)) this.#visit({ unit, steps: func.body }, [...path, level], [...running, func], visit, beside);
  }
}
