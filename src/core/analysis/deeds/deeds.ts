import type { Call, Func, Unit } from '../../flow/unit';
import type { LibraryTable, Meaning } from '../../libraries/table';
import { Memo, PairMemo } from '../program/memory';
import type { FuncAt } from '../program/program';
import { type Binding, type GivenFunction, UNBOUND } from '../calls/effect';
import { type CallAt, idOf } from '../calls/loss';
import { functionsGiven } from '../values/arguments';
import { NULL, type Value } from '../ways/value';
import { withValue } from '../ways/way';
import { bindingKey, type Ways } from '../ways/ways';

/** A call that a function makes, itself or in what it runs. */
export interface Act extends CallAt {
  meaning?: Meaning;
  library?: LibraryTable;
  /** The function of the workspace that runs. */
  target?: Func;
  /** All that it may run, or is given. */
  runs: readonly Run[];
  /** The calls by which it is reached, outermost first. */
  around: readonly Act[];
  /** It is come to only when something has failed. */
  failing: boolean;
  /** One of several functions runs there: `queries[kind]()`. */
  oneOf: boolean;
}

/** A function that a call runs, or is given, and what is bound in it. */
export interface Run extends FuncAt {
  binding: Binding;
  /** It is given to the call, which decides when it runs. */
  given?: GivenFunction['how'];
}

/** The calls of one function in the order in which they are passed. */
type Passed = Map<Call, { sound: boolean; runs: Run[] }>;

/** Where it is kept among the values that a call was passed. */
const PASSED = -0.5;
/** Calls that are told of one function, with all that it runs; where there are as many, some may be missing. */
export const MOST_DEEDS = 3000;
/** How often one function is told of, by different calls. */
const OFTEN = 6;

/** What functions do, with what they run. */
export class Deeds {
  /** What functions pass that are given nothing, and what those pass that are. */
  readonly #free: Memo<Func, Passed>;
  readonly #bound: PairMemo<Func, Passed>;

  constructor(private readonly ways: Ways) {
    const { memory } = ways.callFacts.types.program;
    this.#free = new Memo(memory, 'passed calls');
    this.#bound = new PairMemo(memory, undefined);
  }

  /** What a function does; of what it runs only functions that `leads` says yes to. */
  of(at: FuncAt, leads: (run: Run) => boolean, binding: Binding = UNBOUND): Act[] {
    const found: Act[] = [], times = new Map<string, number>();
    const visit = (run: Run, around: readonly Act[], failing: boolean, running: readonly Func[]): void => {
      for (const [call, { sound, runs }] of this.#calls(run)) {
        if (found.length >= MOST_DEEDS) return;
        const act = this.#act(run.unit, call, run.binding, around, failing || !sound, runs);
        found.push(act);
        const named = runs.filter(one => one.given === undefined), chosen = this.ways.isOutOfView(run.unit, call) ? named : named.slice(0, 1);
        if (chosen.length > 1) act.oneOf = true;
        if (chosen.length === 1) act.target = chosen[0].func;
        for (const next of [...chosen, ...runs.filter(one => one.given !== undefined)]) {
          const key = `${idOf(next.func)} ${bindingKey(next.binding)}`, seen = times.get(key) ?? 0;
          if (seen >= OFTEN || running.includes(next.func) || !leads(next)) continue;
          times.set(key, seen + 1);
          visit(next, [...around, act], act.failing || next.given === 'recovery' || this.#isForFailures(next), [...running, next.func]);
        }
      }
    };
    visit({ ...at, binding }, [], false, [at.func]);
    return found;
  }

  /** The calls that some way of a function passes after a certain one when all goes well. */
  after(at: FuncAt, call: Call): ReadonlySet<Call> {
    const after = new Set<Call>();
    this.ways.passing(at, {
      call: (passed, way) => {
        if (way.loss.kind !== 'none') return undefined;
        if (way.values.has(PASSED)) after.add(passed);
        return passed === call ? withValue(way, PASSED, NULL) : undefined;
      },
    });
    return after;
  }

  #act(unit: Unit, call: Call, binding: Binding, around: readonly Act[], failing: boolean, runs: readonly Run[]): Act {
    const { meaning, library } = this.ways.effects.of(unit, call, binding);
    return { unit, call, around, failing, runs, oneOf: false, ...(meaning ? { meaning } : {}), ...(library ? { library } : {}) };
  }

  #calls({ unit, func, binding }: Run): Passed {
    const key = bindingKey(binding), known = key === '' ? this.#free.of(func) : this.#bound.of(func, key);
    if (known) return known.value;
    if (key === '') {
      this.#free.open(unit);
      return this.#free.close(func, this.#passedBy(unit, func, binding));
    }
    this.#bound.open(unit);
    return this.#bound.close(func, key, this.#passedBy(unit, func, binding));
  }

  #passedBy(unit: Unit, func: Func, binding: Binding): Passed {
    const passed: Passed = new Map();
    this.ways.passing({ unit, func }, {
      call: (call, { loss }) => {
        const one = passed.get(call) ?? { sound: false, runs: this.#calledBack(unit, call) };
        passed.set(call, one);
        if (loss.kind === 'none') one.sound = true;
      },
      runs: (call, target, bound, given) => {
        const runs = passed.get(call)?.runs;
        if (runs && !runs.some(one => one.func === target.func)) runs.push({ unit: target.unit, func: target.func, binding: bound, ...(given ? { given } : {}) });
      },
    }, binding, this.#soundValues(unit, func));
    return passed;
  }

  /** The callback that a send is given. */
  #calledBack(unit: Unit, call: Call): Run[] {
    const meaning = this.ways.callFacts.types.meanings.of(unit, call)?.meaning;
    const callback = meaning?.role === 'send' && meaning.callback ? call.args[Number(meaning.callback.at)] : undefined;
    return callback ? functionsGiven(this.ways.callFacts.types, unit, callback).map(at => ({ ...at, binding: UNBOUND, given: 'result' })) : [];
  }

  /** A callback that also hears of failures holds none when all goes well. */
  #soundValues(unit: Unit, func: Func): ReadonlyMap<number, Value> {
    const failure = this.#failureOf(unit, func), param = failure === undefined ? undefined : func.params[failure];
    return new Map(param === undefined || func.params.length < 2 ? [] : [[param, NULL]]);
  }

  /** `.catch(…)`, `.exceptionally(…)`: it runs for failures alone. */
  #isForFailures({ unit, func }: FuncAt): boolean {
    return this.#failureOf(unit, func) === 0;
  }

  /** Which parameter of a callback is the failure. */
  #failureOf(unit: Unit, func: Func): number | undefined {
    if (func.use?.kind !== 'argument') return undefined;
    const taker = unit.calls[func.use.call], meaning = this.ways.callFacts.types.meanings.of(unit, taker)?.meaning;
    if (meaning?.role === 'send') return meaning.callback?.failure;
    const known = this.ways.callFacts.failureCallbackOf(unit, taker);
    return known?.argument === func.use.index ? known.failure : undefined;
  }
}
