import { oneLine, visible, wellFormed } from '../text/visible';

/**
 * Text that Markdown and HTML leave as it is, in one line. Code between single backticks stays code; an address becomes
 * code, so that nothing follows it; all else that could mean something is escaped.
 */
export function prose(plain: string): string {
  return oneLine(plain).split(/(`[^`]+`)/).map((part, index) => index % 2 === 1 ? codeSpan(part.slice(1, -1)) : escapeWords(part)).join('');
}

/** An address, a host, a mail or a mention: renderers make links of them without being asked. */
const ADDRESS = /(?<![^\s`])([^\s`]*(?:\/\/|www\.|@|mailto:)[^\s`]*)/i;

function escapeWords(words: string): string {
  return words
    .split(ADDRESS)
    .map((part, index) =>
      index % 2 === 1 ? codeSpan(part) : part.replace(/[\\*_[\]~$]/g, '\\$&').replace(/[`<>&|]/g, char => ENTITIES[char]),
    )
    .join('');
}

/** A backslash does not keep these from ending a tag, a code span or a cell in every renderer. */
const ENTITIES: Readonly<Record<string, string>> = { '`': '&#96;', '<': '&lt;', '>': '&gt;', '&': '&amp;', '|': '&#124;' };

/** Any text as code: the fence is longer than the backticks in it. */
export function codeSpan(content: string): string {
  const inside = visible(content) || ' ';
  const fence = '`'.repeat(Math.max(0, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence.length > 1 || /^`|`$/.test(inside) ? `${fence} ${inside} ${fence}` : `${fence}${inside}${fence}`;
}

/** A cell of a table: a pipe within code would end it, also behind a backslash. */
export function cell(markdown: string): string {
  return markdown.replace(/(?<!\\)(\\*)\|/g, (_, slashes: string) => `${'\\u{5c}'.repeat(slashes.length)}\\|`);
}

/** A path as part of an address: relative, and without a character that would end a link or mean another host. */
export function encodePath(path: string): string {
  return wellFormed(path).split('/').map(part => encodeURIComponent(part).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)).join('/');
}

/** One line of a report for terminals and pipelines, which take `::error …` and `##[…]` for commands. */
export function terminalLine(text: string): string {
  return visible(text).replace(/^(\s*):(?=:)/, '$1\\u{3a}').replace(/#(?=#\w*\[)/g, '\\u{23}');
}
