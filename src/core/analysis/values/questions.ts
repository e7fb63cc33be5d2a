import type { Call, Expr, Unit } from '../../flow/unit';
import type { Members } from '../program/members';
import type { ClassAt, ExprAt, Field, FuncAt, Program } from '../program/program';

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
    functionsAt(at: ExprAt): readonly FuncAt[];
    implementations(own: ClassAt, name: string): readonly FuncAt[];
  };
  readonly sources: {
    /** True in the middle of an answer. */
    readonly isAsking: boolean;
    of(at: ExprAt, path?: readonly string[], callers?: boolean): { readonly found: readonly (ExprAt & { by?: Call })[]; readonly open?: 'outside' | 'bound' };
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
