/** A place in a text, from 0; the column counts UTF-16 units. */
interface Point {
  row: number;
  column: number;
}

/** One change of a text, in the terms of the parser; indices are UTF-16 units. */
export interface Change {
  startIndex: number;
  oldEndIndex: number;
  newEndIndex: number;
  startPosition: Point;
  oldEndPosition: Point;
  newEndPosition: Point;
}

/** Larger changes are another file, or a text that came in from elsewhere. */
const largest = 2000;

/** What was changed between two states of one text; `undefined` when they are too far apart. */
export function changeBetween(before: string, after: string): Change | undefined {
  const shorter = Math.min(before.length, after.length);
  if (Math.max(before.length, after.length) - shorter > largest) return undefined;
  let start = 0, end = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  const oldEndIndex = before.length - end, newEndIndex = after.length - end;
  if (oldEndIndex - start > largest) return undefined;
  return {
    startIndex: start, oldEndIndex, newEndIndex,
    startPosition: pointAt(before, start), oldEndPosition: pointAt(before, oldEndIndex), newEndPosition: pointAt(after, newEndIndex),
  };
}

function pointAt(text: string, index: number): Point {
  let row = 0, line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
    row++;
    line = at + 1;
  }
  return { row, column: index - line };
}
