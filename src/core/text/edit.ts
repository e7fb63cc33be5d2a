import type { Span } from './span';

/** Replace `span` of the file `path` by `text`; an empty span inserts. */
export interface Edit {
  path: string;
  span: Span;
  text: string;
}

/**
 * The text after all edits, which all name the same file. Edits must not overlap; of several insertions at one
 * place the first stands first.
 * @throws RangeError when two edits overlap
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.order - b.order);
  let result = '', at = 0;
  for (const { edit } of sorted) {
    if (edit.span.start < at) throw new RangeError(`edits overlap at ${edit.span.start} in ${edit.path}`);
    result += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
