/** Matches names that are one of some words, parted by spaces; a word may be a pattern. */
export function exactly(...words: string[]): RegExp {
  return new RegExp(`^(?:${oneOf(words)})$`);
}

/** Matches texts that hold one of some words, parted by spaces, in any case; a word may be a pattern. */
export function holding(...words: string[]): RegExp {
  return new RegExp(oneOf(words), 'i');
}

/** The words as alternatives of a pattern. */
export function oneOf(words: readonly string[]): string {
  return words.join(' ').trim().split(/\s+/).join('|');
}
