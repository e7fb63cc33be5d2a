import type { Call, Func, Unit } from '../../flow/unit';
import { rootOf, type CallFacts } from '../outcomes/call-facts';
import { Memo, type Memory } from '../program/memory';
import type { FuncAt } from '../program/program';
import { calledByValue, functionsGiven } from '../values/arguments';

/**
 * From which functions calls of a kind may be reached, through whatever they run. Asked before ways are followed, which
 * costs a thousand times as much; it may say yes too often, and never no where a way would pass such a call.
 */
export class Reach {
  /** Of each function that was asked for whether it leads there. */
  readonly #leads: Memo<Func, boolean>;
  /** What functions may run, whatever is looked for. */
  readonly #runs: Memo<Func, readonly FuncAt[]>;

  /** With a name the answers live on, which only those may whose goal notes what it rests on. */
  constructor(private readonly callFacts: CallFacts, private readonly isGoal: (unit: Unit, call: Call) => boolean, name?: string) {
    this.#leads = new Memo(this.#memory, name && `leads to ${name}`);
    this.#runs = new Memo(this.#memory, 'runs');
  }

  get #memory(): Memory {
    return this.callFacts.types.program.memory;
  }

  from(unit: Unit, func: Func): boolean {
    const known = this.#leads.of(func);
    if (known) return known.value;
    this.#leads.open(unit);
    const found = this.#explored({ unit, func });
    this.#leads.closeAll(found);
    return found.get(func)!;
  }

  /** Whether a function leads there, and all that it comes to of which that was not known. */
  #explored(start: FuncAt): ReadonlyMap<Func, boolean> {
    const found = new Map<Func, boolean>(), callers = new Map<Func, Func[]>(), work: FuncAt[] = [start], goals: Func[] = [];
    const seen = new Set<Func>([start.func]);
    for (let at = work.pop(); at; at = work.pop()) {
      const asker = at.func, known = this.#leads.of(asker)?.value;
      if (known ?? this.#isGoalIn(at)) {
        goals.push(asker);
        continue;
      }
      if (known !== undefined) continue;
      found.set(asker, false);
      for (const next of this.#runBy(at)) {
        const others = callers.get(next.func);
        if (others) others.push(asker); else callers.set(next.func, [asker]);
        if (seen.has(next.func)) continue;
        seen.add(next.func);
        work.push(next);
      }
    }
    for (let goal = goals.pop(); goal; goal = goals.pop()) {
      found.set(goal, true);
      for (const caller of callers.get(goal) ?? []) if (!found.get(caller)) goals.push(caller);
    }
    return found;
  }

  #isGoalIn(at: FuncAt): boolean {
    this.#memory.note(at.unit);
    return callsIn(at).some(call => this.isGoal(at.unit, call));
  }

  /** What a function may run, itself or in functions within it. */
  #runBy(at: FuncAt): readonly FuncAt[] {
    const known = this.#runs.of(at.func);
    if (known) return known.value;
    const { types, callers } = this.callFacts, { unit } = at;
    this.#runs.open(unit);
    const all = callsIn(at).flatMap(call => [
      ...types.callables.targets(unit, call), ...call.args.flatMap(arg => functionsGiven(types, unit, arg)), ...calledByValue(callers, unit, call),
    ]);
    return this.#runs.close(at.func, [...new Map(all.map(one => [one.func, one])).values()]);
  }
}

const calls = new WeakMap<Unit, ReadonlyMap<Func, readonly Call[]>>();

/** The calls of a function, and of the callbacks in it. */
function callsIn({ unit, func }: FuncAt): readonly Call[] {
  let found = calls.get(unit);
  if (!found) {
    const byFunc = new Map<Func, Call[]>();
    for (const call of unit.calls) {
      const own = unit.funcs[call.func];
      for (const home of new Set([own, rootOf(unit, own)])) {
        const list = byFunc.get(home);
        if (list) list.push(call); else byFunc.set(home, [call]);
      }
    }
    calls.set(unit, found = byFunc);
  }
  return found.get(func) ?? [];
}
