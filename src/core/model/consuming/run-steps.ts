import { type Effect, type GivenFunction, UNBOUND } from '../../analysis/calls/effect';
import type { FuncAt } from '../../analysis/program/program';
import type { Func, Step, Unit } from '../../flow/unit';
import { first } from '../../flow/first';
import { eachStep, innerSteps } from '../../flow/walk';
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

  /**
   * Calls `visit` for each step of the handler, and of functions that are of interest or lead to one, with the way to it, the
   * outermost first; on request also for what runs beside the handler.
   */
  each(isOfInterest: (at: FuncAt) => boolean, visit: (levels: readonly Level[]) => void, beside = false): void {
    const { home, func } = this.found;
    this.#visit({ unit: home, steps: func.body }, [], [func], { visit, beside, followed: this.#leadingTo(isOfInterest, beside) });
  }

  /** True when a call in some steps, or in what they run, passes a test. */
  some(all: readonly Steps[], test: (effect: Effect) => boolean): boolean {
    return this.find(all, test) !== undefined;
  }

  /** The first call in some steps, or in what they run, that passes a test. */
  find(all: readonly Steps[], test: (effect: Effect) => boolean): Level | undefined {
    const seen = new Set<Func>();
    for (const one of all) {
      const found = this.#find(one, test, seen, 0);
      if (found) return found;
    }
    return undefined;
  }

  /** What a call does, with what the library hands to the handler. */
  effectOf(unit: Unit, call: number): Effect {
    return this.context.ways.effects.of(unit, unit.calls[call], unit === this.found.home ? { handed: this.found.handed, lent: new Map() } : UNBOUND);
  }

  #find({ unit, steps }: Steps, test: (effect: Effect) => boolean, seen: Set<Func>, depth: number): Level | undefined {
    for (const [index, step] of steps.entries()) {
      if (step.kind === 'call' && test(this.effectOf(unit, step.call))) return { unit, steps, index, step, part: 0 };
      const entered = step.kind === 'call' && depth <= DEEPEST ? this.#enteredBy(unit, step.call, false).filter(({ at }) => !seen.has(at.func)) : [];
      for (const { at } of entered) seen.add(at.func);
      const found = first(innerSteps(step), inner => this.#find({ unit, steps: inner }, test, seen, depth))
        ?? first(entered, ({ at }) => this.#find({ unit: at.unit, steps: at.func.body }, test, seen, depth + 1));
      if (found) return found;
    }
    return undefined;
  }

  /** The functions of interest that the handler runs, and those by which it comes to them. */
  #leadingTo(isOfInterest: (at: FuncAt) => boolean, beside: boolean): ReadonlySet<Func> {
    const callers = new Map<Func, Func[]>(), open: FuncAt[] = [{ unit: this.found.home, func: this.found.func }], wanted: Func[] = [];
    const seen = new Set([this.found.func]);
    for (let one = open.pop(); one; one = open.pop()) {
      const { unit, func } = one;
      if (isOfInterest(one)) wanted.push(func);
      eachStep(func.body, step => {
        for (const { at } of step.kind === 'call' ? this.#enteredBy(unit, step.call, beside) : []) {
          callers.set(at.func, [...(callers.get(at.func) ?? []), func]);
          if (!seen.has(at.func)) open.push(at);
          seen.add(at.func);
        }
      });
    }
    const leading = new Set(wanted);
    for (const func of leading) for (const caller of callers.get(func) ?? []) leading.add(caller);
    return leading;
  }

  /** The functions that a call runs, or is given. */
  #enteredBy(unit: Unit, call: number, beside: boolean): { at: FuncAt; given?: GivenFunction }[] {
    const { runs, given } = this.effectOf(unit, call);
    return [...runs.map(at => ({ at })), ...given.filter(at => beside || (!at.beside && at.how !== 'apart' && at.how !== 'recovery')).map(at => ({ at, given: at }))];
  }

  #visit({ unit, steps }: Steps, path: readonly Level[], running: readonly Func[], tour: Tour): void {
    steps.forEach((step, index) => {
      const level: Level = { unit, steps, index, step, part: 0 };
      tour.visit([...path, level]);
      innerSteps(step).forEach((inner, part) => this.#visit({ unit, steps: inner }, [...path, { ...level, part }], running, tour));
      if (step.kind !== 'call' || running.length > DEEPEST) return;
      for (const { at, given } of this.#enteredBy(unit, step.call, tour.beside)) {
        if (!tour.followed.has(at.func) || running.includes(at.func)) continue;
        this.#visit({ unit: at.unit, steps: at.func.body }, [...path, { ...level, enters: true, ...(given ? { given } : {}) }], [...running, at.func], tour);
      }
    });
  }
}

interface Tour {
  visit: (levels: readonly Level[]) => void;
  beside: boolean;
  followed: ReadonlySet<Func>;
}
