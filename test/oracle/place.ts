import type { Draft, Part } from './draft';

/** Where a piece of code stands. */
export interface Place {
  draft: Draft;
  part: Part;
  /** The variable that holds the message. */
  value: string;
  /** What the code is to do: work of a handler, or a send of its own. */
  task: 'work' | 'send';
  /** How many helpers deep it may go on. */
  depth: number;
  /** Nothing follows in the function, so that it may return. */
  last: boolean;
  /** It stands in a loop, which `continue` and `break` mean. */
  loop: boolean;
  /** The function gives a value, so that it must not return without. */
  gives?: true;
  /** It is the first of two things to do, and another one than the second. */
  first?: true;
  /** The clients are fields of a class: those that are used. */
  fields?: Set<string>;
  /** It stands in the handler itself, which knows the record, its topic and its partition: how it is left. */
  leaves?: 'return;' | 'continue;';
  /** What it sends stays in the outbox, so that it is kept elsewhere. */
  relays?: true;
  /** Where an HTTP client waits for an answer. */
  answers?: true;
  /** Lines before and behind the loop. */
  around?: { before: string[]; behind: string[] };
}

/** A client by the name that it has there. */
export function client({ part, fields }: Place, name: string): string {
  if (fields) { fields.add(name); return `this.${name}`; }
  part.uses.add(name);
  return name;
}

/** An expression that gives a promise, and what that says besides. */
export interface Expression {
  text: string;
  /** How a helper tells of a failure, as a value: `false`, an error, or `{ ok: false }`. */
  tells?: 'boolean' | 'error' | 'result';
}
