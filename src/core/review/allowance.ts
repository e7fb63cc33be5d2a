import type { SourceText } from '../text/source-text';
import type { Span } from '../text/span';
import { ownOf } from '../text/own';

/** One `kafka-review: allow <id>[, <id>] -- reason` comment. */
export interface Allowance {
  /** From the comment's opener to its end. */
  comment: Span;
  ids: { id: string; span: Span }[];
  /** Empty when none is given; then the comment allows nothing. */
  reason: string;
  /** The line (from 0) it speaks of: its own, or the next one with content when it stands alone. */
  line: number;
  /** Nothing else stands on its line. */
  alone: boolean;
}

/** What every allowance contains; a cheap test before anything is looked at. */
const MARK = 'kafka-review:';

interface Host {
  opener: RegExp;
  /** `#` and its like need white space before them, or they belong to a value. */
  spaced: boolean;
  /** A comment after content on the same line is possible. */
  trailing: boolean;
  open: string;
  close: string;
}

const SLASHES: Host = { opener: /(?<!\/)\/\/+|\/\*+|\*/, spaced: false, trailing: true, open: '// ', close: '' };
const HASH: Host = { opener: /(?<!#)#+/, spaced: true, trailing: true, open: '# ', close: '' };
const PROPERTIES: Host = { opener: /(?<![#!])[#!]+/, spaced: false, trailing: false, open: '# ', close: '' };
const ANGLES: Host = { opener: /<!--+/, spaced: false, trailing: true, open: '<!-- ', close: ' -->' };
const DASHES: Host = { opener: /(?<!-)--+/, spaced: false, trailing: true, open: '-- ', close: '' };

const HOSTS: Record<string, Host> = {
  ts: SLASHES, tsx: SLASHES, mts: SLASHES, cts: SLASHES, js: SLASHES, jsx: SLASHES, mjs: SLASHES, cjs: SLASHES,
  java: SLASHES, kt: SLASHES, kts: SLASHES, groovy: SLASHES, scala: SLASHES, gradle: SLASHES, jsonc: SLASHES,
  yml: HASH, yaml: HASH, toml: HASH, env: HASH, sh: HASH, tf: HASH, dockerfile: HASH,
  properties: PROPERTIES, conf: PROPERTIES, cfg: PROPERTIES, ini: PROPERTIES,
  xml: ANGLES, html: ANGLES, md: ANGLES, vue: ANGLES,
  sql: DASHES,
};

/** The kind of comment a file takes, by its name; `undefined` where it takes none, as in JSON. */
export function commentHost(path: string): Host | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name.endsWith('.json')) return undefined;
  return ownOf(HOSTS, name.slice(name.lastIndexOf('.') + 1)) ?? HASH;
}

/** The allowances of a file, in order. */
export function allowances(source: SourceText): Allowance[] {
  const host = source.text.includes(MARK) ? commentHost(source.path) : undefined;
  if (!host) return [];
  const found: Allowance[] = [];
  for (let at = source.text.indexOf(MARK); at >= 0; at = source.text.indexOf(MARK, at + MARK.length)) {
    const allowance = read(source, host, at);
    if (allowance) found.push(allowance);
  }
  return found;
}

function read(source: SourceText, host: Host, mark: number): Allowance | undefined {
  const index = source.lineAt(mark), start = source.lineStarts[index], line = source.line(index);
  const opener = new RegExp(`(?:${host.opener.source})$`).exec(line.slice(0, mark - start).trimEnd());
  const body = /^\s*allow\b([^\r\n]*)/.exec(line.slice(mark - start + MARK.length));
  if (!opener || !body) return undefined;

  const before = line.slice(0, opener.index), alone = before.trim() === '';
  if (!alone && (!host.trailing || opener[0].startsWith('*') || insideString(before))) return undefined;
  if (!alone && host.spaced && !/\s$/.test(before)) return undefined;

  const [, rest] = body;
  const closer = rest.search(/(?<!\s)\s*(?:\*\/|(?<!-)--+>)/);
  const words = closer < 0 ? rest : rest.slice(0, closer);
  const dashes = /(^|\s)--(\s|$)/.exec(words);
  const list = dashes ? words.slice(0, dashes.index) : words;
  const listAt = mark + MARK.length + body[0].length - rest.length;
  const ids = [...list.matchAll(/[\w-]+/g)].map(match =>
    ({ id: match[0], span: { start: listAt + match.index, end: listAt + match.index + match[0].length } }));
  const end = closer < 0 ? start + line.trimEnd().length
    : listAt + closer + /^\s*(\*\/|--+>)/.exec(rest.slice(closer))![0].length;
  return {
    comment: { start: start + opener.index, end },
    ids,
    reason: dashes ? words.slice(dashes.index + dashes[0].length).trim() : '',
    line: alone ? nextContent(source, host, index) : index,
    alone: alone && source.text.slice(end, start + line.length).trim() === '',
  };
}

/** Quotes that are open at the end of a line's beginning; one within a word is an apostrophe. */
function insideString(before: string): boolean {
  let open = '';
  for (let i = 0; i < before.length; i++) {
    const char = before[i];
    if (open && char === '\\') i++;
    else if (open) open = char === open ? '' : open;
    else if (/["'`]/.test(char) && !/\w/.test(before[i - 1] ?? '')) open = char;
  }
  return open !== '';
}

/** Skips blank lines and other comments, so that several allowances can stand above one line. */
function nextContent(source: SourceText, host: Host, index: number): number {
  const comment = new RegExp(`^\\s*($|${host.opener.source})`);
  let next = index + 1;
  while (next < source.lineStarts.length - 1 && comment.test(source.line(next))) next++;
  return next;
}

/**
 * The line (from 0) above which a comment about `line` must stand: continued lines of `.properties` and block texts
 * of YAML take no comment inside.
 */
export function commentLine(source: SourceText, line: number): number {
  if (commentHost(source.path) === PROPERTIES) {
    while (line > 0 && /(^|[^\\])(\\\\)*\\$/.test(source.line(line - 1))) line--;
    return line;
  }
  if (!/\.ya?ml$/i.test(source.path)) return line;
  let indent = indentation(source.line(line));
  for (let above = line - 1; above >= 0 && indent > 0; above--) {
    const text = source.line(above);
    if (text.trim() === '' || indentation(text) >= indent) continue;
    if (/(^|[\s:-])[|>][+-]?\d?[+-]?\s*(#.*)?$/.test(text)) return above;
    indent = indentation(text);
  }
  return line;
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
