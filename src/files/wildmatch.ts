/** What one line of a `.gitignore` says of a path. */
export interface Line {
  /** The line takes back what others leave out. */
  negated: boolean;
  /** Whether it speaks of a path, with `/` at the end of folders; of what is in a folder only where that matches itself. */
  matches(path: string): boolean;
}

/** One piece of a pattern: a character, `*`, `**` between slashes, or `**` at the end. */
type Piece = ((char: string) => boolean) | 'star' | 'folders' | 'rest';

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

function piecesOf(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length;) {
    const startsName = at === 0 || text[at - 1] === '/';
    if (startsName && text.startsWith('**/', at)) {
      if (pieces.at(-1) !== 'folders') pieces.push('folders');
      at += 3;
    } else if (startsName && text.slice(at) === '**') {
      pieces.push('rest');
      at += 2;
    } else if (text[at] === '*') {
      pieces.push('star');
      while (text[at] === '*') at++;
    } else if (text[at] === '?') {
      pieces.push(char => char !== '/');
      at++;
    } else if (text[at] === '[') {
      // A bracket right at the start is one of the characters.
      const start = /^[!^]?\]?/.exec(text.slice(at + 1))![0].length, end = text.indexOf(']', at + 1 + start);
      if (end < 0) return undefined;
      pieces.push(oneOf(text.slice(at + 1, end)));
      at = end + 1;
    } else {
      if (text[at] === '\\') at++;
      const own = text[at++];
      if (own === undefined) return undefined;
      pieces.push(char => char === own);
    }
  }
  return pieces;
}

/** The characters of `[a-z0]`, or with `!` all others. */
function oneOf(text: string): (char: string) => boolean {
  const not = /^[!^]/.test(text), chars = [...(not ? text.slice(1) : text)];
  return char => {
    if (char === '/') return false;
    for (let at = 0; at < chars.length; at++) {
      const isRange = chars[at + 1] === '-' && at + 2 < chars.length;
      if (isRange ? chars[at] <= char && char <= chars[at + 2] : chars[at] === char) return !not;
      if (isRange) at += 2;
    }
    return not;
  };
}

/** Follows all ways through the pieces at once. */
function isMatch(pieces: readonly Piece[], path: string): boolean {
  let here = reached(pieces, new Set([0]));
  for (const char of path) {
    if (here.size === 0) return false;
    const next = new Set<number>();
    for (const place of here) {
      const at = Math.floor(place), piece = pieces[at];
      if (typeof piece === 'function') { if (piece(char)) next.add(at + 1); }
      else if (piece === 'star') { if (char !== '/') next.add(at); }
      else if (piece === 'rest') next.add(at).add(at + 1);
      // Half a place is inside the name of a folder, which must end before the next piece begins.
      else if (piece === 'folders') next.add(char === '/' ? at : at + 0.5);
    }
    here = reached(pieces, next);
  }
  return here.has(pieces.length);
}

/** With the places that are reached without a character. */
function reached(pieces: readonly Piece[], places: Set<number>): Set<number> {
  for (const place of places) if (pieces[place] === 'star' || pieces[place] === 'folders') places.add(place + 1);
  return places;
}
