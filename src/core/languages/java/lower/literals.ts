const escapes: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', s: ' ' };

/** The value of a string literal, text block or character literal, given as written. */
export function stringValue(source: string): string {
  if (source.startsWith('"""')) return unescape(stripIndent(source.slice(3, source.endsWith('"""') ? -3 : undefined)));
  return unescape(source.slice(1, -1));
}

/** The value of a number literal, given as written; integers too large for a double lose their last digits. */
export function numberValue(source: string): number {
  const digits = source.replace(/_/g, '');
  if (/^0[xX].*[pP]/.test(digits)) return NaN;
  if (/^0[xXbB]/.test(digits)) return Number(digits.replace(/[lL]$/, ''));
  if (/^0[0-7]+[lL]?$/.test(digits)) return parseInt(digits, 8);
  return Number(digits.replace(/[lLfFdD]$/, ''));
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|\r?\n|(.))/g,
    (_, unicode?: string, octal?: string, other?: string) => {
      if (unicode) return String.fromCharCode(parseInt(unicode, 16));
      if (octal) return String.fromCharCode(parseInt(octal, 8));
      return other ? escapes[other] ?? other : '';
    });
}

/** What Java calls incidental white space is taken away (JLS 3.10.6). */
function stripIndent(block: string): string {
  const lines = block.replace(/^[ \t\f]*\r?\n/, '').split(/\r?\n/);
  const last = lines.length - 1;
  const counted = lines.filter((line, index) => index === last || line.trim() !== '');
  const indent = Math.min(...counted.map((line) => /^\s*/.exec(line)![0].length));
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n');
}
