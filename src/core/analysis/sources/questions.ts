import type { Call, Expr, Func, Unit } from '../../flow/unit';
import type { Members } from '../program/members';
import type { ClassAt, ExprAt, Field, FuncAt, Program } from '../program/program';

/** How far a value is followed. */
export interface Follow {
  /** Also to what the callers of a function give to its parameters. */
  callers?: boolean;
  /** Not beyond a choice, nor beyond what may be set from outside: a field, and a parameter with an annotation. */
  asWritten?: boolean;
}

/** An expression that a value comes from. */
export interface Source extends ExprAt {
  /** The last call that gave it to a parameter on the way. */
  by?: Call;
  /** The calls on the way whose functions return it, the innermost first. */
  entered?: Entered;
  /** The field or parameter that it names, where it is not followed further. */
  field?: Field;
}

/** A call on the way into a function that gives a value: the parameters of the function are this call's arguments. */
export interface Entered extends FuncAt {
  /** The unit of the call. */
  from: Unit;
  call: Call;
  before?: Entered;
}

/**
 * Where a value comes from. `open`: there is more that cannot be seen: it comes from outside of the workspace, or it was not
 * followed further as a bound was reached.
 */
export interface SourcesOf {
  found: readonly Source[];
  /** The variables, fields and parameters that hold the value on the way. */
  passed: readonly Field[];
  open?: 'outside' | 'bound';
}

/**
 * What the questions about values ask of each other: the type of a value depends on what functions give, and which function
 * a call runs depends on the type of its receiver. `Types` answers them.
 */
export interface Questions {
  readonly program: Program;
  readonly members: Members;
  readonly values: {
    property(at: ExprAt, name: string): ExprAt | undefined;
    objectAt(at: ExprAt): ExprAt | undefined;
    returned(at: FuncAt): readonly Expr[];
  };
  readonly callables: {
    targets(unit: Unit, call: Call): readonly FuncAt[];
    /** Whether it is known of all calls of a unit what they run. */
    knowsAll(unit: Unit): boolean;
    functionsAt(at: ExprAt): readonly FuncAt[];
    implementations(own: ClassAt, name: string): readonly FuncAt[];
  };
  readonly sources: {
    /** True in the middle of an answer. */
    readonly isAsking: boolean;
    of(at: ExprAt, path?: readonly string[], how?: Follow): SourcesOf;
    /** What the callers of a function give for a parameter. */
    given(unit: Unit, func: Func, index: number): readonly (ExprAt & { by: Call })[];
  };
  /** The object literals that are said to be of a type. */
  readonly objects: { of(type: string): readonly ExprAt[] };
  /** True in the middle of an answer: what is found now may lack what that answer will give. */
  readonly isAsking: boolean;
  /** The resolved type name of a value, or nothing. */
  of(unit: Unit, expr: Expr): string | undefined;
  /** The parent of the class around a call. */
  ofSuper(unit: Unit, call: Call): string | undefined;
  /** The field whose value a call gives by a getter that is not written out. */
  generatedField(unit: Unit, call: Call): Field | undefined;
}
