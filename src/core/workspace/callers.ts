import type { Call, Func, Unit } from '../flow/unit';
import { eachStep, peel } from '../flow/walk';
import type { Types } from './types';

/** Who runs a function, and whether anybody looks at what it gives. */
export class Callers {
  #all: Map<Func, { unit: Unit; call: Call }[]> | undefined;

  constructor(private readonly types: Types) {}

  /** The calls of the workspace that run a function. */
  of(func: Func): { unit: Unit; call: Call }[] {
    if (!this.#all) {
      this.#all = new Map();
      for (const at of this.types.program.units) {
        for (const call of at.calls) {
          for (const target of this.types.callables.targets(at, call)) {
            const list = this.#all.get(target.func);
            if (list) list.push({ unit: at, call }); else this.#all.set(target.func, [{ unit: at, call }]);
          }
        }
      }
    }
    return this.#all.get(func) ?? [];
  }

  /** Whether somebody looks at what a function returns instead of a failure. */
  hear(func: Func): boolean {
    const callers = this.of(func);
    if (callers.length === 0) return true;
    return callers.some(({ unit: at, call }) => {
      let use = call.use;
      if (use.kind === 'awaited') return true;
      if (use.kind === 'stored') { use = at.symbols[use.symbol].reads[0]?.use ?? { kind: 'dropped' }; }
      return use.kind !== 'dropped';
    });
  }

  /** Whether somebody reads the result of an awaited call. */
  read(unit: Unit, call: Call): boolean {
    let read = false;
    for (const variable of unit.symbols) {
      for (const value of variable.values) {
        const inner = peel(value);
        if (inner.kind === 'call' && inner.call === call.id) read = read || variable.reads.length > 0;
      }
    }
    const home = unit.funcs[call.func];
    eachStep(home.body, step => { if (step.kind === 'exit' && step.value && peel(step.value).kind === 'call' && (peel(step.value) as { call: number }).call === call.id) read = true; });
    return read;
  }
}
