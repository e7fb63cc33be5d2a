/** One change of a text: where it begins, and where it ends before and after; offsets in UTF-16 units. */
export interface Change {
  start: number;
  oldEnd: number;
  newEnd: number;
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
  const oldEnd = before.length - end;
  return oldEnd - start > largest ? undefined : { start, oldEnd, newEnd: after.length - end };
}

/** By how much a span moves that a change does not touch, not even at its edge; `undefined` when it does. */
export function shiftOf({ start, oldEnd, newEnd }: Change, span: { start: number; end: number }): number | undefined {
  if (span.end < start) return 0;
  return span.start > oldEnd ? newEnd - oldEnd : undefined;
}
