import type { Call, ClassDecl, Expr, Func, Step, Unit } from '../flow/unit';
import { eachStep, simpleName } from '../flow/walk';
import { traitsOf } from '../languages/traits';

/** Where a way begins: at a variable or function of the file, at one of its classes, or at a type by its written name. */
export type Start = { kind: 'variable' | 'function' | 'class'; id: number } | { kind: 'type'; name: string };

/** What a function uses: a start, and the names that lead on from there; `()` is what a call gives. */
export interface Ask {
  start: Start;
  way: readonly string[];
}

/** A place at which a name is used. */
export interface Use {
  func: number;
  call?: Call;
  /** The module from which the name is imported. */
  module?: string;
}

/** What the functions of one file use, and by which names. */
export interface Asks {
  /** By the function that says it. */
  of: ReadonlyMap<number, readonly Ask[]>;
  /** Types and constants that are named, and not called: what is known of them changes no way through a function. */
  constants: ReadonlyMap<number, readonly Ask[]>;
  /** The functions that stand in one, but for those of a module. */
  within: ReadonlyMap<number, readonly Func[]>;
  /** By the outermost function that has them in it. */
  calls: ReadonlyMap<number, readonly Call[]>;
  /** By names, with the outermost functions that use them. */
  uses: ReadonlyMap<string, readonly Use[]>;
  /** Classes by their names, and by those of their parents. */
  classes: ReadonlyMap<string, readonly ClassDecl[]>;
  below: ReadonlyMap<string, readonly ClassDecl[]>;
}

/** What the functions of files use, each looked through once; let go of when nobody asks any more, for it is a tenth of all that is held. */
export class AllAsks {
  readonly #known = new Map<Unit, Asks>();

  of(unit: Unit): Asks {
    let asks = this.#known.get(unit);
    if (!asks) this.#known.set(unit, asks = collect(unit));
    return asks;
  }

  forget(): void {
    this.#known.clear();
  }
}

/** The function that no other one of its file contains, but for the module itself. */
export function outermost(unit: Unit, id: number): number {
  let at: Func = unit.funcs[id];
  while (at.parent !== undefined && unit.funcs[at.parent].kind !== 'module') at = unit.funcs[at.parent];
  return at.id;
}

function collect(unit: Unit): Asks {
  const of = new Map<number, Ask[]>(), constants = new Map<number, Ask[]>();
  const within = new Map<number, Func[]>(), calls = new Map<number, Call[]>(), uses = new Map<string, Use[]>();
  const classes = new Map<string, ClassDecl[]>(), below = new Map<string, ClassDecl[]>();
  for (const decl of unit.classes) {
    add(classes, decl.name, decl);
    for (const parent of new Set(decl.supers.map(({ name }) => simpleName(name)))) add(below, parent, decl);
  }
  const roots = unit.funcs.map(({ id }) => outermost(unit, id));
  const take = (func: number, exprs: Iterable<Expr>): void => {
    for (const expr of exprs) {
      for (const ask of asksOf(unit, expr)) add(isConstant(unit, ask) ? constants : of, func, ask);
      eachMember(unit, expr, name => add(uses, name, { func: roots[func] }));
    }
  };
  for (const func of unit.funcs) {
    if (func.parent !== undefined && unit.funcs[func.parent].kind !== 'module') add(within, func.parent, func);
    eachStep(func.body, step => take(func.id, exprsOf(step)));
    take(func.id, func.annotations.flatMap(({ args }) => args.map(({ value }) => value)));
  }
  for (const call of unit.calls) {
    add(calls, roots[call.func], call);
    add(uses, call.name, { func: roots[call.func], call });
    take(call.func, call.args);
    // What a constructor does is not followed; what is made counts where it is used.
    for (const ask of call.type ? [] : ofCall(unit, call)) add(of, call.func, ask);
  }
  for (const { kind, of: at, reads } of unit.symbols) {
    if (kind !== 'import' || at === undefined) continue;
    const { name, module } = unit.imports[at];
    for (const { func } of reads) add(uses, name, { func: roots[func], module });
  }
  return { of, constants, within, calls, uses, classes, below };
}

function exprsOf(step: Step): readonly Expr[] {
  switch (step.kind) {
    case 'assign': return [step.target, step.value];
    case 'await': return [step.value];
    case 'branch': return [step.condition];
    case 'loop': return [step.over, step.condition].filter(one => one !== undefined);
    case 'exit': return step.value ? [step.value] : [];
    default: return [];
  }
}

/** What an expression uses, all that is inside it too; calls are looked at by themselves. */
export function asksOf(unit: Unit, expr: Expr): Ask[] {
  switch (expr.kind) {
    case 'object': return expr.properties.flatMap(({ key, value }) => [...(key ? asksOf(unit, key) : []), ...asksOf(unit, value)]);
    case 'array': return expr.items.flatMap(item => asksOf(unit, item));
    case 'binary': return [expr.left, expr.right].flatMap(side => asksOf(unit, side));
    case 'template': case 'other': return expr.parts.flatMap(part => asksOf(unit, part));
    case 'choice': return expr.options.flatMap(option => asksOf(unit, option));
    case 'unary': case 'await': case 'spread': case 'cast': return asksOf(unit, expr.value);
    case 'index': return [...asksOf(unit, expr.object), ...asksOf(unit, expr.index)];
    default: return waysOf(unit, expr);
  }
}

/** The starts that an expression leads back to, with the names on the way. */
export function waysOf(unit: Unit, expr: Expr): Ask[] {
  switch (expr.kind) {
    case 'name':
      if (expr.symbol !== undefined) return [{ start: { kind: 'variable', id: expr.symbol }, way: [] }];
      return traitsOf(unit).names === 'packages' && /^[A-Z]/.test(expr.name) ? [{ start: { kind: 'type', name: expr.name }, way: [] }] : [];
    case 'this': return expr.class === undefined ? [] : [{ start: { kind: 'class', id: expr.class }, way: [] }];
    case 'function': return [{ start: { kind: 'function', id: expr.func }, way: [] }];
    case 'member': return on(waysOf(unit, expr.object), expr.name);
    case 'index': return on(waysOf(unit, expr.object), '[]');
    case 'call': return ofCall(unit, unit.calls[expr.call]);
    case 'cast': return [{ start: { kind: 'type', name: expr.type.name }, way: [] }, ...waysOf(unit, expr.value)];
    case 'await': case 'spread': return waysOf(unit, expr.value);
    case 'choice': return expr.options.flatMap(option => waysOf(unit, option));
    default: return [];
  }
}

function isConstant(unit: Unit, { start, way }: Ask): boolean {
  const last = way.at(-1) ?? (start.kind === 'type' ? start.name : start.kind === 'variable' ? unit.symbols[start.id].name : '');
  return /^[A-Z]/.test(last) || last === 'class';
}

function ofCall(unit: Unit, call: Call): Ask[] {
  if (call.type) return [{ start: { kind: 'type', name: call.type.name }, way: [] }];
  if (call.receiver?.kind === 'super') {
    const own = unit.funcs[call.func].class;
    return own === undefined ? [] : unit.classes[own].supers.map(({ name }): Ask => ({ start: { kind: 'type', name }, way: [call.name] }));
  }
  if (call.receiver) return on(waysOf(unit, call.receiver), call.name);
  return call.callee ? on(waysOf(unit, call.callee), '()') : [];
}

function on(asks: readonly Ask[], name: string): Ask[] {
  return asks.map(({ start, way }) => ({ start, way: [...way, name] }));
}

function eachMember(unit: Unit, expr: Expr, visit: (name: string) => void): void {
  if (expr.kind !== 'member') return;
  visit(expr.name);
  eachMember(unit, expr.object, visit);
}

function add<K, V>(lists: Map<K, V[]>, key: K, item: V): void {
  const list = lists.get(key);
  if (list) list.push(item); else lists.set(key, [item]);
}
