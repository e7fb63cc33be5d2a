import type { Call, ClassDecl, Expr, Func, TypeRef, Unit, Variable } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import { TEST_DOUBLE } from '../../libraries/conventions';
import { nearest } from '../../text/path';
import { javaName } from './java-names';
import { Memo, Memory, PairMemo } from './memory';
import { askedClass, dropChanged } from './changes';
import { ResolvedModules } from './resolved';
import { ScriptFiles } from './script-files';
import { listed, UnitLists } from './unit-lists';
import { classOf } from './unit-index';

/** A class of the workspace together with its unit. */
export interface ClassAt { unit: Unit; decl: ClassDecl }
/** A function of the workspace together with its unit. */
export interface FuncAt { unit: Unit; func: Func }
/** A value of the workspace together with the unit whose indices it uses. */
export interface ExprAt { unit: Unit; expr: Expr }

/** All units of the workspace, and the names by which they know each other. */
export class Program {
  readonly units: readonly Unit[];
  #byPath = new Map<string, Unit>();
  #javaClasses = new Map<string, ClassAt>();
  readonly #supers: UnitLists<string, ClassAt>;
  readonly #calls: UnitLists<string, { unit: Unit; call: Call }>;
  readonly #modules: ResolvedModules;
  readonly #imported: Memo<Variable, ExprAt | string | undefined>;
  readonly #typeNames: PairMemo<Unit, string | undefined>;

  /** `packages` maps names of npm packages of this workspace, and path aliases, to the folders that have them. */
  constructor(units: readonly Unit[], packages: ReadonlyMap<string, readonly string[]> = new Map(), readonly memory = new Memory()) {
    this.units = units;
    memory.begin();
    this.#imported = new Memo(memory, 'imported');
    this.#typeNames = new PairMemo(memory, 'type names');
    const scripts = new ScriptFiles(this.#byPath, packages);
    for (const unit of units) {
      this.#byPath.set(unit.path, unit);
      if (traitsOf(unit).names === 'packages') {
        for (const decl of unit.classes) if (decl.name) this.#addJava(javaName(unit, decl), { unit, decl });
      } else {
        scripts.add(unit);
      }
    }
    dropChanged(memory, this.#byPath);
    this.#modules = new ResolvedModules(memory, this.#byPath, packages, (from, specifier) => scripts.meant(from, specifier));
    this.#calls = new UnitLists(memory, units, 'calls', unit => listed(unit.calls.map(call => [call.name, { unit, call }])));
    this.#supers = new UnitLists(memory, units, 'supers', unit =>
      listed(unit.classes.flatMap(decl => (TEST_DOUBLE.test(decl.name) ? [] : decl.supers).map(parent => [this.typeName(unit, parent) ?? '', { unit, decl }] as const))));
  }

  /** Java classes of one full name in several modules. */
  #namesakes = new Map<string, ClassAt[]>();

  #addJava(name: string, at: ClassAt): void {
    const other = this.#javaClasses.get(name);
    if (!other) { this.#javaClasses.set(name, at); return; }
    const many = this.#namesakes.get(name);
    if (many) many.push(at); else this.#namesakes.set(name, [other, at]);
  }

  /** A Java class name, with the file when several modules have it: the one in the nearest folder is meant, and none where two are as near. */
  #meant(unit: Unit, name: string): string {
    this.memory.note(askedClass(this.memory, name));
    const many = this.#namesakes.get(name);
    if (!many) return name;
    const key = `${name}@${unit.path}`;
    let meant = this.#meantBy.get(key);
    if (meant === undefined) this.#meantBy.set(key, meant = `${name}@${nearest(unit.path, many, at => at.unit.path)?.unit.path ?? ''}`);
    return meant;
  }

  #meantBy = new Map<string, string>();

  /** All calls of the workspace by the name that is called; constructions by the simple name of their class. */
  callsNamed(name: string): readonly { unit: Unit; call: Call }[] {
    return this.#calls.of(name);
  }

  unit(path: string): Unit | undefined {
    return this.#byPath.get(path);
  }

  /** Classes whose `extends` or `implements` names the type, by its resolved name; what stands in for one in tests is none. */
  implementers(type: string): readonly ClassAt[] {
    return type === '' ? [] : this.#supers.of(type);
  }

  /** The unit that a TypeScript module specifier means, if it is of this workspace. */
  module(from: Unit, specifier: string): Unit | undefined {
    return this.#modules.of(from, specifier);
  }

  /** The value that a TypeScript module exports under a name, re-exports followed. */
  exported(unit: Unit, name: string, depth = 0): ExprAt | undefined {
    if (depth > 8) return undefined;
    for (const item of unit.exports) {
      if (item.name === name) {
        if (item.value) return { unit, expr: item.value };
        if (item.from) {
          const target = this.module(unit, item.from.module);
          if (target) return this.exported(target, item.from.name, depth + 1);
        }
      }
    }
    for (const item of unit.exports) {
      if (item.name === '*' && item.from) {
        const target = this.module(unit, item.from.module);
        const found = target && this.exported(target, name, depth + 1);
        if (found) return found;
      }
    }
    // `module.exports = { a, b }` or `export default { a, b }`: its properties are names too.
    if (name !== 'default') {
      const all = unit.exports.find(item => item.name === 'default')?.value;
      if (all?.kind === 'object') {
        const property = all.properties.find(p => p.name === name);
        if (property) return { unit, expr: property.value };
      }
    }
    return undefined;
  }

  /**
   * What an imported name stands for: a value of this workspace, or the name of something outside
   * (`kafkajs#Kafka`, `org.apache.kafka.clients.producer.ProducerConfig`).
   */
  imported(unit: Unit, variable: Variable): ExprAt | string | undefined {
    const known = this.#imported.of(variable);
    if (known) return known.value;
    this.#imported.open(unit);
    return this.#imported.close(variable, this.#import(unit, variable));
  }

  #import(unit: Unit, variable: Variable): ExprAt | string | undefined {
    const item = variable.of === undefined ? undefined : unit.imports[variable.of];
    if (!item) return undefined;
    if (traitsOf(unit).names === 'packages') return item.static ? `${this.#meant(unit, item.module)}.${item.name}` : this.#meant(unit, `${item.module}.${item.name}`);
    const target = this.module(unit, item.module);
    if (!target) return `${item.module}#${item.name}`;
    if (item.name === '*') return { unit: target, expr: { kind: 'name', name: '*', span: item.span } };
    return this.exported(target, item.name);
  }

  /** What `module.exports` is, for the `*` by which a `require` of it goes. */
  whole(unit: Unit, name: Expr & { kind: 'name' }): ExprAt | undefined {
    return name.name === '*' && name.symbol === undefined ? this.exported(unit, 'default') : undefined;
  }

  /** The resolved name of a type reference: `kafkajs#Producer`, a Java class name, or `path#Name` for a class of this workspace. */
  typeName(unit: Unit, ref: TypeRef): string | undefined {
    const known = this.#typeNames.of(unit, ref.name);
    if (known) return known.value;
    this.#typeNames.open(unit);
    return this.#typeNames.close(unit, ref.name, traitsOf(unit).names === 'packages' ? this.#javaMeant(unit, ref.name) : this.#scriptType(unit, ref.name));
  }

  readonly #named = new Map<string, { found: ClassAt | undefined; asked?: object }>();

  /** The class of the workspace with a resolved name. */
  classNamed(name: string): ClassAt | undefined {
    let known = this.#named.get(name);
    if (!known) this.#named.set(name, known = this.#classNamed(name));
    if (known.asked) this.memory.note(known.asked);
    if (known.found) this.memory.note(known.found.unit);
    return known.found;
  }

  #classNamed(name: string): { found: ClassAt | undefined; asked?: object } {
    const at = name.lastIndexOf('#');
    if (at >= 0) {
      const unit = this.#byPath.get(name.slice(0, at)), decl = unit && classOf(unit, name.slice(at + 1));
      return { found: unit && decl ? { unit, decl } : undefined };
    }
    const [, head, path, tail] = (name.includes('@') && /^([\w.]+)@(.+?\.java)(.*)$/.exec(name)) || [];
    if (path) return { found: this.#namesakes.get(head + tail)?.find(c => c.unit.path === path), asked: askedClass(this.memory, head + tail) };
    return { found: this.#namesakes.has(name) ? undefined : this.#javaClasses.get(name), asked: askedClass(this.memory, name) };
  }

  /** The resolved name of a class of the workspace. */
  nameOf(at: ClassAt): string {
    if (traitsOf(at.unit).names === 'packages') return this.#meant(at.unit, javaName(at.unit, at.decl));
    return `${at.unit.path}#${at.decl.name || `anonymous${at.decl.id}`}`;
  }

  #javaMeant(unit: Unit, name: string): string | undefined {
    const full = this.#javaType(unit, name);
    return full === undefined ? undefined : this.#meant(unit, full);
  }

  #javaType(unit: Unit, name: string): string | undefined {
    const [head, ...rest] = name.split('.');
    const tail = rest.length ? `.${rest.join('.')}` : '';
    const own = classOf(unit, head);
    if (own) return javaName(unit, own) + tail;
    const single = unit.imports.find(i => !i.static && i.name === head);
    if (single) return `${single.module}.${head}${tail}`;
    if (/^[a-z]/.test(head) && rest.length) return name;
    const near = unit.package ? `${unit.package}.${head}` : head;
    this.memory.note(askedClass(this.memory, near));
    if (this.#javaClasses.has(near)) return near + tail;
    for (const item of unit.imports) {
      if (item.static || item.name !== '*') continue;
      const full = `${item.module}.${head}`;
      this.memory.note(askedClass(this.memory, full));
      if (this.#javaClasses.has(full) || this.known(full)) return full + tail;
    }
    const inherited = this.#inheritedType(unit, head);
    if (inherited) return inherited + tail;
    const implied = `java.lang.${head}`;
    return this.known(implied) ? implied + tail : undefined;
  }

  /** A type that stands in a type of a library which a class of the file extends: nobody has to import it. */
  #inheritedType(unit: Unit, name: string): string | undefined {
    for (const { name: parent } of unit.classes.flatMap(({ supers }) => supers)) {
      const item = unit.imports.find(one => !one.static && one.name === parent), full = item && `${item.module}.${parent}.${name}`;
      if (full && this.known(full)) return full;
    }
    return undefined;
  }

  /** True for names of types that library tables speak of; set by who holds the tables. */
  known: (name: string) => boolean = () => false;

  #scriptType(unit: Unit, name: string): string | undefined {
    const [head, ...rest] = name.split('.');
    const own = classOf(unit, name);
    if (own) return `${unit.path}#${name}`;
    const item = unit.imports.find(i => i.local === head);
    if (!item) return undefined;
    const target = this.module(unit, item.module);
    if (target) {
      const wanted = item.name === '*' ? rest.join('.') : item.name;
      const value = this.exported(target, wanted);
      if (value?.expr.kind === 'name') {
        const decl = value.unit.classes.find(c => c.name === (value.expr as { name: string }).name);
        if (decl) return `${value.unit.path}#${decl.name}`;
        return this.#scriptType(value.unit, value.expr.name);
      }
      const decl = target.classes.find(c => c.name === wanted);
      return decl ? `${target.path}#${decl.name}` : undefined;
    }
    const path = [...(item.name === '*' || item.name === 'default' ? [] : [item.name]), ...(item.route?.split('.') ?? []), ...rest];
    return path.length ? `${item.module}#${path.join('.')}` : `${item.module}#default`;
  }
}

/** A field, or a parameter that is given a property, with its unit. */
export interface Field { unit: Unit; variable: Variable }
