import { first } from '../../flow/first';
import type { Expr, Unit } from '../../flow/unit';
import type { SettingSite, Value } from '../../settings/setting';
import type { Span } from '../../text/span';
import type { Memory } from '../program/memory';
import type { Field } from '../program/program';

/** Reads a value that stands in code. */
export type ReadConstant = (unit: Unit, expr: Expr, depth: number) => Value;

/** A property below another one: `acks` below `app.producer`. */
export interface PropertyBelow {
  key: string;
  /** Its whole name, as it is written. */
  path: string;
  file: string;
  /** What is written there, as the value of a setting. */
  written: Value;
  span: Span;
  keySpan: Span;
  notation: SettingSite['notation'];
  value: Value;
}

/** The values that a framework gives to code from outside of it. */
export interface OutsideValues {
  /** The value of a property of the application for the code of a file; nothing where no file has it. */
  property(path: string, name: string): Value | undefined;
  /** The properties below another one, each with its place and the value that counts. */
  below(path: string, name: string): PropertyBelow[];
  /** What an annotation gives a field or a parameter. */
  annotated(field: Field, depth: number): Value | undefined;
  /** The names of the properties that may be put into a field; several where its class is used in several places. */
  namesOf(field: Field): string[];
  /** Whether a field with such names takes its value from outside. */
  isFilled(field: Field): boolean;
  /** Whether a file says the name of a field, though it may mean another one. */
  mayFill(field: Field): boolean;
}

/**
 * The same values, on which no answer rests that outlives this look at the workspace: files and classes anywhere have a part in them.
 */
export function ofThisLook(values: OutsideValues, memory: Memory): OutsideValues {
  const asked = (): OutsideValues => {
    memory.cutShort();
    return values;
  };
  return {
    property: (path, name) => asked().property(path, name),
    below: (path, name) => asked().below(path, name),
    annotated: (field, depth) => asked().annotated(field, depth),
    namesOf: field => asked().namesOf(field),
    isFilled: field => asked().isFilled(field),
    mayFill: field => asked().mayFill(field),
  };
}

/** What several frameworks give together; of two values the first one's counts. */
export function together(all: readonly OutsideValues[]): OutsideValues {
  return {
    property: (path, name) => first(all, one => one.property(path, name)),
    below: (path, name) => all.flatMap(one => one.below(path, name)),
    annotated: (field, depth) => first(all, one => one.annotated(field, depth)),
    namesOf: field => all.flatMap(one => one.namesOf(field)),
    isFilled: field => all.some(one => one.isFilled(field)),
    mayFill: field => all.some(one => one.mayFill(field)),
  };
}
