import type { Edit } from '../text/edit';
import type { SourceText } from '../text/source-text';
import type { Span } from '../text/span';
import { code, writtenCode } from '../text/visible';
import { addToCode } from './add-to-code';
import { written } from './notations';
import type { SettingSite } from './setting';

/** Writes a value, given in Kafka's own words, in place of a setting's old one: in its notation, quotes and placeholders kept. */
export function writeSetting(source: SourceText, site: SettingSite, value: string): Edit {
  return { path: site.path, span: site.span, text: separated(site) + written(source, site, value) };
}

/** What a key without a value lacks before one: a line of `.properties` may be the key alone. */
function separated({ notation, keySpan, span }: SettingSite): string {
  return notation === 'properties' && keySpan.end === span.start ? '=' : '';
}

/** Writes another key in place of a setting's own, in its notation; undefined where that cannot be spelled there. */
export function renameSetting(source: SourceText, site: SettingSite, key: string): Edit | undefined {
  const spelling = site.notation === 'typescript' ? key : spelledLike(site, key);
  const [, open, own, close] = /^(["']?)([^]*?)(["']?)$/.exec(source.slice(site.keySpan))!;
  if (spelling === undefined || own !== site.spelling) return undefined;
  return { path: site.path, span: site.keySpan, text: open + spelling + close };
}

/** The key that an edit writes in place of another. */
export function renamed({ text }: Edit): string {
  return unquoted(text);
}

/** The title of an edit that writes another key. */
export function titleOfRename(edit: Edit): string {
  return `Rename to ${code(renamed(edit))}`;
}

function unquoted(text: string): string {
  return text.replace(/^(["'`])([^]*)\1$/, '$2');
}

/** The title of edits that write a setting: its name, and the value as it will stand there. */
export function titleOfWrite(spelling: string, edits: readonly Edit[], value: string): string {
  return `Set ${code(spelling)} to ${code(edits[0] ? unquoted(edits[0].text) : value)}`;
}

/** The title of an edit that adds a setting: the text that it adds. */
export function titleOfAddition({ text }: Edit): string {
  const added = text.replace(/^\s*,|(?<![,\\\s])[,\\\s]+$/g, '').split('\n').map(line => line.trim()).filter(Boolean).join(' ');
  return `Add ${writtenCode(added)}`;
}

/** Deletes a setting, and the same key above it, which would come into effect again. */
export function removeSetting(source: SourceText, site: SettingSite): Edit[] {
  return [...site.replaced ?? [], site].map(({ keySpan, span }) => removeOne(source, { ...site, keySpan, span }));
}

/** With its line where it stands alone there, else with the comma that set it apart. */
function removeOne(source: SourceText, site: SettingSite): Edit {
  const whole = withEmptyBlock(source, site, statement(source, site));
  const lines = aloneOnLines(source, whole);
  const span = lines && !isLastOfJson(source, site) ? lines : withComma(source, whole);
  return { path: site.path, span, text: '' };
}

/**
 * Adds a setting in the line after another one, in that one's notation; undefined where it does not stand on a line of
 * its own, or where the key cannot be spelled beside it.
 */
export function addSetting(source: SourceText, beside: SettingSite, key: string, value: string): Edit | undefined {
  if (beside.notation === 'typescript' || beside.notation === 'java') return addToCode(source, beside, key, value);
  const lines = aloneOnLines(source, statement(source, beside));
  const text = lines && besideLine(source, beside, source.slice(lines), key, value);
  if (text === undefined || !lines) return undefined;
  if (isJson(source)) return { path: beside.path, span: { start: lines.start, end: lines.start }, text: `${text}${source.lineEnd}` };
  const open = !source.text.slice(lines.start, lines.end).endsWith('\n');
  return { path: beside.path, span: { start: lines.end, end: lines.end }, text: open ? source.lineEnd + text : text + source.lineEnd };
}

/** The setting with what belongs to it: the list marker, `- name:`, `--override`, or `props.put( … );`. */
function statement(source: SourceText, site: SettingSite): Span {
  const { text } = source;
  const start = Math.min(site.keySpan.start, site.span.start), end = Math.max(site.keySpan.end, site.span.end);
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const after = text.slice(end);
  if (site.notation === 'java') {
    const call = /(?<![\w.])[\w.]+\.(?:put|setProperty|putIfAbsent)\(\s*$/.exec(before);
    const close = /^\s*\)\s*;/.exec(after);
    return call && close ? { start: start - call[0].length, end: end + close[0].length } : { start, end };
  }
  if (site.notation === 'argument') {
    const flag = /--(?:override|config)(?:=|\s+)["']?$/.exec(before);
    return flag ? { start: start - flag[0].length, end: end + (/^["']/.exec(after)?.[0].length ?? 0) } : { start, end };
  }
  // `options.acks = 1;`
  if (site.notation === 'typescript')
    return { start, end: end + (/^\s*;/.exec(text.slice(site.keySpan.end, site.span.start).includes('=') ? after : '')?.[0].length ?? 0) };
  // Quotes around a whole list item, and the marker before it.
  const marker = /(?:-\s+)?(?:name:\s*)?["']?$/.exec(before)![0];
  const quoted = /["']$/.test(marker) && after[0] === marker.at(-1);
  return site.notation === 'env' || site.notation === 'yaml'
    ? { start: start - marker.length, end: end + (quoted ? 1 : 0) }
    : { start, end };
}

/** With the object around it, where a setting of `retry.retries` and its like leaves `retry: {}` behind; that says nothing. */
function withEmptyBlock({ text }: SourceText, { spelling, notation }: SettingSite, { start, end }: Span): Span {
  const block = notation === 'typescript' ? /^([\w$]+)\.[^.]+$/.exec(spelling)?.[1] : undefined;
  if (block === undefined) return { start, end };
  const before = new RegExp(`["']?\\b${block.replaceAll('$', '\\$')}["']?\\s*:\\s*\\{\\s*$`).exec(text.slice(Math.max(0, start - 400), start));
  const after = /^\s*(?:,\s*)?\}/.exec(text.slice(end));
  return before && after ? { start: start - before[0].length, end: end + after[0].length } : { start, end };
}

/** The whole lines, with their last line end, on which nothing else stands but a comma or comment. */
function aloneOnLines(source: SourceText, { start, end }: Span): Span | undefined {
  const { text } = source;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  if (text.slice(lineStart, start).trim() !== '') return undefined;
  return /^\s*(?:,\s*)?(?:\\\s*)?(?:(?:#|\/\/).*)?$/.test(text.slice(end, lineEnd).trimEnd())
    ? { start: lineStart, end: lineEnd }
    : undefined;
}

function withComma(source: SourceText, { start, end }: Span): Span {
  const after = /^\s*,[ \t]*/.exec(source.text.slice(end));
  if (after) return { start, end: end + after[0].length };
  const before = /,\s*$/.exec(source.text.slice(0, start));
  if (before) return { start: start - before[0].length, end };
  // The last thing between braces takes the blanks along.
  const open = /\{([ \t]+)$/.exec(source.text.slice(0, start)), close = /^[ \t]+(?=\})/.exec(source.text.slice(end));
  return open && close ? { start: start - open[1].length, end: end + close[0].length } : { start, end };
}

function isJson(source: SourceText): boolean {
  return /\.json(\.\w+)?$/.test(source.path);
}

function isLastOfJson(source: SourceText, site: SettingSite): boolean {
  return isJson(source) && !/^\s*,/.test(source.text.slice(site.span.end));
}

function besideLine(source: SourceText, beside: SettingSite, lines: string, key: string, value: string): string | undefined {
  const spelling = spelledLike(beside, key);
  if (spelling === undefined) return undefined;
  const indent = /^[ \t]*/.exec(lines)![0];
  const old = source.slice(beside.span);
  const quote = /^["']/.exec(old)?.[0] ?? '';
  switch (beside.notation) {
    case 'properties': return `${indent}${spelling}${source.text.slice(beside.keySpan.end, beside.span.start)}${separated(beside)}${value}`;
    case 'yaml': {
      if (isJson(source)) return `${indent}"${spelling}": ${quote || !/^(\d+|true|false)$/.test(value) ? `"${value}"` : value},`;
      const key = source.slice(beside.keySpan);
      const keyQuote = /^["']/.exec(key)?.[0] ?? '';
      return `${indent}${keyQuote}${spelling}${keyQuote}: ${quote}${value}${quote}`;
    }
    case 'env': return environmentLine(source, beside, lines, spelling, value, indent, quote);
    case 'hcl': return `${indent}${hclEntry(source, beside, spelling)}${quote}${value}${quote}${/^\s*,/.test(source.text.slice(beside.span.end)) ? ',' : ''}`;
    case 'argument': return /^\s*--override\s/.test(lines) ? `${indent}--override ${spelling}=${value}${/(?<!\s)\s*\\$/.exec(lines.trimEnd())?.[0] ?? ''}` : undefined;
    default: return undefined;
  }
}

/** A key with what stands between it and its value, in the column of the one beside it where there is room. */
function hclEntry(source: SourceText, { keySpan, span }: SettingSite, spelling: string): string {
  const quote = source.text[keySpan.start] === '"' ? '"' : '', own = `${quote}${spelling}${quote}`;
  const between = source.text.slice(keySpan.end, span.start), mark = between.trimStart(), blanks = between.length - mark.length;
  return own + ' '.repeat(Math.max(Math.min(blanks, 1), keySpan.end - keySpan.start + blanks - own.length)) + mark;
}

function environmentLine(
  source: SourceText, beside: SettingSite, lines: string, spelling: string, value: string, indent: string,
  quote: string,
): string {
  const item = /^\s*(-\s+)(name:\s*)?(["']?)/.exec(lines);
  if (item?.[2]) return `${indent}- name: ${spelling}${source.lineEnd}${indent}${' '.repeat(item[1].length)}value: "${value}"`;
  if (item) return `${indent}${item[1]}${item[3]}${spelling}=${value}${item[3]}`;
  if (source.text[beside.keySpan.end] === '=') return `${indent}${spelling}=${quote}${value}${quote}`;
  // Compose takes booleans only as text.
  const quotes = quote || (/^(true|false)$/.test(value) ? '"' : '');
  return `${indent}${spelling}: ${quotes}${value}${quotes}`;
}

// Spring Boot, KafkaProperties: the typed names that fixes write.
const TYPED: Readonly<Record<string, string>> = {
  acks: 'acks', retries: 'retries', 'auto.offset.reset': 'auto-offset-reset', 'enable.auto.commit': 'enable-auto-commit',
  'isolation.level': 'isolation-level', 'group.id': 'group-id',
};

/** Another key as it would be written at the place of a setting: with the same prefix, in the same letters. */
function spelledLike({ spelling, key, notation }: SettingSite, other: string): string | undefined {
  if (notation === 'env') {
    const own = variable(key);
    const dotted = key.toUpperCase().replace(/[^A-Z0-9]/g, '_');
    const end = spelling.endsWith(own) ? own : spelling.endsWith(dotted) ? dotted : undefined;
    return end && spelling.slice(0, -end.length) + variable(other);
  }
  // The copies of a topic are an attribute of its resource, where no setting of Kafka's can stand.
  if (notation === 'hcl' && spelling !== key) return key === 'replication.factor' ? undefined : other.replaceAll('.', '_');
  const spring = /^spring\.kafka\.(\w+)\.(properties\.)?/.exec(spelling);
  if (spring && !spring[2]) {
    const typed = TYPED[other];
    if (notation === 'yaml') return typed;
    return `spring.kafka.${spring[1]}.${typed ?? `properties.${other}`}`;
  }
  // Where YAML nests the parts of a key, its last part alone stands in the line.
  if (notation === 'yaml') return spelling === key || spelling.endsWith(`.${key}`) ? other : undefined;
  return spelling.endsWith(key) ? spelling.slice(0, -key.length) + other : undefined;
}

function variable(key: string): string {
  return key.toUpperCase().replace(/[._-]/g, mark => mark === '.' ? '_' : mark === '_' ? '__' : '___');
}
