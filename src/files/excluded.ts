import { globOf } from '../core/text/glob';

/** Whether a path, with `/` at the end of folders, is excluded by one of the glob patterns, which are relative to the same folder. */
export function excludedBy(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap(glob => globOf(glob) ?? []);
  return path => patterns.some(matches => matches(path.endsWith('/') ? path.slice(0, -1) : path));
}
