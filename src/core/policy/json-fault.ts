const TOKEN = /[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
const BLANK = /[ \t\r\n]*/y;

/** What must come next. */
type Next = 'a value' | 'a value or `]`' | 'a key in double quotes' | 'a key in double quotes or `}`' | '`:`' | '`,` or `}`' | '`,` or `]`' | 'nothing more';

/** The first place at which a text is no JSON, and what should stand there; `undefined` where it is. */
export function jsonFault(text: string): { at: number; expected: string } | undefined {
  const open: ('{' | '[')[] = [];
  let at = blank(text, 0), next: Next = 'a value';
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0], following: Next | undefined = token === undefined ? undefined : after(token, next, open);
    if (following === undefined) return { at, expected: next };
    next = following;
    at = blank(text, at + token!.length);
  }
  return next === 'nothing more' ? undefined : { at, expected: next };
}

function blank(text: string, at: number): number {
  BLANK.lastIndex = at;
  return at + BLANK.exec(text)![0].length;
}

/** What must come behind a token, where that may stand. */
function after(token: string, next: Next, open: ('{' | '[')[]): Next | undefined {
  if (token === ':') return next === '`:`' ? 'a value' : undefined;
  if (token === ',') return next === '`,` or `}`' ? 'a key in double quotes' : next === '`,` or `]`' ? 'a value' : undefined;
  if (token === '}' || token === ']') {
    if (!next.endsWith(`\`${token}\``)) return undefined;
    open.pop();
    return behindValue(open);
  }
  if (next.startsWith('a key')) return token[0] === '"' ? '`:`' : undefined;
  if (!next.startsWith('a value')) return undefined;
  if (token !== '{' && token !== '[') return behindValue(open);
  open.push(token);
  return token === '{' ? 'a key in double quotes or `}`' : 'a value or `]`';
}

function behindValue(open: readonly ('{' | '[')[]): Next {
  return open.length === 0 ? 'nothing more' : open.at(-1) === '{' ? '`,` or `}`' : '`,` or `]`';
}
