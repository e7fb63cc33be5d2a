import type { Annotation, Expr, TypeRef, Unit, Variable } from '../../flow/unit';
import { simpleName } from '../../flow/walk';
import { LOMBOK } from '../../libraries/frameworks/lombok';
import type { ClassAt, FuncAt, Program } from './program';
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
  constructor(private readonly program: Program) {}

  /** The type that a reference names, transparent wrappers looked through. */
  ofRef(unit: Unit, ref: TypeRef): string | undefined {
    const simple = simpleName(ref.name);
    if (TRANSPARENT.has(simple) && ref.args[0]) return this.ofRef(unit, ref.args[0]);
    return this.program.typeName(unit, ref);
  }

  /** The methods of a class by name; supers included unless told otherwise. */
  methodsIn(at: ClassAt, name: string, supers = true, depth = 0): FuncAt[] {
    const own = methodsOf(at.unit, at.decl, name);
    if (own.length) return own.map(func => ({ unit: at.unit, func }));
    const held = fieldsOf(at.unit, at.decl, name).flatMap(f => f.values.flatMap(value => value.kind === 'function' ? [{ unit: at.unit, func: at.unit.funcs[value.func] }] : []));
    if (held.length) return held;
    if (!supers || depth > 6) return [];
    for (const parent of at.decl.supers) {
      const type = this.ofRef(at.unit, parent);
      const owner = type === undefined ? undefined : this.program.classNamed(type);
      const found = owner && owner.decl !== at.decl ? this.methodsIn(owner, name, true, depth + 1) : [];
      if (found.length) return found;
    }
    return at.decl.outer === undefined || at.unit.language !== 'java' ? [] : this.methodsIn({ unit: at.unit, decl: at.unit.classes[at.decl.outer] }, name, true, depth + 1);
  }

  /** The field of a class by name; supers included. */
  fieldIn(at: ClassAt, name: string, depth = 0): { unit: Unit; variable: Variable } | undefined {
    const own = fieldsOf(at.unit, at.decl, name)[0];
    if (own) return { unit: at.unit, variable: own };
    if (depth > 6) return undefined;
    for (const parent of at.decl.supers) {
      const type = this.ofRef(at.unit, parent);
      const owner = type === undefined ? undefined : this.program.classNamed(type);
      const found = owner && owner.decl !== at.decl ? this.fieldIn(owner, name, depth + 1) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  /** The field that a full name of Java means: `shop.Topics.ORDERS`. */
  named(name: string): { unit: Unit; variable: Variable } | undefined {
    const at = name.lastIndexOf('.'), owner = at < 0 ? undefined : this.program.classNamed(name.slice(0, at));
    return owner && this.fieldIn(owner, name.slice(at + 1));
  }

  /** The field of the class with an index in a unit. */
  fieldOf(unit: Unit, id: number | undefined, name: string): { unit: Unit; variable: Variable } | undefined {
    return id === undefined ? undefined : this.fieldIn({ unit, decl: unit.classes[id] }, name);
  }

  /** The field that a getter gives which nobody wrote out: `getAcks()` of a class with `@Data`, `acks()` of a record. */
  generated(at: ClassAt, getter: string): { unit: Unit; variable: Variable } | undefined {
    if (at.decl.kind === 'record' && this.methodsIn(at, getter, false).length === 0) {
      const component = fieldsOf(at.unit, at.decl, getter).find(field => !field.static);
      if (component) return { unit: at.unit, variable: component };
    }
    const name = /^(?:get|is)([A-Z]\w*)$/.exec(getter)?.[1];
    if (!name || at.unit.language !== 'java' || this.methodsIn(at, getter).length > 0) return undefined;
    const field = this.fieldIn(at, name[0].toLowerCase() + name.slice(1));
    const owner = field && field.unit.classes[field.variable.class!];
    const marked = [...(owner?.annotations ?? []).filter(writesGetters), ...(field?.variable.annotations ?? []).filter(a => simpleName(a.name) === 'Getter')];
    return marked.length > 0 && !field!.variable.static ? field : undefined;
  }

  /** The variable or field of this class that an expression names. */
  held(unit: Unit, expr: Expr): { unit: Unit; variable: Variable } | undefined {
    if (expr.kind === 'name' && expr.symbol !== undefined) return { unit, variable: unit.symbols[expr.symbol] };
    return expr.kind === 'member' && expr.object.kind === 'this' ? this.fieldOf(unit, expr.object.class, expr.name) : undefined;
  }
}
