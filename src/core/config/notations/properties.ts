import type { Span } from '../../text/span';

/** One key and value of a `.properties` text. */
export interface PropertyEntry {
  key: string;
  /** Unescaped, without the white space around it, which Kafka's ConfigDef trims too. */
  value: string;
  keySpan: Span;
  /** As it stands in the file, continuation lines included; empty and behind the separator where there is no value. */
  valueSpan: Span;
  /** Entries of the same key before it, which it replaces; only where just the last of each key is kept. */
  replaced?: readonly PropertyEntry[];
  /** Counts Spring's `#---` separators before the entry. */
  document: number;
}

/**
 * Reads the whole `.properties` grammar (java.util.Properties, and Spring Boot's `#---` documents). `span` limits it to
 * a part of the text, such as a block of YAML; indentation does not matter.
 */
export function parseProperties(text: string, span: Span = { start: 0, end: text.length }): PropertyEntry[] {
  const entries: PropertyEntry[] = [];
  let document = 0, at = span.start;
  if (text.charCodeAt(at) === 0xFEFF) at++;
  while (at < span.end) {
    const start = skipBlank(text, at, span.end);
    const first = text[start];
    if (start >= span.end) break;
    if (first === '\n' || first === '\r') { at = start + 1; continue; }
    if (first === '#' || first === '!') {
      const end = lineEnd(text, start, span.end);
      if (/^[#!]---\s*$/.test(text.slice(start, end))) document++;
      at = end;
      continue;
    }
    const end = logicalEnd(text, start, span.end);
    entries.push(entryOf(text, start, end, document));
    at = end;
  }
  return entries;
}

function skipBlank(text: string, at: number, end: number): number {
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\f')) at++;
  return at;
}

function lineEnd(text: string, at: number, end: number): number {
  while (at < end && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** The end of a logical line: an odd number of backslashes before a line end goes on. */
function logicalEnd(text: string, at: number, end: number): number {
  while (at < end && text[at] !== '\n' && text[at] !== '\r') {
    if (text[at] === '\\') at += text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 2;
    else at++;
  }
  return Math.min(at, end);
}

function entryOf(text: string, start: number, end: number, document: number): PropertyEntry {
  let at = start;
  while (at < end && !/[=: \t\f]/.test(text[at])) at += text[at] === '\\' ? 2 : 1;
  const keyEnd = Math.min(at, end);
  at = skipBlank(text, keyEnd, end);
  if (text[at] === '=' || text[at] === ':') at = skipBlank(text, at + 1, end);
  const valueStart = Math.min(at, end);
  const valueEnd = valueStart + text.slice(valueStart, end).trimEnd().length;
  return {
    key: unescape(text.slice(start, keyEnd)),
    value: unescape(text.slice(valueStart, valueEnd)),
    keySpan: { start, end: keyEnd },
    valueSpan: { start: valueStart, end: valueEnd },
    document,
  };
}

const NAMED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:(\r\n|\n|\r)[ \t\f]*|u([0-9a-fA-F]{4})|([\s\S]))/g, (_, line: string | undefined, code: string | undefined, char: string) =>
    line !== undefined ? '' : code !== undefined ? String.fromCharCode(parseInt(code, 16)) : NAMED[char] ?? char);
}
