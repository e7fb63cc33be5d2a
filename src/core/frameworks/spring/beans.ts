import { moduleOf } from '../../analysis/program/modules';
import type { Constants } from '../../analysis/values/constants';
import type { Types } from '../../analysis/values/types';
import type { Annotation, ClassDecl, Func, Unit } from '../../flow/unit';
import { simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';

/** A method whose result Spring keeps as a bean. */
export interface Bean {
  unit: Unit;
  func: Func;
  names: readonly string[];
  /** The build module in which it stands. */
  module: string;
  /** The one that is taken when several fit. */
  primary: boolean;
  /** It is made only under a condition, such as a profile. */
  conditional: boolean;
}

/** A class that Spring makes a bean of by itself. */
export interface Component {
  unit: Unit;
  decl: ClassDecl;
  name: string;
  annotation: Annotation;
}

const STEREOTYPE = /(^|\.)(Component|Service|Configuration|Named|Repository|Controller)$/;

/** Those of some things that stand in the package nearest to a file. */
export function nearestTo<T>(path: string, things: readonly T[], pathOf: (thing: T) => string): readonly T[] {
  if (things.length < 2) return things;
  const folders = path.split('/').slice(0, -1);
  const shared = things.map(thing => {
    const other = pathOf(thing).split('/').slice(0, -1), at = folders.findIndex((folder, i) => folder !== other[i]);
    return at < 0 ? folders.length : at;
  });
  const most = Math.max(...shared);
  return things.filter((_, i) => shared[i] === most);
}

/** The bean methods of the workspace. */
export class Beans {
  #all: readonly Bean[] | undefined;
  #components: readonly Component[] | undefined;

  constructor(readonly types: Types, readonly constants: Constants) {}

  /** The beans with a name, of all modules. */
  named(name: string): readonly Bean[] {
    return this.#beans().filter(bean => bean.names.includes(name));
  }

  /**
   * The beans with a name that a file may get: those of its module, or else of all; of several the ones whose package is
   * nearest, since one application has one bean of a name.
   */
  nearest(name: string, path: string): readonly Bean[] {
    const named = this.named(name), own = named.filter(bean => bean.module === moduleOf(path));
    return nearestTo(path, own.length > 0 ? own : named, bean => bean.unit.path);
  }

  /** The beans whose declared type is, or extends, a type that is given by its resolved name. */
  ofType(type: string): readonly Bean[] {
    return this.#beans().filter(({ unit, func }) => this.#isA(func.returns && this.types.members.ofRef(unit, func.returns), type));
  }

  /** The classes that are beans. */
  components(): readonly Component[] {
    return this.#components ??= this.types.program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm').flatMap(unit => unit.classes.flatMap((decl): Component[] => {
      const annotation = decl.annotations.find(({ name }) => STEREOTYPE.test(name));
      return annotation ? [{ unit, decl, annotation, name: this.namesGiven(unit, annotation)[0] ?? decapitalized(decl.name) }] : [];
    }));
  }

  /** The names of beans that an annotation gives. */
  namesGiven(unit: Unit, annotation: Annotation): string[] {
    const given = annotation.args.find(arg => arg.name === 'value' || arg.name === 'name')?.value;
    return (given?.kind === 'array' ? given.items : given ? [given] : []).flatMap((item) => {
      const read = this.constants.read(unit, item);
      return read.known ? [read.value] : [];
    });
  }

  #isA(type: string | undefined, wanted: string, seen = new Set<string>()): boolean {
    if (type === undefined || seen.has(type)) return false;
    if (type === wanted) return true;
    seen.add(type);
    const own = this.types.program.classNamed(type);
    const parents = own ? own.decl.supers.map(parent => this.types.members.ofRef(own.unit, parent)) : this.types.meanings.tables.get(type)?.type.extends ?? [];
    return parents.some(parent => this.#isA(parent, wanted, seen));
  }

  #beans(): readonly Bean[] {
    return this.#all ??= this.types.program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm').flatMap(unit => unit.funcs.flatMap(func => this.#bean(unit, func) ?? []));
  }

  #bean(unit: Unit, func: Func): Bean | undefined {
    const mark = this.types.marks.find(unit, func.annotations, 'bean')?.annotation;
    if (!mark) return undefined;
    const given = this.namesGiven(unit, mark);
    const owner = func.class === undefined ? undefined : unit.classes[func.class];
    return {
      unit, func, names: given.length > 0 ? given : [func.name], module: moduleOf(unit.path),
      primary: this.types.marks.find(unit, func.annotations, 'primary') !== undefined,
      conditional: [...func.annotations, ...owner?.annotations ?? []].some(a => /^(Profile|Conditional\w*)$/.test(simpleName(a.name))),
    };
  }
}

function decapitalized(name: string): string {
  return /^[A-Z][A-Z]/.test(name) ? name : name.slice(0, 1).toLowerCase() + name.slice(1);
}
