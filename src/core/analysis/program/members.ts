import type { Annotation, Expr, TypeRef, Unit } from '../../flow/unit';
import { simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { LOMBOK } from '../../libraries/frameworks/lombok';
import { Inherited, type Said } from './inherited';
import type { ClassAt, Field, FuncAt, Program } from './program';
import { fieldsOf, methodsOf } from './unit-index';

/** Names of types whose content is what matters: the value inside a promise, an optional, a provider. */
const TRANSPARENT = new Set(['Promise', 'PromiseLike', 'Optional', 'ObjectProvider', 'Readonly', 'Partial', 'NonNullable', 'Required', 'Mono', 'AtomicReference', 'ThreadLocal', 'Supplier', 'Lazy']);

/** True for a type that stands for what it holds: `Supplier<Producer>`. */
export function isTransparent(type: TypeRef): boolean {
  return TRANSPARENT.has(type.name);
}

/** True for an annotation by which others get at a private field. */
export function writesGetters({ name }: Annotation): boolean {
  return LOMBOK.getters.has(simpleName(name));
}

/** What the classes of the workspace declare and inherit. */
export class Members {
  readonly #fields: Inherited<ClassAt, Field>;
  readonly #methods: Inherited<ClassAt, readonly FuncAt[]>;

  constructor(private readonly program: Program) {
    this.#fields = new Inherited(program.memory, 'fields', at => this.#supers(at), ({ decl }) => decl);
    // A class within another one may have its methods as well.
    this.#methods = new Inherited(program.memory, 'methods', at => {
      const { unit, decl: { outer } } = at;
      return outer === undefined || traitsOf(unit).names !== 'packages' ? this.#supers(at) : [...this.#supers(at), { unit, decl: unit.classes[outer] }];
    }, ({ decl }) => decl);
  }

  /** The type that a reference names, transparent wrappers looked through. */
  ofRef(unit: Unit, ref: TypeRef): string | undefined {
    const simple = simpleName(ref.name);
    if (TRANSPARENT.has(simple) && ref.args[0]) return this.ofRef(unit, ref.args[0]);
    return this.program.typeName(unit, ref);
  }

  /** The methods of a class by name; supers included unless told otherwise. */
  methodsIn(at: ClassAt, name: string, supers = true): readonly FuncAt[] {
    return (supers ? this.#methods.of(at, name, one => saidBy(ownMethods(one, name))) : ownMethods(at, name)) ?? [];
  }

  /** The field of a class by name; supers included. */
  fieldIn(at: ClassAt, name: string): Field | undefined {
    return this.#fields.of(at, name, one => {
      const own = fieldsOf(one.unit, one.decl, name)[0];
      return own && { found: { unit: one.unit, variable: own } };
    });
  }

  #supers({ unit, decl }: ClassAt): readonly ClassAt[] {
    return decl.supers.flatMap(parent => {
      const type = this.ofRef(unit, parent);
      return (type === undefined ? undefined : this.program.classNamed(type)) ?? [];
    });
  }

  /** The field that a full name of Java means: `shop.Topics.ORDERS`. */
  named(name: string): Field | undefined {
    const at = name.lastIndexOf('.'), owner = at < 0 ? undefined : this.program.classNamed(name.slice(0, at));
    return owner && this.fieldIn(owner, name.slice(at + 1));
  }

  /** The field of the class with an index in a unit. */
  fieldOf(unit: Unit, id: number | undefined, name: string): Field | undefined {
    return id === undefined ? undefined : this.fieldIn({ unit, decl: unit.classes[id] }, name);
  }

  /** The field that a getter gives which nobody wrote out: `getAcks()` of a class with `@Data`, `acks()` of a record. */
  generated(at: ClassAt, getter: string): Field | undefined {
    if (at.decl.kind === 'record' && this.methodsIn(at, getter, false).length === 0) {
      const component = fieldsOf(at.unit, at.decl, getter).find(field => !field.static);
      if (component) return { unit: at.unit, variable: component };
    }
    const name = /^(?:get|is)([A-Z]\w*)$/.exec(getter)?.[1];
    if (!name || this.methodsIn(at, getter).length > 0) return undefined;
    const field = this.fieldIn(at, name[0].toLowerCase() + name.slice(1));
    const owner = field && field.unit.classes[field.variable.class!];
    const marked = [...(owner?.annotations ?? []).filter(writesGetters), ...(field?.variable.annotations ?? []).filter(a => simpleName(a.name) === 'Getter')];
    return marked.length > 0 && !field!.variable.static ? field : undefined;
  }

  /** The variable or field of this class that an expression names. */
  held(unit: Unit, expr: Expr): Field | undefined {
    if (expr.kind === 'name' && expr.symbol !== undefined) return { unit, variable: unit.symbols[expr.symbol] };
    return expr.kind === 'member' && expr.object.kind === 'this' ? this.fieldOf(unit, expr.object.class, expr.name) : undefined;
  }
}

/** The methods that a class declares, and fields of it that hold functions. */
function ownMethods({ unit, decl }: ClassAt, name: string): readonly FuncAt[] {
  const own = methodsOf(unit, decl, name);
  if (own.length > 0) return own.map(func => ({ unit, func }));
  return fieldsOf(unit, decl, name).flatMap(({ values }) => values.flatMap(value => (value.kind === 'function' ? [{ unit, func: unit.funcs[value.func] }] : [])));
}

function saidBy(methods: readonly FuncAt[]): Said<readonly FuncAt[]> {
  return methods.length > 0 ? { found: methods } : undefined;
}
