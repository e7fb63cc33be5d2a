/** No code that people write comes near; deeper text would overflow the stack of those who walk its tree. */
const maxBrackets = 400;

const token = new RegExp([
  String.raw`\/\/.*`, String.raw`\/\*[^]*?(?:\*\/|$)`,
  String.raw`"""(?:[^\\]|\\[^])*?(?:"""|$)`, String.raw`"(?:[^"\\\r\n]|\\.)*"`, String.raw`'(?:[^'\\\r\n]|\\.)*'`,
  String.raw`(?<open>["'].*)`, String.raw`[([{]`, String.raw`[)\]}]`,
].join('|'), 'g');

/**
 * The text as the parser shall see it, of the same length: a string that is open at the end of its line is blanked, as
 * it would swallow the rest of the file. `undefined` when brackets are nested too deeply.
 */
export function readable(text: string): string | undefined {
  let depth = 0, done = 0, result = '';
  for (const { 0: found, groups, index } of text.matchAll(token)) {
    if (groups?.open) {
      result += text.slice(done, index) + ' '.repeat(found.length);
      done = index + found.length;
    } else if (found.length === 1) {
      depth = '([{'.includes(found) ? depth + 1 : Math.max(depth - 1, 0);
      if (depth > maxBrackets) return undefined;
    }
  }
  return result + text.slice(done);
}
