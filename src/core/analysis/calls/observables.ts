import type { Call, Unit } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { CallFacts } from '../outcomes/call-facts';
import { Memo } from '../program/memory';

/** Functions that hand on what others give. */
const HANDED_ON = 6;

/** Links by which an observable becomes another one, with the same failure: what its operators do to that is not followed. */
export const PIPES = 'pipe';

/** Which calls give an observable, for which nobody waits by `await`. */
export class Observables {
  readonly #known: Memo<Call, boolean>;

  constructor(private readonly callFacts: CallFacts) {
    this.#known = new Memo(callFacts.types.program.memory, 'observables');
  }

  /** Whether a call gives an observable of a client, itself or through functions that return it. */
  of(unit: Unit, call: Call, depth = HANDED_ON): boolean {
    if (traitsOf(unit).waiting !== 'promises') return false;
    const known = this.#known.of(call);
    if (known) return known.value;
    this.#known.open(unit);
    return this.#known.close(call, this.#gives(unit, call, depth));
  }

  #gives(unit: Unit, call: Call, depth: number): boolean {
    const { types } = this.callFacts, meaning = types.meanings.of(unit, call)?.meaning;
    if (meaning) return meaning.role === 'send' && meaning.outcome === 'observable';
    if (depth === 0) return false;
    return types.callables.targets(unit, call).some(target => {
      let gives = false;
      eachStep(target.func.body, step => {
        const value = step.kind === 'exit' && step.how === 'return' && step.value ? peel(step.value) : undefined;
        const link = value?.kind === 'call' ? target.unit.calls[value.call] : undefined;
        const made = link?.name === PIPES && link.receiver?.kind === 'call' ? target.unit.calls[link.receiver.call] : link;
        if (made) gives ||= this.of(target.unit, made, depth - 1);
      });
      return gives;
    });
  }
}
