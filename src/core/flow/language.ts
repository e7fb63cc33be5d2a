import type { SourceText } from '../text/source-text';
import type { Edit } from '../text/edit';
import type { Annotation, Call, Catch, Expr, Func, Unit } from './unit';
import type { Span } from '../text/span';

/** A change of code that cures a hazard. */
export interface Repair {
  edits: Edit[];
  /** What is done, for the fix's title: ``await `send` ``. */
  title: string;
}

/** What a language module offers: lowering, and the few changes of code that cures are made of. */
export interface LanguageModule {
  /** Never throws: a file that cannot be read at all gives a unit without functions, marked `broken`. */
  lower(path: string, text: string): Unit;
  repairs: Repairs;
}

/**
 * Changes of code, one function each; `undefined` where the language has no clear way at that place. The result must
 * parse, keep the comments and the indentation, and compile if the code before did.
 */
export interface Repairs {
  /**
   * Waits for the result of a call that was dropped or kept unread. TypeScript: `await` (making the enclosing function
   * async where nothing depends on it being plain), `return` for the last statement of a plain function, `Promise.all`
   * around a dropped `map`, `for … of` for `forEach(async …)`. Java: `future` says what kind of future the call gives.
   */
  wait(unit: Unit, source: SourceText, call: Call, future: FutureKind): Repair | undefined;
  /** Waits for the future that a method returns, which then gives nothing. Java only. */
  waitInside(unit: Unit, source: SourceText, func: Func): Repair | undefined;
  /** Gives an argument of an annotation another value, or adds it. Java only. */
  setArgument(unit: Unit, source: SourceText, annotation: Annotation, name: string, value: string): Repair | undefined;
  /** Adds a statement as the last of a method that gives nothing, where every way gets there. Java only. */
  append(unit: Unit, source: SourceText, func: Func, statement: string): Repair | undefined;
  /** Ends a catch block with a rethrow of what it caught. */
  rethrow(unit: Unit, source: SourceText, func: Func, handler: Catch): Repair | undefined;
  /** Ends a failure callback (`.catch(e => …)`) with a rethrow. TypeScript only. */
  rethrowIn(unit: Unit, source: SourceText, callback: Func): Repair | undefined;
  /** Drops a `.catch(…)` from a chain, so that the failure reaches who waits for it. TypeScript only. */
  dropLink(unit: Unit, source: SourceText, link: Call): Repair | undefined;
  /** In a callback that is given a result and a failure, tests the failure where it tests the result. Java only. */
  testFailure(unit: Unit, source: SourceText, callback: Func): Repair | undefined;
  /** Moves the statement of `call` to just after `after` (the end of another statement of the same function). */
  moveAfter(unit: Unit, source: SourceText, call: Call, after: Span): Repair | undefined;
  /** Deletes the statement of a call, with its line. */
  remove(unit: Unit, source: SourceText, call: Call): Repair | undefined;
  /** One more than an offset, in the form the client wants it. */
  plusOne(unit: Unit, source: SourceText, offset: Expr, form: 'string' | 'number'): Repair | undefined;
  /** Closes what `created` made: TypeScript none; Java: try-with-resources or `close()` at the end of the block. */
  close(unit: Unit, source: SourceText, created: Call): Repair | undefined;
}

/**
 * How the outcome of a call is had: a promise; a `java.util.concurrent.Future` (`get` throws checked exceptions);
 * a `CompletableFuture` (`join` throws unchecked ones); a `CompletionStage`, which gives one; a Spring `ListenableFuture`.
 */
export type FutureKind = 'promise' | 'future' | 'completable-future' | 'completion-stage' | 'listenable-future';

/** Bytes of a file that comes with the product, by its name; hosts know where they are. */
export type LoadAsset = (name: string) => Promise<Uint8Array>;
