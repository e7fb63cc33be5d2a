/** A half-open piece of a file, in UTF-16 code units from its start. */
export interface Span {
  start: number;
  end: number;
}

/** A span in a file of the workspace; `path` is relative to the reviewed folder, with `/`. */
export interface Place {
  path: string;
  span: Span;
}

/** A position for people: line and column both start at 1, columns in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/** A range for people: from the first character to just past the last one. */
export interface Range {
  start: Position;
  end: Position;
}

/** True when `inner` lies within `outer`, bounds included. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** A place as a key: the same for the same piece of the same file. */
export function placeKey({ path, span }: Place): string {
  return `${path} ${span.start} ${span.end}`;
}

/** True when two places are the same piece of the same file. */
export function samePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.span.start === b.span.start && a.span.end === b.span.end;
}
