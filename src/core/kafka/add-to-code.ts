import type { Edit } from '../text/edit';
import type { SourceText } from '../text/source-text';
import { DIALECTS } from './dialects';
import type { SettingSite } from './setting';
import { constantOf } from './spelling';

/** Adds a setting beside another one in an object literal, a `Map.of(…)` or a row of `props.put(…)`. */
export function addToCode(source: SourceText, beside: SettingSite, key: string, value: string): Edit | undefined {
  return beside.notation === 'java' ? addToJava(source, beside, key, value) : addToObject(source, beside, key, value);
}

function addToObject(source: SourceText, beside: SettingSite, key: string, value: string): Edit | undefined {
  const name = optionBeside(beside, key);
  if (!name) return undefined;
  // The property itself, not a constant elsewhere that holds its value.
  if (!/^["']?\s*(:\s*)?$/.test(source.text.slice(beside.keySpan.end, beside.span.start))) return undefined;
  const written = value === 'all' ? '-1' : /^-?\d+$|^(true|false)$/.test(value) ? value : `'${value}'`;
  const end = beside.span.end;
  const text = `${/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`}: ${written}`;
  return { path: beside.path, span: { start: end, end }, text: `,${separator(source, beside)}${text}` };
}

/** The name of a key's option in the dialect in which its neighbour is written. */
function optionBeside({ spelling, key: known }: SettingSite, key: string): string | undefined {
  if (spelling.includes('.') && (spelling === known || Object.hasOwn(DIALECTS.librdkafka.options, spelling))) return key;
  const own = spelling.slice(spelling.lastIndexOf('.') + 1);
  for (const { options } of Object.values(DIALECTS)) {
    if (!Object.hasOwn(options, own) || keyOf(options[own]) !== known) continue;
    const found = Object.entries(options).find(([name, option]) => !name.includes('.') && keyOf(option) === key);
    if (found && typeof found[1] === 'string') return found[0];
  }
  return undefined;
}

function keyOf(option: (typeof DIALECTS)[string]['options'][string]): string {
  return typeof option === 'string' ? option : option.key;
}

/** A neighbour at the start of its line gets a line below, another one stays beside. */
function separator(source: SourceText, { keySpan }: SettingSite): string {
  const indent = source.indentAt(keySpan.start);
  const start = source.lineStarts[source.lineAt(keySpan.start)];
  return /^["']?$/.test(source.text.slice(start, keySpan.start).trim()) ? `${source.lineEnd}${indent}` : ' ';
}

function addToJava(source: SourceText, beside: SettingSite, key: string, value: string): Edit | undefined {
  const { text } = source;
  const lineStart = source.lineStarts[source.lineAt(beside.keySpan.start)];
  const before = text.slice(lineStart, beside.keySpan.start);
  const written = `${javaKey(source.slice(beside.keySpan), key)}, ${javaValue(value)}`;
  const call = /^(\s*)([\w.]+\.(?:put|setProperty)\(\s*)$/.exec(before);
  const close = /^\s*\)\s*;/.exec(text.slice(beside.span.end));
  if (call && close) {
    const end = beside.span.end + close[0].length;
    const argument = call[2].includes('setProperty') ? `${javaKey(source.slice(beside.keySpan), key)}, "${value}"` : written;
    return { path: beside.path, span: { start: end, end }, text: `${source.lineEnd}${call[1]}${call[2]}${argument});` };
  }
  const pair = /^\s*,\s*$/.test(text.slice(beside.keySpan.end, beside.span.start));
  if (!pair || /(entry|put|putIfAbsent|setProperty|with\w*)\(\s*$/.test(before)) return undefined;
  return { path: beside.path, span: { start: beside.span.end, end: beside.span.end }, text: `,${separator(source, beside)}${written}` };
}

/** `ProducerConfig.ACKS_CONFIG` where the neighbour is a constant of the same class, else the key as text. */
function javaKey(neighbour: string, key: string): string {
  const owner = /^((?:[\w.]+\.)?(?:ProducerConfig|ConsumerConfig|TopicConfig|StreamsConfig|AdminClientConfig))\.\w+$/.exec(neighbour.trim())?.[1];
  return owner ? `${owner}.${constantOf(key)}` : `"${key}"`;
}

function javaValue(value: string): string {
  return value === '2147483647' ? 'Integer.MAX_VALUE' : /^-?\d+$|^(true|false)$/.test(value) ? value : JSON.stringify(value);
}
