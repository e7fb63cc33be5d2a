import type { Call, Func, Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import { PairMemo } from '../program/memory';
import type { ClassAt, ExprAt, FuncAt } from '../program/program';
import type { Follow, Questions } from './questions';

const NONE: readonly FuncAt[] = [];

/** Which functions of the workspace a call runs, and which ones a value may be. */
export class Callables {
  readonly #targets: PairMemo<Unit, readonly FuncAt[], Call>;
  readonly #busy = new Set<Call>();

  constructor(private readonly types: Questions) {
    this.#targets = new PairMemo(types.program.memory, 'targets');
  }

  /** Whether it is known of all calls of a unit what they run, for who does not ask it. */
  knowsAll(unit: Unit): boolean {
    return this.#targets.count(unit) === callsOf(unit);
  }

  /** The functions of the workspace that a call may run. */
  targets(unit: Unit, call: Call): readonly FuncAt[] {
    if (call.kind === 'new') return NONE;
    const known = this.#targets.of(unit, call);
    if (known) return known.value;
    if (this.#busy.has(call)) {
      this.types.program.memory.cutShort();
      return NONE;
    }
    this.#busy.add(call);
    this.#targets.open(unit);
    const found = this.#findTargets(unit, call);
    this.#busy.delete(call);
    // In the middle of another question, what is not found yet may be found when that one is answered.
    return this.#targets.close(unit, call, found, found.length > 0 || !(this.types.isAsking || this.types.sources.isAsking));
  }

  #findTargets(unit: Unit, call: Call): readonly FuncAt[] {
    if (!call.receiver) return call.callee ? this.functionsAt({ unit, expr: call.callee }) : [];
    const held = traitsOf(unit).values === 'shaped' && call.receiver.kind !== 'super' ? this.#functions({ unit, expr: call.receiver }, [call.name]) : [];
    return held.length > 0 ? held : this.#methods(unit, call);
  }

  /** The methods of the receiver's type that a call may run, of all that implement it. */
  #methods(unit: Unit, call: Call): readonly FuncAt[] {
    const { program } = this.types;
    const type = call.receiver!.kind === 'super' ? this.types.ofSuper(unit, call) : this.types.of(unit, call.receiver!);
    const own = type === undefined ? undefined : program.classNamed(type);
    return own ? this.implementations(own, call.name, func => accepts(func, call)) : [];
  }

  /** The methods of a class by name; for an interface or an abstract class those of all that implement it. */
  implementations(own: ClassAt, name: string, fits: (func: Func) => boolean = () => true): FuncAt[] {
    const { program, members, objects } = this.types;
    const methods = members.methodsIn(own, name).filter(({ func }) => fits(func));
    if (own.decl.kind !== 'interface' && !own.decl.abstract && methods.some(isWritten)) return methods;
    const type = program.nameOf(own);
    const implementations = [
      ...program.implementers(type).flatMap(one => members.methodsIn(one, name, false).filter(({ func }) => fits(func))),
      ...objects.of(type).flatMap(object => this.#functions(object, [name])),
    ];
    return implementations.length > 0 ? implementations : methods;
  }

  /** The functions that a value may be. */
  functionsAt(at: ExprAt, how?: Follow): FuncAt[] {
    return this.#functions(at, [], how);
  }

  #functions(at: ExprAt, path: readonly string[], how?: Follow): FuncAt[] {
    const found = this.types.sources.of(at, path, how).found.flatMap(({ unit, expr }) => (expr.kind === 'function' ? [{ unit, func: unit.funcs[expr.func] }] : []));
    return found.length < 2 ? found : [...new Map(found.map(one => [one.func, one])).values()];
  }
}

const counted = new WeakMap<Unit, number>();

/** How many calls of a unit may run functions. */
function callsOf(unit: Unit): number {
  let count = counted.get(unit);
  if (count === undefined) counted.set(unit, count = unit.calls.filter(({ kind }) => kind !== 'new').length);
  return count;
}

/** A method with a body, or of a class: an empty one does nothing. */
function isWritten({ unit, func }: FuncAt): boolean {
  return func.body.length > 0 || (func.class !== undefined && unit.classes[func.class].kind !== 'interface');
}

function accepts(func: Func, call: Call): boolean {
  return call.args.some(a => a.kind === 'spread') || func.params.length >= call.args.length || func.params.length === 0;
}
