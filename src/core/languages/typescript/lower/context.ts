import type { Node } from '../parse/parse';
import type { Span } from '../../../text/span';
import type { Call, Expr, Func, Read, Step, Unit, Use, Variable } from '../../../flow/unit';

/** The names declared in one block, function or module. */
export interface Scope {
  names: Map<string, number>;
  parent?: Scope;
}

/** A class while its body is lowered: its fields by name, and reads that wait for a field to be found. */
export interface ClassFrame {
  id: number;
  fields: Map<string, number>;
  reads: Map<string, Read[]>;
}

/** What the files of the lowering ask of those that stand above them: a value holds functions, and these hold statements. */
export interface Grammar {
  expr(cx: Context, node: Node | null | undefined, use: Use, name?: string): Expr;
  statements(cx: Context, body: readonly Node[], hoist?: boolean): void;
  declaration(cx: Context, node: Node): void;
}

/** Where the lowering stands: the unit it fills, and the function, scope, class and step list it is in. */
export class Context {
  /** By class id. */
  readonly frames: ClassFrame[] = [];
  /** Function expressions that keep the `this` of their surroundings, as arrows do. */
  readonly bound = new Set<Node>();
  /** Functions that make instances of a class by their prototype. */
  readonly makers = new Map<Node, ClassFrame>();
  /** Generators that a helper runs as async functions. */
  readonly running = new Set<Node>();
  scope: Scope = { names: new Map() };
  func = 0;
  steps: Step[] = [];
  statement: Span = { start: 0, end: 0 };
  /** The class that `this` means here. */
  self: ClassFrame | undefined;

  constructor(readonly unit: Unit, readonly text: string, private readonly grammar: Grammar) {}

  /** Lowers a value; `name` is that of the variable or property that holds it. */
  expr(node: Node | null | undefined, use: Use, name?: string): Expr {
    return this.grammar.expr(this, node, use, name);
  }

  /** Lowers the statements of a block; `hoist` for a block whose names are not declared yet. */
  statements(body: readonly Node[], hoist?: boolean): void {
    this.grammar.statements(this, body, hoist);
  }

  /** Lowers a declaration. */
  declaration(node: Node): void {
    this.grammar.declaration(this, node);
  }

  /** Runs `work` with other surroundings, which are put back afterwards. */
  within(change: Partial<Pick<Context, 'scope' | 'func' | 'steps' | 'statement' | 'self'>>, work: () => void): void {
    const { scope, func, steps, statement, self } = this;
    if (change.scope) this.scope = change.scope;
    if (change.func !== undefined) this.func = change.func;
    if (change.steps) this.steps = change.steps;
    if (change.statement) this.statement = change.statement;
    if ('self' in change) this.self = change.self;
    work();
    this.scope = scope;
    this.func = func;
    this.steps = steps;
    this.statement = statement;
    this.self = self;
  }

  /** Runs `work` in a new block. */
  block(work: () => void): void {
    const { scope } = this;
    this.scope = { names: new Map(), parent: scope };
    work();
    this.scope = scope;
  }

  /** The steps that `work` makes, kept apart. */
  collect(work: () => void): Step[] {
    const outer = this.steps, steps: Step[] = this.steps = [];
    work();
    this.steps = outer;
    return steps.slice();
  }

  addSymbol(name: string, kind: Variable['kind'], span: Span, more: Partial<Variable> = {}): Variable {
    const symbol: Variable = {
      id: this.unit.symbols.length, name, kind, annotations: [], values: [], reads: [], func: this.func, span, ...more,
    };
    this.unit.symbols.push(symbol);
    return symbol;
  }

  /** Declares a name in the current scope; a second `var` or overload of the same name is the same symbol. */
  declare(name: string, kind: Variable['kind'], span: Span, more: Partial<Variable> = {}): Variable {
    const known = this.scope.names.get(name);
    if (known !== undefined) return this.unit.symbols[known];
    const symbol = this.addSymbol(name, kind, span, more);
    this.scope.names.set(name, symbol.id);
    return symbol;
  }

  lookup(name: string): Variable | undefined {
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      const id = scope.names.get(name);
      if (id !== undefined) return this.unit.symbols[id];
    }
    return undefined;
  }

  /** An expression for a name that is not read here: the target of an assignment. */
  name(name: string, span: Span): Expr & { kind: 'name' } {
    const symbol = this.lookup(name)?.id;
    return symbol === undefined ? { kind: 'name', name, span } : { kind: 'name', name, symbol, span };
  }

  read(symbol: Variable | undefined, span: Span, use: Use): void {
    symbol?.reads.push({ span, func: this.func, use });
  }

  /** Notes a read of a field; the field itself may be found later, or be a method or a field of a superclass. */
  readField(frame: ClassFrame, name: string, span: Span, use: Use): void {
    const reads = frame.reads.get(name) ?? [];
    reads.push({ span, func: this.func, use });
    frame.reads.set(name, reads);
  }

  addFunc(func: Omit<Func, 'id' | 'body' | 'params'>): Func {
    const added: Func = { id: this.unit.funcs.length, params: [], body: [], ...func };
    this.unit.funcs.push(added);
    return added;
  }

  /** Reserves a call, so that its parts can say that they belong to it. */
  addCall(use: Use, span: Span): Call {
    const call: Call = {
      id: this.unit.calls.length, kind: 'call', name: '', args: [], use, func: this.func, span, nameSpan: span,
      statement: this.statement,
    };
    this.unit.calls.push(call);
    return call;
  }
}

/** Where a node stands. */
export function spanOf(node: Node): Span {
  return { start: node.range[0], end: node.range[1] };
}

export const DROPPED: Use = { kind: 'dropped' };
export const TESTED: Use = { kind: 'tested' };
export const ESCAPES: Use = { kind: 'escapes' };
export const AWAITED: Use = { kind: 'awaited' };
export const RETURNED: Use = { kind: 'returned' };
export const THROWN: Use = { kind: 'thrown' };

/** The use of a value inside a literal: a longer route when the literal is an argument, else that of the literal. */
export function inside(use: Use, key: string): Use {
  if (use.kind !== 'argument' || !key) return use;
  return { ...use, path: use.path ? `${use.path}.${key}` : key };
}
