import type { ClassAt, Field } from '../../analysis/program/program';
import type { ReadConstant } from '../../analysis/values/outside';
import type { Types } from '../../analysis/values/types';
import type { Annotation, ClassDecl, Unit } from '../../flow/unit';
import { simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { LOMBOK } from '../../libraries/frameworks/lombok';

/** How far the classes inside classes of properties are followed. */
const DEPTH = 5;

/** Finds the properties to which fields are bound: `@ConfigurationProperties("app")` on a class or on the method that makes a bean, and what such a class holds. */
export class BoundFields {
  #prefixes: Map<ClassDecl, string[]> | undefined;

  constructor(private readonly types: Types, private readonly constant: ReadConstant) {}

  /** The names of the properties that may be put into a field; several where its class is used in several places. */
  namesOf({ unit, variable }: Field): string[] {
    const owner = variable.class === undefined ? undefined : unit.classes[variable.class];
    return ((owner && this.#all().get(owner)) ?? []).map(prefix => `${prefix}.${variable.name}`);
  }

  /** Whether a bound field takes its value from outside: by a setter, a constructor, or as a component of a record. */
  isFilled({ unit, variable }: Field): boolean {
    const owner = variable.class === undefined ? undefined : unit.classes[variable.class];
    if (!owner || variable.static) return false;
    if (owner.kind === 'record') return true;
    const marks = [...owner.annotations, ...variable.annotations].map(a => simpleName(a.name));
    if (variable.constant) return variable.values.every(value => value.kind === 'name') && (variable.values.length > 0 || marks.some(mark => LOMBOK.constructors.has(mark)));
    const setter = `set${variable.name[0].toUpperCase()}${variable.name.slice(1)}`;
    return marks.some(mark => LOMBOK.setters.has(mark)) || this.types.members.methodsIn({ unit, decl: owner }, setter).length > 0;
  }

  #all(): Map<ClassDecl, string[]> {
    if (this.#prefixes) return this.#prefixes;
    this.#prefixes = new Map();
    for (const unit of this.types.program.units) {
      if (traitsOf(unit).ecosystem !== 'jvm') continue;
      for (const decl of unit.classes) this.#bind({ unit, decl }, this.#prefixIn(unit, decl.annotations), 0);
      for (const func of unit.funcs) {
        const prefix = this.#prefixIn(unit, func.annotations);
        const made = prefix === undefined || !func.returns ? undefined : this.types.members.ofRef(unit, func.returns);
        this.#bind(made === undefined ? undefined : this.types.program.classNamed(made), prefix, 0);
      }
    }
    return this.#prefixes;
  }

  #prefixIn(unit: Unit, annotations: readonly Annotation[]): string | undefined {
    const mark = this.types.marks.find(unit, annotations, 'properties')?.annotation;
    const text = mark?.args.find(({ name }) => name === 'prefix' || name === 'value')?.value;
    const prefix = text && this.constant(unit, text, 1);
    return prefix?.known ? prefix.value : undefined;
  }

  #bind(at: ClassAt | undefined, prefix: string | undefined, depth: number): void {
    if (!at || prefix === undefined || depth > DEPTH) return;
    const known = this.#prefixes!.get(at.decl);
    if (known?.includes(prefix)) return;
    if (known) known.push(prefix); else this.#prefixes!.set(at.decl, [prefix]);
    for (const parent of at.decl.supers) this.#bind(this.#classOf(at.unit, parent), prefix, depth + 1);
    for (const { name, type } of at.decl.fields.map(id => at.unit.symbols[id])) {
      const inner = type && this.#classOf(at.unit, type);
      if (inner && inner.decl.kind !== 'enum') this.#bind(inner, `${prefix}.${name}`, depth + 1);
    }
  }

  #classOf(unit: Unit, ref: Parameters<Types['members']['ofRef']>[1]): ClassAt | undefined {
    const name = this.types.members.ofRef(unit, ref);
    return name === undefined ? undefined : this.types.program.classNamed(name);
  }
}
