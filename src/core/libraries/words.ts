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

/** Matches names in which one of some words stands by itself, alone or in the plural: `lock` in `row_locks` and `RowLock`, not in `blocks`. */
export function naming(...words: string[]): RegExp {
  const each = words.join(' ').split(' ').flatMap(word => [
    `(?<![A-Za-z])[${word[0]}${word[0].toUpperCase()}]${word.slice(1)}`, `(?<=[a-z\\d])${word[0].toUpperCase()}${word.slice(1)}`,
    `(?<![A-Za-z])${word.toUpperCase()}`,
  ]);
  return new RegExp(`(?:${each.join('|')})(?:e?s|ES|S|d)?(?![a-z])`);
}
