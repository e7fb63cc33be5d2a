import { Minimatch } from 'minimatch';

/** Whether a path, with `/` at the end of folders, is excluded by one of the glob patterns, which are relative to the same folder. */
export function excludedBy(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.map(
    glob => new Minimatch(glob.replace(/^\.?\//, '').replace(/(?<!\/)\/+$/, ''), { dot: true, nocomment: true, nonegate: true }),
  );
  return path => patterns.some(pattern => pattern.match(path.endsWith('/') ? path.slice(0, -1) : path));
}
