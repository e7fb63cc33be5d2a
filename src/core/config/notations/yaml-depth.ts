import { Lexer } from 'yaml';

/** Deeper texts are made to overflow the parser's stack; nobody nests configuration like this. */
const DEEPEST = 100;

/** True for YAML or JSON that is nested beyond sense: the parser goes down one call a level, and its stack ends hard. */
export function isTooDeep(text: string): boolean {
  return mayBeDeep(text) && depthOf(text) > DEEPEST;
}

/** A look at the brackets and the indentation, which in text blocks prove nothing. */
function mayBeDeep(text: string): boolean {
  let open = 0, indent = 0, dashes = 0, atStart = true;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x0A) { atStart = true; indent = dashes = 0; continue; }
    if (char === 0x5B || char === 0x7B) open++;
    else if (char === 0x5D || char === 0x7D) { if (open > 0) open--; }
    if (atStart && (char === 0x20 || char === 0x2D || char === 0x3F)) {
      indent++;
      if (char !== 0x20) dashes++;
    } else atStart = false;
    if (open > DEEPEST || indent > DEEPEST || dashes > DEEPEST) return true;
  }
  return false;
}

/** How many collections stand inside one another, by the parser's own tokens: brackets, and the columns of blocks. */
function depthOf(text: string): number {
  const columns: number[] = [];
  let flow = 0, column = 0, deepest = 0;
  /** Where the key on this line begins. */
  let key: number | undefined;
  for (const token of new Lexer().lex(text)) {
    if (/^[\x02\x1f\ufeff]$/.test(token)) continue;
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow = Math.max(0, flow - 1);
    else if (flow === 0 && (token === '-' || token === '?' || token === ':')) {
      const at = token === ':' ? key ?? column : column;
      while (columns.length > 0 && columns[columns.length - 1] >= at) columns.pop();
      columns.push(at);
    }
    deepest = Math.max(deepest, flow + columns.length);
    if (deepest > DEEPEST) return deepest;
    if (token === '-' || token === '?') key = undefined;
    else if (token.trim() !== '') key ??= column;
    const newline = token.lastIndexOf('\n');
    if (newline >= 0) key = undefined;
    column = newline < 0 ? column + token.length : token.length - newline - 1;
  }
  return deepest;
}
