import { isMatch, piecesOf } from '../core/text/glob';

/** What one line of a `.gitignore` says of a path. */
export interface Line {
  /** The line takes back what others leave out. */
  negated: boolean;
  /** Whether it speaks of a path, with `/` at the end of folders; of what is in a folder only where that matches itself. */
  matches(path: string): boolean;
}

/**
 * Reads a line by Git's grammar, letters of any case being one. Matching takes time that grows with the length of the
 * pattern times that of the path, however many stars there are; `undefined` for comments and what can match nothing.
 */
export function readLine(line: string): Line | undefined {
  let text = withoutBlanks(line).toLowerCase();
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  if (text === '' || text.startsWith('#')) return undefined;
  const onlyFolders = text.endsWith('/');
  if (onlyFolders) text = text.slice(0, -1);
  const pieces = piecesOf(text.includes('/') ? text.replace(/^\//, '') : `**/${text}`);
  if (!pieces) return undefined;
  return { negated, matches: path => (!onlyFolders || path.endsWith('/')) && isMatch(pieces, path.replace(/\/$/, '').toLowerCase()) };
}

/** Without the blanks at the end, unless the last one is escaped. */
function withoutBlanks(line: string): string {
  let end = line.length;
  while (/[ \t]/.test(line[end - 1] ?? '') && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
}
