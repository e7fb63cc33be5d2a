import type { Span } from '../text/span';

/** The programming languages that lower to Flow; `typescript` stands for JavaScript as well. */
export type Language = 'typescript' | 'java';

/**
 * What one source file says, in the words that all languages share. Plain data: it can be cached, sent across
 * threads and printed. Cross references are indices into the unit's own lists.
 */
export interface Unit {
  path: string;
  language: Language;
  /** The Java package. */
  package?: string;
  imports: Import[];
  exports: Export[];
  classes: ClassDecl[];
  /** `funcs[0]` is the module body (TypeScript) or an empty function that holds field initialisers (Java). */
  funcs: Func[];
  symbols: Variable[];
  calls: Call[];
  /** True when the file has syntax errors; what could be read is here all the same. */
  broken: boolean;
}

/** One imported name. Java: `module` is the package or class, `name` the simple name, `*` for a wildcard. */
export interface Import {
  /** The name in this file; absent for a wildcard. */
  local?: string;
  /** TypeScript: the specifier as written. Java: everything before the last dot. */
  module: string;
  /** The exported name; `default`, or `*` for a whole module (namespace import, `require`) or wildcard. */
  name: string;
  /** The way from there to what is taken: `const { Kafka } = require('x').KafkaJS` takes `KafkaJS`, and `Kafka` of it. */
  route?: string;
  /** Java `import static`. */
  static?: boolean;
  span: Span;
}

/** One exported name of a TypeScript module: a symbol or a class of the file, or a name passed on from another module. */
export interface Export {
  /** `default`, the name, or `*` for `export * from`. `module.exports = x` is `default`; its properties are names too. */
  name: string;
  /** What is exported: an expression over this unit (a name, a function, a call …). */
  value?: Expr;
  from?: { module: string; name: string };
}

/** A type as written, without its package: `Map.Entry`, `kafka.Producer`; arguments apart. */
export interface TypeRef {
  name: string;
  args: TypeRef[];
  span: Span;
}

export interface Annotation {
  /** As written, without `@`: `KafkaListener`, `Transactional`. */
  name: string;
  /** A lone argument is named `value` in Java and `0`, `1` … in TypeScript. */
  args: { name: string; value: Expr }[];
  span: Span;
}

export interface ClassDecl {
  id: number;
  name: string;
  kind: 'class' | 'interface' | 'enum' | 'record';
  /** Superclass first, then interfaces. */
  supers: TypeRef[];
  annotations: Annotation[];
  /** Indices into `symbols`. TypeScript parameter properties and fields first assigned as `this.x = …` are here too. */
  fields: number[];
  /** Indices into `funcs`, constructors and accessors included. */
  methods: number[];
  outer?: number;
  anonymous?: boolean;
  abstract?: boolean;
  span: Span;
  nameSpan: Span;
}

export interface Func {
  id: number;
  /** Empty for a lambda. A function held by a constant or an object property has that name. */
  name: string;
  /** `method`: of a class, or of an object literal that is returned or goes elsewhere: it is called where that object is known. */
  kind: 'module' | 'function' | 'method' | 'constructor' | 'accessor' | 'lambda';
  /** The class whose member this is. */
  class?: number;
  /** The function in whose body this one stands; members of a top-level class have none. */
  parent?: number;
  params: number[];
  async: boolean;
  static?: boolean;
  returns?: TypeRef;
  annotations: Annotation[];
  body: Step[];
  /** True for `x => value`: the body is one value, which is returned. */
  expression?: boolean;
  /** True for a method reference: all that it does is what it names, with whatever that is given. */
  reference?: boolean;
  /** Where the function as a value goes: the argument of a call, a variable … */
  use?: Use;
  span: Span;
  nameSpan: Span;
  /** The braces and what is between them, or the expression. */
  bodySpan: Span;
}

/** A local variable, parameter, field, imported name, or named function or class. */
export interface Variable {
  id: number;
  name: string;
  kind: 'local' | 'param' | 'field' | 'import' | 'function' | 'class';
  type?: TypeRef;
  annotations: Annotation[];
  /** All that is assigned to it, the initialiser first. */
  values: Expr[];
  /** Each place where it is read (`this.x` and `x` alike for fields, within the class), with what becomes of it there. */
  reads: Read[];
  /** The function that declares it. */
  func?: number;
  /** The class that declares it, for a field. */
  class?: number;
  /** kind `import`: index into `imports`; `function`: into `funcs`; `class`: into `classes`. */
  of?: number;
  /** `const`, `final`, `readonly`. */
  constant?: boolean;
  static?: boolean;
  /** Java: nothing outside its file can name the field. */
  private?: boolean;
  /** Taken out of the value by destructuring, or the item of a loop: the route inside, e.g. `producer`, `[]`. */
  route?: string;
  span: Span;
}

export interface Read {
  span: Span;
  func: number;
  use: Use;
}

/** What becomes of a value at the place where it stands. Brackets, casts, literals around it and `?:` are looked through. */
export type Use =
  | { kind: 'dropped' }
  | { kind: 'awaited' }
  | { kind: 'returned' }
  | { kind: 'thrown' }
  /** The receiver of a method call. */
  | { kind: 'receiver'; call: number }
  /** An argument, directly or inside an array or object literal; `path` is the route inside (`eachMessage`, `messages.[]`). */
  | { kind: 'argument'; call: number; index: number; path?: string }
  /** The value of a variable or of a field of this class. */
  | { kind: 'stored'; symbol: number }
  /** A property of it is read. */
  | { kind: 'member'; name: string }
  /** A condition, comparison or arithmetic: its value is looked at. */
  | { kind: 'tested' }
  /** `for (x of value)` or its like. */
  | { kind: 'iterated' }
  /** Stored in a place that is not followed, exported, yielded … */
  | { kind: 'escapes' };

/** A value, as data. */
export type Expr =
  | { kind: 'literal'; value: string | number | boolean | null; span: Span }
  /** A bare name; `symbol` is absent for globals and names that no import explains (Java: classes of the same package). */
  | { kind: 'name'; name: string; symbol?: number; span: Span }
  /** `this`, or the implied receiver of a Java member; `class` is the class meant. */
  | { kind: 'this'; class?: number; span: Span }
  | { kind: 'super'; span: Span }
  | { kind: 'member'; object: Expr; name: string; span: Span; nameSpan: Span }
  | { kind: 'index'; object: Expr; index: Expr; span: Span }
  | { kind: 'call'; call: number; span: Span }
  | { kind: 'function'; func: number; span: Span }
  | { kind: 'object'; properties: Property[]; span: Span }
  | { kind: 'array'; items: Expr[]; span: Span }
  | { kind: 'binary'; op: string; left: Expr; right: Expr; span: Span }
  | { kind: 'unary'; op: string; value: Expr; span: Span }
  /** String template or Java concatenation with a literal part: text pieces are literals. */
  | { kind: 'template'; parts: Expr[]; span: Span }
  /** `a ? b : c`, `a ?? b`, `a || b`: one of the options. */
  | { kind: 'choice'; options: Expr[]; span: Span }
  | { kind: 'await'; value: Expr; span: Span }
  | { kind: 'cast'; type: TypeRef; value: Expr; span: Span }
  | { kind: 'spread'; value: Expr; span: Span }
  /** Anything else: the values inside it. */
  | { kind: 'other'; parts: Expr[]; span: Span };

/** A property of an object literal; a spread has an empty name, a computed name its text when it is a literal or a member. */
export interface Property {
  name: string;
  /** The key as an expression, when it is computed (`[ProducerConfig.ACKS]: …`). */
  key?: Expr;
  value: Expr;
  span: Span;
  nameSpan: Span;
}

/** A call or a construction. */
export interface Call {
  id: number;
  kind: 'call' | 'new';
  /** `a.b` of `a.b.send(x)`; for a Java call without receiver, `this`. */
  receiver?: Expr;
  /** The callee of a call that has no receiver: a name, or an expression. */
  callee?: Expr;
  /** The method or function name; the class name for `new`; empty when the callee is no name. */
  name: string;
  /** The class, for `new`. */
  type?: TypeRef;
  /** The anonymous class body of `new X() { … }`. */
  class?: number;
  args: Expr[];
  /** What becomes of the result. */
  use: Use;
  func: number;
  span: Span;
  nameSpan: Span;
  /** The statement that holds the call. */
  statement: Span;
}

/** One step of a function body. Calls come in the order in which they are evaluated. */
export type Step =
  | { kind: 'call'; call: number; span: Span }
  | { kind: 'assign'; target: Expr; value: Expr; span: Span }
  /** An `await` of something that is not a call: a variable, a member. */
  | { kind: 'await'; value: Expr; span: Span }
  | { kind: 'try'; body: Step[]; catches: Catch[]; finally?: Step[]; span: Span; resources?: number[] }
  /** `runsFirst`: its first turn is taken before its condition is asked, as by `do … while`. */
  | { kind: 'loop'; style: 'each' | 'while'; runsFirst?: true; over?: Expr; item?: number; condition?: Expr; body: Step[]; span: Span }
  /** `if` has two arms (the second may be empty), `switch` one an arm; `switch`: a `break` inside leaves it. */
  | { kind: 'branch'; condition: Expr; arms: Step[][]; switch?: boolean; span: Span }
  | { kind: 'exit'; how: 'return' | 'throw' | 'break' | 'continue'; value?: Expr; span: Span };

export interface Catch {
  types: TypeRef[];
  /** The caught failure, index into `symbols`. */
  param?: number;
  body: Step[];
  /** From `catch` to its closing brace. */
  span: Span;
  /** The keyword. */
  keyword: Span;
  /** Between the braces. */
  bodySpan: Span;
}
