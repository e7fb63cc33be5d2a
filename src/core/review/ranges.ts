import type { SourceText } from '../text/source-text';
import type { Place, Range } from '../text/span';

/** The texts of the files, by their paths. */
export type Sources = (path: string) => SourceText | undefined;

/** The range of a place; the first character of a file whose text is not at hand. */
export function rangeOf(place: Place, sources: Sources): Range {
  return sources(place.path)?.range(place.span) ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
}
