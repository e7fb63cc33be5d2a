import type { Call, Func, Unit } from '../../flow/unit';
import type { Questions } from './questions';

/** A call together with its unit. */
export interface UnitCall { unit: Unit; call: Call }

/** The calls of the workspace by the functions that they run. */
export class CallIndex {
  #scripts: Map<Func, UnitCall[]> | undefined;
  readonly #java = new Map<Func, readonly UnitCall[]>();

  constructor(private readonly types: Questions) {}

  /** The calls that run a function. */
  of(unit: Unit, func: Func): readonly UnitCall[] {
    return unit.language === 'java' ? this.#ofJava(func) : this.#ofScript(func);
  }

  /** In Java a function is called by its own name. */
  #ofJava(func: Func): readonly UnitCall[] {
    let found = this.#java.get(func);
    if (!found) {
      found = this.types.program.callsNamed(func.name).filter(at => this.types.callables.targets(at.unit, at.call).some(target => target.func === func));
      this.#java.set(func, found);
    }
    return found;
  }

  #ofScript(func: Func): readonly UnitCall[] {
    if (!this.#scripts) {
      const scripts = this.#scripts = new Map<Func, UnitCall[]>();
      for (const unit of this.types.program.units) {
        for (const call of unit.language === 'typescript' ? unit.calls : []) {
          for (const target of this.types.callables.targets(unit, call)) {
            const list = scripts.get(target.func);
            if (list) list.push({ unit, call }); else scripts.set(target.func, [{ unit, call }]);
          }
        }
      }
    }
    return this.#scripts.get(func) ?? [];
  }
}
