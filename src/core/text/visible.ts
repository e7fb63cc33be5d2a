/** What cannot be seen, or moves or breaks what stands around it: controls, line ends, marks of direction, half pairs. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text in which everything is seen: `\u{202e}` stands for a mark of direction, `\u{a}` for the end of a line. */
export function visible(text: string): string {
  return text.replace(HIDDEN, char => shown(char.codePointAt(0)!));
}

/** Prose of any source in one line, everything in it seen. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s+/g, ' '));
}

/** A name of the user's as code in a sentence: between backticks, of which it has none itself; cut where it is long. */
export function code(name: string): string {
  return between(name, 60);
}

/** The same for what is written, of which more is to be seen than of a name: its value stands at the end. */
export function writtenCode(text: string): string {
  return between(text, 200);
}

function between(name: string, longest: number): string {
  const chars = [...name], cut = chars.length > longest ? `${chars.slice(0, longest - 1).join('')}…` : name;
  return `\`${visible(cut).replaceAll('`', shown(0x60)) || ' '}\``;
}

/** A sentence for where backticks would be shown as they are: its code stands in quotes. */
export function plain(sentence: string): string {
  return sentence.replace(/`([^`]*)`/g, (_, name: string) => name.includes("'") ? `"${name}"` : `'${name}'`);
}

/** A text without halves of pairs, which no encoding of it takes. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

function shown(point: number): string {
  return `\\u{${point.toString(16)}}`;
}
