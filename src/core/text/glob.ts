/** One piece of a pattern: a character, `*`, `**` between slashes, or `**` at the end. */
export type Piece = ((char: string) => boolean) | 'star' | 'folders' | 'rest';

/** A pattern with more alternatives in its braces than these is none. */
const ALTERNATIVES = 100;

/**
 * Whether a path (with `/`) is meant by a glob pattern: `*` and `?` within a name, `**` over folders, `[a-z]`, `{a,b}`. A
 * folder that is meant means all that is in it. Matching takes time that grows with the length of the pattern times that
 * of the path; `undefined` for what is no pattern.
 */
export function globOf(pattern: string): ((path: string) => boolean) | undefined {
  const plain = pattern.replace(/^\.?\//, '').replace(/(?<!\/)\/+$/, ''), texts = plain === '' ? undefined : alternatives(plain);
  const all = texts?.map(text => piecesOf(text));
  if (!all?.every(pieces => pieces !== undefined)) return undefined;
  return path => all.some(pieces => isMatch(pieces, path, true));
}

/** The patterns that one with braces stands for. */
function alternatives(pattern: string): string[] | undefined {
  let all = [''], at = 0;
  while (at < pattern.length) {
    const char = pattern[at], end = char === '{' ? closing(pattern, at) : undefined;
    if (char === '}' || (char === '{' && end === undefined)) return undefined;
    const parts: string[] = [];
    if (end !== undefined) {
      for (const part of parted(pattern.slice(at + 1, end))) {
        const inner = part === '' ? [''] : alternatives(part);
        if (!inner) return undefined;
        parts.push(...inner);
      }
    } else parts.push(char === '\\' ? pattern.slice(at, at + 2) : char);
    if (all.length * parts.length > ALTERNATIVES) return undefined;
    all = all.flatMap(one => parts.map(part => one + part));
    at = end === undefined ? at + parts[0].length : end + 1;
  }
  return all;
}

function closing(pattern: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === '{') depth++;
    else if (pattern[at] === '}' && --depth === 0) return at;
  }
  return undefined;
}

/** What stands between the commas of braces, those of inner ones left alone. */
function parted(inside: string): string[] {
  const parts: string[] = [];
  let depth = 0, start = 0;
  for (let at = 0; at < inside.length; at++) {
    if (inside[at] === '\\') at++;
    else if (inside[at] === '{') depth++;
    else if (inside[at] === '}') depth--;
    else if (inside[at] === ',' && depth === 0) {
      parts.push(inside.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, inside.slice(start)];
}

/** The pieces of a pattern without braces; `undefined` for what can match nothing. */
export function piecesOf(text: string): readonly Piece[] | undefined {
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

/** Follows all ways through the pieces at once; with `below`, what is in a folder that they match counts too. */
export function isMatch(pieces: readonly Piece[], path: string, below = false): boolean {
  let here = reached(pieces, new Set([0]));
  for (const char of path) {
    if (here.size === 0) return false;
    if (below && char === '/' && here.has(pieces.length)) return true;
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
