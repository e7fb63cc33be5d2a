import type { Call, Func, Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import { Memo } from '../program/memory';
import { listed, UnitLists } from '../program/unit-lists';
import type { Questions } from './questions';

/** A call together with its unit. */
export interface UnitCall { unit: Unit; call: Call }

/** The calls of the workspace by the functions that they run. */
export class CallIndex {
  readonly #scripts: UnitLists<Func, UnitCall>;
  readonly #java: Memo<Func, readonly UnitCall[]>;

  constructor(private readonly types: Questions) {
    const { memory, units } = types.program;
    this.#java = new Memo(memory, 'calls of Java');
    this.#scripts = new UnitLists(memory, units.filter(unit => traitsOf(unit).names === 'modules'), 'calls of scripts', unit =>
      listed(unit.calls.flatMap(call => types.callables.targets(unit, call).map(({ func }) => [func, { unit, call }] as const))), unit => types.callables.knowsAll(unit));
  }

  /** The calls that run a function. */
  of(unit: Unit, func: Func): readonly UnitCall[] {
    return traitsOf(unit).names === 'packages' ? this.#ofJava(unit, func) : this.#scripts.of(func);
  }

  /** In Java a function is called by its own name. */
  #ofJava(unit: Unit, func: Func): readonly UnitCall[] {
    const known = this.#java.of(func);
    if (known) return known.value;
    this.#java.open(unit);
    return this.#java.close(func, this.types.program.callsNamed(func.name).filter(at => this.types.callables.targets(at.unit, at.call).some(target => target.func === func)));
  }
}
