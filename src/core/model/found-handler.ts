import type { Stop } from '../analysis/calls/loss';
import type { Handed } from '../analysis/values/handler-methods';
import type { FuncAt } from '../analysis/program/program';
import type { Annotation, Call, Func, Step, Unit } from '../flow/unit';
import type { LibraryTable } from '../libraries/table';
import type { Span } from '../text/span';

/** Code that is given records, as it was found, before it is judged. */
export interface FoundHandler {
  unit: Unit;
  span: Span;
  form: 'callback' | 'listener' | 'poll-loop';
  library: LibraryTable;
  /** The call that registers the handler, or the `poll`. */
  call?: Call;
  func: Func;
  /** What a reader calls it: `eachMessage`, `onOrder`, `consumer.poll`. */
  name: string;
  /** The topics that it names itself, where they are known. */
  topics: string[];
  /** The `poll` itself, which may stand in a function that `call` calls. */
  polled?: Call;
  /** Where the function stands; another file than `unit` when it is passed by name. */
  home: Unit;
  batch: boolean;
  /** Questions of the library by which a batch may be left. */
  mayLeaveBy: readonly string[];
  byHand: boolean;
  /** Nobody waits for the promise that it gives; `next`: meanwhile the next record comes. */
  apart?: 'alone' | 'next';
  /** The parameter that is a failure to read, with which there are no records. */
  failure?: number;
  /** What has its records count as done before it is run. */
  first?: Stop;
  /** Only what it marks as done counts. */
  marked?: boolean;
  /** Whether the consumer of a poll loop commits by the clock and when it is closed, where that is known. */
  autoCommit?: boolean;
  /** The part of the function in which it works on records. */
  region: Span;
  /** What its library hands to it besides the records. */
  handed: Handed;
  /** The loop around `poll`, when it stands in one. */
  loop?: Step & { kind: 'loop' };
  annotation?: Annotation;
  /** Gets what the handler throws, and counts the record as done by returning. */
  errorHandler?: FuncAt;
}
