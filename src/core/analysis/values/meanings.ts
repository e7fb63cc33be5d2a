import type { Call, Expr, Unit } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { LibraryTable, Meaning, TypeTable } from '../../libraries/table';
import { ownOf } from '../../text/own';
import { Inherited } from '../program/inherited';
import { Memo } from '../program/memory';
import type { Questions } from '../sources/questions';

/** What the library tables say of a call: its meaning, whose it is, and the type that has the method. */
export interface CallMeaning { meaning: Meaning; library: LibraryTable; type: string }

/** A call that means something, and what. */
export interface MeantCall extends CallMeaning { call: Call }

/** What calls mean by the library tables. */
export class Meanings {
  readonly tables = new Map<string, { type: TypeTable; library: LibraryTable }>();
  /** Names of methods that any table has: all other calls mean nothing there. */
  readonly #methods = new Set<string>();
  /** Of which what is meant depends on the type of the first argument. */
  readonly #typed = new Set<string>();
  readonly #shapes: { method: string; properties: string[]; type: string; library: LibraryTable }[] = [];
  readonly #known: Memo<Call, CallMeaning | undefined>;
  readonly #meant: Memo<Unit, readonly MeantCall[]>;
  readonly #inherited: Inherited<string, CallMeaning>;

  constructor(private readonly types: Questions, libraries: readonly LibraryTable[]) {
    const { memory } = types.program;
    this.#known = new Memo(memory, 'meanings');
    this.#meant = new Memo(memory, 'meant calls');
    this.#inherited = new Inherited(memory, 'inherited meanings', type => this.#above(type), type => type);
    for (const library of libraries) {
      for (const [name, type] of Object.entries(library.types)) {
        this.tables.set(name, { type, library });
        for (const [method, meanings] of Object.entries(type.methods ?? {})) {
          this.#methods.add(method);
          if ([meanings].flat().some(({ when }) => when && 'type' in when)) this.#typed.add(method);
        }
      }
      for (const shape of library.shapes ?? []) this.#shapes.push({ ...shape, library });
    }
  }

  /** Whether shapes of a library may be trusted in a unit: its package is a dependency, and no other client is imported. Set by the workspace. */
  shapesHold: (unit: Unit, library: LibraryTable) => boolean = () => false;

  /** What a call means by the library tables: by its receiver's type, or by the shape of its arguments. */
  of(unit: Unit, call: Call): CallMeaning | undefined {
    if (call.kind === 'call' && call.receiver && !this.#methods.has(call.name)) return undefined;
    const known = this.#known.of(call);
    if (known) return known.value;
    this.#known.open(unit);
    const top = !this.types.isAsking;
    const meant = this.#find(unit, call), found = meant && this.#holds(unit, call, meant.meaning) ? meant : undefined;
    // Asked in the middle of another question, the answer may lack what that one will find.
    return this.#known.close(call, found, top);
  }

  /** The calls of a unit that mean something, in their order; most calls mean nothing, and who looks for some need not pass them. */
  in(unit: Unit): readonly MeantCall[] {
    const meant = this.#meant.of(unit);
    if (meant) return meant.value;
    this.#meant.open(unit);
    return this.#meant.close(unit, unit.calls.flatMap((call) => {
      const known = this.of(unit, call);
      return known ? [{ call, ...known }] : [];
    }));
  }

  #holds(unit: Unit, call: Call, { when }: Meaning): boolean {
    const arg = when && call.args[when.argument];
    if (!when || !('option' in when) || when.option === undefined) return true;
    const { option: name } = when;
    const object = arg?.kind === 'object' ? { unit, expr: arg } : arg && this.types.values.objectAt({ unit, expr: arg });
    const option = object && this.types.values.property(object, name), value = option && peel(option.expr);
    return value?.kind === 'member' && value.name === when.is;
  }

  #find(unit: Unit, call: Call): CallMeaning | undefined {
    if (call.kind === 'new') {
      const name = (call.type && this.types.program.typeName(unit, call.type)) ?? (call.callee && this.types.of(unit, call.callee));
      const entry = name === undefined ? undefined : this.tables.get(name);
      return entry?.type.create && { meaning: entry.type.create, library: entry.library, type: name! };
    }
    if (!call.receiver) return this.#ofBare(unit, call);
    const type = call.receiver.kind === 'super' ? this.types.ofSuper(unit, call) : this.types.of(unit, call.receiver);
    if (type) {
      const found = this.#ofMethod(unit, type, call);
      if (found || this.tables.has(type) || this.types.program.classNamed(type)) return found;
      if (!/^(any|object|unknown)$/.test(type) && traitsOf(unit).values === 'shaped') return undefined;
    }
    return traitsOf(unit).values === 'shaped' ? this.#ofShape(unit, call) : undefined;
  }

  #ofBare(unit: Unit, call: Call): CallMeaning | undefined {
    const callee = call.callee;
    if (callee?.kind !== 'name' || callee.symbol === undefined) return undefined;
    const variable = unit.symbols[callee.symbol];
    // A method taken out of an object: `const { send } = producer`, `const send = producer.send.bind(producer)`.
    const last = variable.route && simpleName(variable.route);
    if (last && variable.values[0] && !variable.route!.includes('.')) {
      const owner = this.types.of(unit, variable.values[0]);
      if (owner) return this.#ofMethod(unit, owner, { ...call, name: last });
    }
    const promised = variable.values.length === 1 ? this.#ofPromised(unit, call, variable.values[0]) : undefined;
    if (promised) return promised;
    // A function that a package exports by itself: `import { model } from 'mongoose'`.
    const target = variable.kind === 'import' && traitsOf(unit).names === 'modules' ? this.types.program.imported(unit, variable) : undefined;
    const [module, name] = typeof target === 'string' ? target.split('#') : [];
    return module && name ? this.#ofMethod(unit, `${module}#*`, { ...call, name }) : undefined;
  }

  /** `promisify(producer.send.bind(producer))`: what it tells its callback, the promise tells. */
  #ofPromised(unit: Unit, call: Call, value: Expr): CallMeaning | undefined {
    const made = unbound(unit, value), promisify = made.kind === 'call' ? unit.calls[made.call] : undefined;
    const method = promisify && PROMISES.test(promisify.name) && promisify.args[0] ? unbound(unit, promisify.args[0]) : undefined;
    const owner = method?.kind === 'member' ? this.types.of(unit, method.object) : undefined;
    if (method?.kind !== 'member' || !owner) return undefined;
    const found = this.#ofMethod(unit, owner, { ...call, name: method.name, args: [...call.args, method] });
    return found?.meaning.role === 'send' && found.meaning.outcome === 'callback'
      ? { ...found, meaning: { ...found.meaning, outcome: 'promise', callback: undefined } } : undefined;
  }

  #ofMethod(unit: Unit, type: string, call: Call): CallMeaning | undefined {
    const first = call.args[0] && this.#typed.has(call.name) ? this.types.of(unit, call.args[0]) : undefined;
    return this.#inherited.of(type, `${call.name}/${call.args.length}/${textOf(call, 0) ?? ''}/${first ?? ''}`, one => {
      const entry = this.tables.get(one);
      const meaning = entry && overload(ownOf(entry.type.methods, call.name), call, wanted => first !== undefined && this.#isOf(first, wanted));
      if (meaning) return { found: { meaning, library: entry.library, type: one } };
      const own = entry ? undefined : this.types.program.classNamed(one);
      return own && this.types.members.methodsIn(own, call.name, false).length > 0 ? 'no more' : undefined;
    });
  }

  /** A type, or one that it extends by the tables. */
  #isOf(type: string, wanted: string): boolean {
    return type === wanted || (this.tables.get(type)?.type.extends?.some(above => this.#isOf(above, wanted)) ?? false);
  }

  /** The types that a type extends, by the tables or by its class of the workspace. */
  #above(type: string): readonly string[] {
    const entry = this.tables.get(type), own = entry ? undefined : this.types.program.classNamed(type);
    return entry?.type.extends ?? own?.decl.supers.flatMap(parent => this.types.members.ofRef(own.unit, parent) ?? []) ?? [];
  }

  #ofShape(unit: Unit, call: Call): CallMeaning | undefined {
    for (const shape of this.#shapes) {
      if (shape.method !== call.name || !call.args[0]) continue;
      const object = call.args[0].kind === 'object' ? call.args[0] : this.types.values.objectAt({ unit, expr: call.args[0] })?.expr;
      if (object?.kind !== 'object') continue;
      if (!shape.properties.every(name => object.properties.some(p => p.name === name))) continue;
      if (!this.shapesHold(unit, shape.library)) continue;
      const meaning = overload(ownOf(this.tables.get(shape.type)?.type.methods, call.name), call, () => false);
      if (meaning) return { meaning, library: shape.library, type: shape.type };
    }
    return undefined;
  }
}

function overload(meanings: Meaning | Meaning[] | undefined, call: Call, isFirst: (type: string) => boolean): Meaning | undefined {
  if (!meanings) return undefined;
  const list = Array.isArray(meanings) ? meanings : [meanings], count = call.args.length;
  const fits = (arity: Meaning['arity']): boolean =>
    arity === undefined || (typeof arity === 'number' ? arity === count : arity[0] <= count && count <= arity[1]);
  return list.find(({ arity, when }) => fits(arity)
    && (!when || ('type' in when ? isFirst(when.type) : when.option !== undefined || textOf(call, when.argument) === when.is)));
}

/** Functions that make one that gives a promise of one that calls back. */
const PROMISES = /^(promisify|fromCallback|denodeify)$/;

/** A function without the `this` that is bound to it: `producer.send.bind(producer)`. */
function unbound(unit: Unit, expr: Expr): Expr {
  const value = peel(expr), call = value.kind === 'call' ? unit.calls[value.call] : undefined;
  return call?.name === 'bind' && call.receiver ? unbound(unit, call.receiver) : value;
}

/** The text that an argument is. */
function textOf({ args }: Call, index: number): string | undefined {
  const value = args[index] && peel(args[index]);
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}
