import { type Effect, UNBOUND } from '../../analysis/calls/effect';
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

  /** Calls `visit` for each step with the way to it, the outermost first. */
  each(visit: (levels: readonly Level[]) => void): void {
    const { home, func } = this.found;
    this.#visit({ unit: home, steps: func.body }, [], [func], visit);
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

  #visit({ unit, steps }: Steps, path: readonly Level[], running: readonly Func[], visit: (levels: readonly Level[]) => void): void {
    steps.forEach((step, index) => {
      const level: Level = { unit, steps, index, step, part: 0 };
      visit([...path, level]);
      innerSteps(step).forEach((inner, part) => this.#visit({ unit, steps: inner }, [...path, { ...level, part }], running, visit));
      if (step.kind !== 'call' || running.length > DEEPEST) return;
      const { runs, given } = this.effectOf(unit, step.call);
      for (const at of [...runs, ...given.filter(({ how, beside }) => !beside && how !== 'apart' && how !== 'recovery')]) {
        if (!running.includes(at.func)) this.#visit({ unit: at.unit, steps: at.func.body }, [...path, { ...level, enters: true }], [...running, at.func], visit);
      }
    });
  }
}
