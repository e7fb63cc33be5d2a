import type { Call, Expr, Func, TypeRef, Unit, Variable } from '../flow/unit';
import type { LibraryTable, Meaning, TypeTable } from '../kafka/library';
import type { ClassAt, ExprAt, FuncAt, Program } from './program';
import { fieldsOf, methodsOf } from './unit-index';

/** Names of types whose content is what matters: the value inside a promise, an optional, a provider. */
const TRANSPARENT = new Set(['Promise', 'PromiseLike', 'Optional', 'ObjectProvider', 'Readonly', 'Partial', 'NonNullable', 'Required', 'Mono', 'AtomicReference', 'ThreadLocal', 'Supplier', 'Lazy']);

// Kept as long as the unit of the function.
const returns = new WeakMap<Func, readonly Expr[]>();

/** What the library tables say of a call: its meaning, whose it is, and the type that has the method. */
export interface CallMeaning { meaning: Meaning; library: LibraryTable; type: string }

/** Finds out of which type a value is, by declarations, imports, library tables and what is assigned. */
export class Types {
  readonly tables = new Map<string, { type: TypeTable; library: LibraryTable }>();
  #busy = new Set<Expr>();
  #memo = new Map<Expr, string | undefined>();
  /** Names of methods that any table has: all other calls mean nothing there. */
  readonly #methods = new Set<string>();
  #shapes: { method: string; properties: string[]; type: string; library: LibraryTable }[] = [];

  constructor(readonly program: Program, readonly libraries: readonly LibraryTable[]) {
    for (const library of libraries) {
      for (const [name, type] of Object.entries(library.types)) {
        this.tables.set(name, { type, library });
        for (const method of Object.keys(type.methods ?? {})) this.#methods.add(method);
      }
      for (const shape of library.shapes ?? []) this.#shapes.push({ ...shape, library });
    }
    program.known = name => this.tables.has(name);
  }

  /** The resolved type name of a value, or nothing. */
  of(unit: Unit, expr: Expr): string | undefined {
    if (this.#memo.has(expr)) return this.#memo.get(expr);
    if (this.#busy.has(expr) || this.#busy.size > 60) return undefined;
    this.#busy.add(expr);
    const type = this.#of(unit, expr);
    this.#busy.delete(expr);
    // Also what is not found, or else every asker would search again.
    this.#memo.set(expr, type);
    return type;
  }

  #of(unit: Unit, expr: Expr): string | undefined {
    switch (expr.kind) {
      case 'name': return this.#ofName(unit, expr);
      case 'this': case 'super': {
        const id = expr.kind === 'this' ? expr.class : undefined;
        const decl = id === undefined ? undefined : unit.classes[id];
        return decl && this.program.nameOf({ unit, decl });
      }
      case 'member': return this.#ofMember(unit, expr);
      case 'call': return this.ofCall(unit, unit.calls[expr.call]);
      case 'await': case 'spread': return this.of(unit, expr.value);
      case 'cast': return this.ofRef(unit, expr.type) ?? this.of(unit, expr.value);
      case 'choice': return first(expr.options, option => this.of(unit, option));
      case 'index': return this.#ofElement(unit, expr.object);
      default: return undefined;
    }
  }

  /** The type of what a record, a map or a list holds, by its declaration. */
  #ofElement(unit: Unit, table: Expr): string | undefined {
    const held = this.held(unit, table);
    const made = held && first(held.variable.values, value => (value.kind === 'call' ? held.unit.calls[value.call].type : undefined));
    const ref = held?.variable.type ?? made;
    const element = ref && (/^(Record|Map|ReadonlyMap|WeakMap)$/.test(ref.name) ? ref.args[1] : /^(Array|ReadonlyArray|Set)$/.test(ref.name) ? ref.args[0] : undefined);
    return element && this.ofRef(held!.unit, element);
  }

  /** The variable or field of this class that an expression names. */
  held(unit: Unit, expr: Expr): { unit: Unit; variable: Variable } | undefined {
    if (expr.kind === 'name' && expr.symbol !== undefined) return { unit, variable: unit.symbols[expr.symbol] };
    return expr.kind === 'member' && expr.object.kind === 'this' ? this.fieldOf(unit, expr.object.class, expr.name) : undefined;
  }

  #ofName(unit: Unit, expr: Expr & { kind: 'name' }): string | undefined {
    const variable = expr.symbol === undefined ? undefined : unit.symbols[expr.symbol];
    if (!variable) {
      if (unit.language === 'java') return this.ofRef(unit, { name: expr.name, args: [], span: expr.span });
      const whole = this.program.whole(unit, expr);
      return whole && this.of(whole.unit, whole.expr);
    }
    return this.ofVariable(unit, variable);
  }

  /** The type of a variable, field, parameter or import. */
  ofVariable(unit: Unit, variable: Variable): string | undefined {
    if (variable.type) {
      const declared = this.ofRef(unit, variable.type);
      if (declared) return declared;
    }
    if (variable.kind === 'class') {
      const decl = variable.of === undefined ? undefined : unit.classes[variable.of];
      return decl && this.program.nameOf({ unit, decl });
    }
    if (variable.kind === 'import') {
      const target = this.program.imported(unit, variable);
      if (typeof target === 'string') return variable.route ? `${target.replace(/#(\*|default)$/, '')}${target.includes('#*') || target.endsWith('#default') ? '#' : '.'}${variable.route}` : target;
      return target && this.of(target.unit, target.expr);
    }
    return first(variable.values, value => {
      const type = this.of(unit, value);
      if (!variable.route) return type;
      if (variable.route === '[]') return undefined;
      return this.#route(unit, value, type, variable.route);
    });
  }

  #route(unit: Unit, value: Expr, type: string | undefined, route: string): string | undefined {
    let at: ExprAt | undefined = { unit, expr: value };
    for (const piece of route.split('.')) {
      const property: ExprAt | undefined = at && this.property(at, piece);
      if (property) { type = this.of(property.unit, property.expr); at = property; continue; }
      at = undefined;
      type = type && this.#memberOf(type, piece);
    }
    return type;
  }

  /** The value of a property of an object literal, through names and calls that give one. */
  property(at: ExprAt, name: string, depth = 0): ExprAt | undefined {
    const object = this.objectAt(at, depth);
    if (!object || object.expr.kind !== 'object') return undefined;
    const property = object.expr.properties.find(p => p.name === name);
    return property && { unit: object.unit, expr: property.value };
  }

  /** The object literal that an expression gives, through constants, imports and functions that return one. */
  objectAt(at: ExprAt, depth = 0): ExprAt | undefined {
    if (depth > 6) return undefined;
    const { unit, expr } = at;
    switch (expr.kind) {
      case 'object': return at;
      case 'await': case 'cast': case 'spread': return this.objectAt({ unit, expr: expr.value }, depth + 1);
      case 'choice': return first(expr.options, option => this.objectAt({ unit, expr: option }, depth + 1));
      case 'name': {
        const variable = expr.symbol === undefined ? undefined : unit.symbols[expr.symbol];
        const whole = variable ? undefined : this.program.whole(unit, expr);
        if (whole) return this.objectAt(whole, depth + 1);
        if (!variable) return undefined;
        if (variable.kind === 'import') {
          const target = this.program.imported(unit, variable);
          return typeof target === 'object' ? this.objectAt(target, depth + 1) : undefined;
        }
        if (variable.route && variable.values[0]) {
          let inner: ExprAt | undefined = { unit, expr: variable.values[0] };
          for (const piece of variable.route.split('.')) inner = inner && this.property(inner, piece, depth + 1);
          return inner && this.objectAt(inner, depth + 1);
        }
        return first(variable.values, value => this.objectAt({ unit, expr: value }, depth + 1));
      }
      case 'member': {
        if (expr.object.kind === 'this') {
          const field = this.fieldOf(unit, expr.object.class, expr.name);
          return field && first(field.variable.values, value => this.objectAt({ unit: field.unit, expr: value }, depth + 1));
        }
        const inner = this.property({ unit, expr: expr.object }, expr.name, depth + 1);
        return inner && this.objectAt(inner, depth + 1);
      }
      case 'call': {
        const called = this.targets(unit, unit.calls[expr.call])[0];
        return called && first(this.returned(called), value => this.objectAt({ unit: called.unit, expr: value }, depth + 1));
      }
      default: return undefined;
    }
  }

  #ofMember(unit: Unit, expr: Expr & { kind: 'member' }): string | undefined {
    const object = expr.object;
    if (object.kind === 'name' && object.symbol !== undefined) {
      const variable = unit.symbols[object.symbol];
      if (variable.kind === 'import') {
        const target = this.program.imported(unit, variable);
        if (typeof target === 'string') {
          const whole = /#(\*|default)$/.test(target);
          return unit.language === 'java' ? `${target}.${expr.name}` : whole ? `${target.replace(/#(\*|default)$/, '')}#${expr.name}` : `${target}.${expr.name}`;
        }
        if (target?.expr.kind === 'name' && target.expr.name === '*') {
          const value = this.program.exported(target.unit, expr.name);
          if (value) return this.of(value.unit, value.expr);
        }
      }
    }
    const literal = this.property({ unit, expr: object }, expr.name);
    if (literal) { const type = this.of(literal.unit, literal.expr); if (type) return type; }
    const owner = this.of(unit, object);
    return owner && this.#memberOf(owner, expr.name);
  }

  #memberOf(owner: string, name: string): string | undefined {
    const own = this.program.classNamed(owner);
    if (own) {
      const field = this.fieldIn(own, name);
      if (field) return this.ofVariable(field.unit, field.variable);
      const getter = this.methodsIn(own, name).find(m => m.func.kind === 'accessor');
      return getter && this.ofResult(getter);
    }
    const table = this.tables.get(owner)?.type;
    return table?.properties?.[name] ?? (this.tables.has(`${owner}.${name}`) ? `${owner}.${name}` : undefined);
  }

  /** The type that a reference names, transparent wrappers looked through. */
  ofRef(unit: Unit, ref: TypeRef): string | undefined {
    const simple = ref.name.slice(ref.name.lastIndexOf('.') + 1);
    if (TRANSPARENT.has(simple) && ref.args[0]) return this.ofRef(unit, ref.args[0]);
    return this.program.typeName(unit, ref);
  }

  /** The type of a call's result. */
  ofCall(unit: Unit, call: Call): string | undefined {
    if (call.kind === 'new') {
      if (call.class !== undefined && unit.classes[call.class].supers[0]) return this.ofRef(unit, unit.classes[call.class].supers[0]);
      const name = call.type && this.ofRef(unit, call.type);
      return (name && this.tables.get(name)?.type.create?.returns) ?? name ?? (call.callee && this.of(unit, call.callee));
    }
    const meaning = this.meaning(unit, call);
    if (meaning?.meaning.returns) return meaning.meaning.returns;
    if (meaning && this.tables.get(meaning.type)?.type.fluent) return meaning.type;
    if (!meaning && call.receiver) {
      const owner = this.of(unit, call.receiver);
      if (owner && this.tables.get(owner)?.type.fluent) return owner;
    }
    for (const target of this.targets(unit, call)) {
      const type = this.ofResult(target);
      if (type) return type;
    }
    return unit.language === 'typescript' && call.name === 'get' && call.receiver ? this.#ofElement(unit, call.receiver) : undefined;
  }

  /** The type that a function of the workspace gives, declared or returned. */
  ofResult(at: FuncAt): string | undefined {
    if (at.func.returns) {
      const declared = this.ofRef(at.unit, at.func.returns);
      if (declared) return declared;
    }
    return first(this.returned(at), value => this.of(at.unit, value));
  }

  /** The values a function returns. */
  returned(at: FuncAt): readonly Expr[] {
    const known = returns.get(at.func);
    if (known) return known;
    const values: Expr[] = [];
    const visit = (steps: Func['body']): void => {
      for (const step of steps) {
        if (step.kind === 'exit' && step.how === 'return' && step.value) values.push(step.value);
        if (step.kind === 'try') { visit(step.body); step.catches.forEach(c => visit(c.body)); visit(step.finally ?? []); }
        if (step.kind === 'loop') visit(step.body);
        if (step.kind === 'branch') step.arms.forEach(visit);
      }
    };
    visit(at.func.body);
    returns.set(at.func, values);
    return values;
  }

  /** What a call means by the library tables: by its receiver's type, or by the shape of its arguments. */
  meaning(unit: Unit, call: Call): CallMeaning | undefined {
    if (this.#meanings.has(call)) return this.#meanings.get(call);
    const top = this.#busy.size === 0;
    const found = this.#findMeaning(unit, call);
    // Asked in the middle of another question, the answer may lack what that one will find.
    if (top) this.#meanings.set(call, found);
    return found;
  }

  #meanings = new Map<Call, CallMeaning | undefined>();

  #findMeaning(unit: Unit, call: Call): CallMeaning | undefined {
    if (call.kind === 'new') {
      const name = call.type && this.program.typeName(unit, call.type);
      const entry = name === undefined ? undefined : this.tables.get(name);
      return entry?.type.create && { meaning: entry.type.create, library: entry.library, type: name! };
    }
    if (!call.receiver) return this.#bareMeaning(unit, call);
    if (!this.#methods.has(call.name)) return undefined;
    const type = call.receiver.kind === 'super' ? this.#superOf(unit, call) : this.of(unit, call.receiver);
    if (type) {
      const found = this.#methodMeaning(type, call);
      if (found || this.tables.has(type) || this.program.classNamed(type)) return found;
      if (!/^(any|object|unknown)$/.test(type) && unit.language === 'typescript') return undefined;
    }
    return unit.language === 'typescript' ? this.#byShape(unit, call) : undefined;
  }

  #superOf(unit: Unit, call: Call): string | undefined {
    const owner = unit.funcs[call.func].class;
    const parent = owner === undefined ? undefined : unit.classes[owner].supers[0];
    return parent && this.ofRef(unit, parent);
  }

  #bareMeaning(unit: Unit, call: Call): CallMeaning | undefined {
    const callee = call.callee;
    if (callee?.kind !== 'name' || callee.symbol === undefined) return undefined;
    const variable = unit.symbols[callee.symbol];
    // A method taken out of an object: `const { send } = producer`, `const send = producer.send.bind(producer)`.
    const last = variable.route?.slice(variable.route.lastIndexOf('.') + 1);
    if (last && variable.values[0] && !variable.route!.includes('.')) {
      const owner = this.of(unit, variable.values[0]);
      if (owner) return this.#methodMeaning(owner, { ...call, name: last });
    }
    // A function that a package exports by itself: `import { model } from 'mongoose'`.
    const target = variable.kind === 'import' && unit.language === 'typescript' ? this.program.imported(unit, variable) : undefined;
    const [module, name] = typeof target === 'string' ? target.split('#') : [];
    return module && name ? this.#methodMeaning(`${module}#*`, { ...call, name }) : undefined;
  }

  #methodMeaning(type: string, call: Call, depth = 0): CallMeaning | undefined {
    const entry = this.tables.get(type);
    if (entry) {
      const meaning = overload(entry.type.methods?.[call.name], call.args.length);
      if (meaning) return { meaning, library: entry.library, type };
      for (const parent of entry.type.extends ?? []) {
        const found = depth < 6 && this.#methodMeaning(parent, call, depth + 1);
        if (found) return found;
      }
      return undefined;
    }
    const own = this.program.classNamed(type);
    if (!own || depth > 6 || this.methodsIn(own, call.name, false).length) return undefined;
    for (const parent of own.decl.supers) {
      const name = this.ofRef(own.unit, parent);
      const found = name && this.#methodMeaning(name, call, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  #byShape(unit: Unit, call: Call): CallMeaning | undefined {
    for (const shape of this.#shapes) {
      if (shape.method !== call.name || !call.args[0]) continue;
      const object = call.args[0].kind === 'object' ? call.args[0] : this.objectAt({ unit, expr: call.args[0] })?.expr;
      if (object?.kind !== 'object') continue;
      if (!shape.properties.every(name => object.properties.some(p => p.name === name))) continue;
      if (!this.shapesHold(unit, shape.library)) continue;
      const meaning = overload(this.tables.get(shape.type)?.type.methods?.[call.name], call.args.length);
      if (meaning) return { meaning, library: shape.library, type: shape.type };
    }
    return undefined;
  }

  /** Whether shapes of a library may be trusted in a unit: its package is a dependency, and no other client is imported. Set by the workspace. */
  shapesHold: (unit: Unit, library: LibraryTable) => boolean = () => false;

  #targets = new Map<Call, FuncAt[]>();

  /** The functions of the workspace that a call may run. */
  targets(unit: Unit, call: Call): FuncAt[] {
    const known = this.#targets.get(call);
    if (known) return known;
    this.#targets.set(call, []);
    const found = this.#findTargets(unit, call);
    this.#targets.set(call, found);
    return found;
  }

  #findTargets(unit: Unit, call: Call): FuncAt[] {
    if (call.kind === 'new') return [];
    if (!call.receiver) return call.callee ? this.functionsAt({ unit, expr: call.callee }) : [];
    if (call.receiver.kind === 'name' && call.receiver.symbol !== undefined && unit.language === 'typescript') {
      const variable = unit.symbols[call.receiver.symbol];
      const target = variable.kind === 'import' ? this.program.imported(unit, variable) : undefined;
      if (typeof target === 'object' && target.expr.kind === 'name' && target.expr.name === '*') {
        const value = this.program.exported(target.unit, call.name);
        if (value) return this.functionsAt(value);
      }
    }
    const literal = unit.language === 'typescript' ? this.property({ unit, expr: call.receiver }, call.name) : undefined;
    if (literal) { const found = this.functionsAt(literal); if (found.length) return found; }
    const type = call.receiver.kind === 'super' ? this.#superOf(unit, call) : this.of(unit, call.receiver);
    const own = type === undefined ? undefined : this.program.classNamed(type);
    if (!own) return [];
    const methods = this.methodsIn(own, call.name).filter(m => accepts(m.func, call));
    if (methods.some(m => m.func.body.length || m.unit.classes[m.func.class!]?.kind !== 'interface')) {
      if (own.decl.kind !== 'interface' && !own.decl.abstract) return methods;
    }
    const implementations = this.program.implementers(type!).flatMap(c => this.methodsIn(c, call.name, false).filter(m => accepts(m.func, call)));
    return implementations.length ? implementations : methods;
  }

  /** The functions that a value may be. */
  functionsAt(at: ExprAt, depth = 0): FuncAt[] {
    if (depth > 6) return [];
    if (depth > 0) return this.#findFunctions(at, depth);
    let found = this.#functions.get(at.expr);
    if (!found) this.#functions.set(at.expr, found = this.#findFunctions(at, depth));
    return found;
  }

  #functions = new Map<Expr, FuncAt[]>();

  #findFunctions(at: ExprAt, depth: number): FuncAt[] {
    const { unit, expr } = at;
    switch (expr.kind) {
      case 'function': return [{ unit, func: unit.funcs[expr.func] }];
      case 'name': {
        const variable = expr.symbol === undefined ? undefined : unit.symbols[expr.symbol];
        const whole = variable ? undefined : this.program.whole(unit, expr);
        if (whole) return this.functionsAt(whole, depth + 1);
        if (!variable) return [];
        if (variable.kind === 'function' && variable.of !== undefined) return [{ unit, func: unit.funcs[variable.of] }];
        if (variable.kind === 'import') {
          const target = this.program.imported(unit, variable);
          if (typeof target === 'object') return this.functionsAt(target, depth + 1);
          if (typeof target === 'string' && unit.language === 'java') {
            const owner = this.program.classNamed(target.slice(0, target.lastIndexOf('.')));
            return owner ? this.methodsIn(owner, expr.name) : [];
          }
          return [];
        }
        if (variable.route) {
          return variable.values.flatMap(value => {
            let inner: ExprAt | undefined = { unit, expr: value };
            const pieces = variable.route!.split('.');
            for (const piece of pieces) inner = inner && this.property(inner, piece);
            if (inner) return this.functionsAt(inner, depth + 1);
            const owner = pieces.length === 1 ? this.of(unit, value) : undefined;
            const own = owner === undefined ? undefined : this.program.classNamed(owner);
            return own ? this.methodsIn(own, variable.route!) : [];
          });
        }
        return variable.kind === 'param' ? [] : variable.values.flatMap(value => this.functionsAt({ unit, expr: value }, depth + 1));
      }
      case 'member': {
        const literal = this.property(at.expr.kind === 'member' ? { unit, expr: expr.object } : at, expr.name);
        if (literal) return this.functionsAt(literal, depth + 1);
        const type = this.of(unit, expr.object);
        const own = type === undefined ? undefined : this.program.classNamed(type);
        if (!own) return [];
        const methods = this.methodsIn(own, expr.name);
        if (methods.length) return methods;
        const field = this.fieldIn(own, expr.name);
        return field ? field.variable.values.flatMap(value => this.functionsAt({ unit: field.unit, expr: value }, depth + 1)) : [];
      }
      case 'call': {
        const call = unit.calls[expr.call];
        // `this.handle.bind(this)` is the function itself.
        if (call.name === 'bind' && call.receiver) return this.functionsAt({ unit, expr: call.receiver }, depth + 1);
        // A function that wraps another: what it returns.
        return this.targets(unit, call).flatMap(t => this.returned(t).flatMap(value => this.functionsAt({ unit: t.unit, expr: value }, depth + 1)));
      }
      case 'await': case 'cast': return this.functionsAt({ unit, expr: expr.value }, depth + 1);
      case 'choice': return expr.options.flatMap(option => this.functionsAt({ unit, expr: option }, depth + 1));
      default: return [];
    }
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

  fieldOf(unit: Unit, id: number | undefined, name: string): { unit: Unit; variable: Variable } | undefined {
    return id === undefined ? undefined : this.fieldIn({ unit, decl: unit.classes[id] }, name);
  }
}

function overload(meanings: Meaning | Meaning[] | undefined, count: number): Meaning | undefined {
  if (!meanings) return undefined;
  const list = Array.isArray(meanings) ? meanings : [meanings];
  return list.find(({ arity }) => arity === undefined || (typeof arity === 'number' ? arity === count : arity[0] <= count && count <= arity[1]));
}

function accepts(func: Func, call: Call): boolean {
  return call.args.some(a => a.kind === 'spread') || func.params.length >= call.args.length || func.params.length === 0;
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
