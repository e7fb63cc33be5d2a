import type { ClassDecl, Func, Unit, Variable } from '../../flow/unit';

/** Lists of one class by name. */
interface ClassIndex {
  methods: Map<string, Func[]>;
  fields: Map<string, Variable[]>;
}

// Kept as long as the unit, so that a change of one file costs nothing for the others.
const classes = new WeakMap<Unit, Map<string, ClassDecl>>();
const members = new WeakMap<ClassDecl, ClassIndex>();

/** The first class of a unit with a name. */
export function classOf(unit: Unit, name: string): ClassDecl | undefined {
  let known = classes.get(unit);
  if (!known) {
    known = new Map();
    for (const decl of unit.classes) if (!known.has(decl.name)) known.set(decl.name, decl);
    classes.set(unit, known);
  }
  return known.get(name);
}

/** The methods and accessors that a class itself declares under a name. */
export function methodsOf(unit: Unit, decl: ClassDecl, name: string): readonly Func[] {
  return membersOf(unit, decl).methods.get(name) ?? [];
}

/** The fields that a class itself declares under a name. */
export function fieldsOf(unit: Unit, decl: ClassDecl, name: string): readonly Variable[] {
  return membersOf(unit, decl).fields.get(name) ?? [];
}

function membersOf(unit: Unit, decl: ClassDecl): ClassIndex {
  let index = members.get(decl);
  if (!index) {
    index = { methods: new Map(), fields: new Map() };
    for (const id of decl.methods) if (unit.funcs[id].kind !== 'constructor') add(index.methods, unit.funcs[id]);
    for (const id of decl.fields) add(index.fields, unit.symbols[id]);
    members.set(decl, index);
  }
  return index;
}

function add<T extends { name: string }>(lists: Map<string, T[]>, item: T): void {
  const list = lists.get(item.name);
  if (list) list.push(item); else lists.set(item.name, [item]);
}
