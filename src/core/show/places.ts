import type { SourceText } from '../text/source-text';
import type { Place } from '../text/span';

/** The text of a file by its path. */
export type Sources = (path: string) => SourceText | undefined;

/** Where a place is, for people: `src/orders.ts:6:12`; of a file that is not here only the path. */
export function placeText({ path, span }: Place, sources: Sources): string {
  const position = sources(path)?.position(span.start);
  return position ? `${path}:${position.line}:${position.column}` : path;
}

/** True when a span touches a line (from 1). */
export function touches(source: SourceText, { start, end }: Place['span'], line: number): boolean {
  return source.position(start).line <= line && line <= source.position(Math.max(start, end - 1)).line;
}
