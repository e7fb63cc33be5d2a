import type { Call, ClassDecl, Expr, Func, Import, Step, TypeRef, Unit, Use, Variable } from '../../../flow/unit';
import type { Span } from '../../../text/span';
import type { Node } from '../parse/tree';

/** The names that one block, function, class or file declares; variables and types are apart, as in Java. */
export interface Scope {
  names: Map<string, number>;
  types: Map<string, number>;
  outer?: Scope;
  /** The class whose body this is. */
  class?: number;
}

/** What is known of a class while its file is lowered. */
export interface ClassWork {
  decl: ClassDecl;
  node: Node;
  body: Node | undefined;
  scope: Scope;
  methods: Set<string>;
  /** The classes declared in its body, by their node. */
  members: Map<Node, ClassWork>;
  /** The function in whose body the class stands. */
  parent?: number;
}

/** Where the values of a `switch` that is used as an expression go. */
export interface SwitchValue {
  use: Use;
  values: Expr[];
}

/** What the files of the lowering ask of those that stand above them: a value holds functions and classes, and these hold statements. */
export interface Grammar {
  lowerExpr(ctx: Context, node: Node, use: Use): Expr;
  lowerStatement(ctx: Context, node: Node): void;
  lowerBlock(ctx: Context, node: Node): void;
  lowerAnonymous(ctx: Context, node: Node, type: TypeRef, call: Call): void;
}

/** What the lowering of one file knows and has made so far. */
export class Context {
  readonly unit: Unit;
  readonly works: ClassWork[] = [];
  scope: Scope = newScope();
  /** The function whose body is being lowered. */
  func = 0;
  steps: Step[] = [];
  statement: Span = { start: 0, end: 0 };
  switchValue: SwitchValue | undefined;
  /** True where a `break` without label leaves a `switch` and not a loop. */
  breaksSwitch = false;
  /** True in the initialiser block of an anonymous class. */
  inInitializer = false;

  constructor(path: string, readonly text: string, broken: boolean, private readonly grammar: Grammar) {
    this.unit = {
      path, language: 'java', imports: [], exports: [], classes: [], funcs: [], symbols: [], calls: [], broken,
    };
  }

  /** Lowers an expression: its calls become steps, and what it gives is `use`d. */
  lowerExpr(node: Node, use: Use): Expr {
    return this.grammar.lowerExpr(this, node, use);
  }

  /** Lowers one statement into steps of the current function. */
  lowerStatement(node: Node): void {
    this.grammar.lowerStatement(this, node);
  }

  /** Lowers the statements of a block, in a scope of its own. */
  lowerBlock(node: Node): void {
    this.grammar.lowerBlock(this, node);
  }

  /** Lowers the class that stands behind a call of `new`, or behind an enum constant. */
  lowerAnonymous(node: Node, type: TypeRef, call: Call): void {
    this.grammar.lowerAnonymous(this, node, type, call);
  }

  textOf(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** Runs `lower` in a scope of its own. */
  inScope<T>(scope: Scope, lower: () => T): T {
    const outer = this.scope;
    this.scope = scope;
    const result = lower();
    this.scope = outer;
    return result;
  }

  /** The steps that `lower` gives, apart from those so far. */
  collect(lower: () => void): Step[] {
    const outer = this.steps;
    const steps: Step[] = this.steps = [];
    lower();
    this.steps = outer;
    return steps.slice();
  }

  /** Runs `lower` with `statement` as the statement of all calls in it that stand in no smaller one. */
  inStatement<T>(statement: Span, lower: () => T): T {
    const outer = this.statement;
    this.statement = { start: statement.start, end: statement.end };
    const result = lower();
    this.statement = outer;
    return result;
  }

  /** Runs `lower` as the body of a function. */
  inFunc(func: Func, lower: () => void): void {
    const { func: outer, switchValue, breaksSwitch, inInitializer } = this;
    this.func = func.id;
    this.switchValue = undefined;
    this.breaksSwitch = this.inInitializer = false;
    func.body = this.collect(() => this.inScope(newScope(this.scope), lower));
    this.func = outer;
    this.switchValue = switchValue;
    this.breaksSwitch = breaksSwitch;
    this.inInitializer = inInitializer;
  }

  addSymbol(symbol: Omit<Variable, 'id' | 'annotations' | 'values' | 'reads'>): Variable {
    const made: Variable = { id: this.unit.symbols.length, annotations: [], values: [], reads: [], ...symbol };
    this.unit.symbols.push(made);
    return made;
  }

  /** A local variable or parameter of the current function, known by name from here on. */
  declare(kind: 'local' | 'param', nameNode: Node, more: Partial<Variable> = {}): Variable {
    const name = this.textOf(nameNode);
    const span = { start: nameNode.start, end: nameNode.end };
    const symbol = this.addSymbol({ name, kind, func: this.func, span, ...more });
    if (name !== '_' && name !== '') this.scope.names.set(name, symbol.id);
    return symbol;
  }

  addFunc(func: Omit<Func, 'id' | 'params' | 'async' | 'annotations' | 'body'>): Func {
    const made: Func = { id: this.unit.funcs.length, params: [], async: false, annotations: [], body: [], ...func };
    this.unit.funcs.push(made);
    return made;
  }

  addImport(imported: Import): void {
    const of = this.unit.imports.push(imported) - 1;
    if (imported.local === undefined) return;
    const symbol = this.addSymbol({ name: imported.local, kind: 'import', of, span: imported.span });
    const file = this.fileScope();
    (imported.static ? file.names : file.types).set(imported.local, symbol.id);
  }

  fileScope(): Scope {
    let scope = this.scope;
    while (scope.outer) scope = scope.outer;
    return scope;
  }

  read(symbol: number, span: Span, use: Use): void {
    this.unit.symbols[symbol].reads.push({ span: { start: span.start, end: span.end }, func: this.func, use });
  }
}

/** An empty scope inside `outer`. */
export function newScope(outer?: Scope, ofClass?: number): Scope {
  return { names: new Map(), types: new Map(), outer, class: ofClass };
}
