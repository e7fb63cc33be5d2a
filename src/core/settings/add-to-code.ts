import type { Edit } from '../text/edit';
import type { SourceText } from '../text/source-text';
import { scriptLiteral } from './notations';
import type { SettingSite } from './setting';
import { constantOf, spellingsOf, type OwnSpelling } from './spelling';

/** Adds a setting beside another one in an object literal, a `Map.of(…)` or a row of `props.put(…)`. */
export function addToCode(source: SourceText, beside: SettingSite, key: string, value: string): Edit | undefined {
  return beside.notation === 'java' ? addToJava(source, beside, key, value) : addToObject(source, beside, key, value);
}

function addToObject(source: SourceText, beside: SettingSite, key: string, value: string): Edit | undefined {
  const own = spellingBeside(beside, key);
  if (!own) return undefined;
  // The property itself, not a constant elsewhere that holds its value.
  if (!/^["']?\s*(:\s*)?$/.test(source.text.slice(beside.keySpan.end, beside.span.start))) return undefined;
  const end = beside.span.end;
  const text = `${/^[A-Za-z_]\w*$/.test(own.name) ? own.name : `'${own.name}'`}: ${scriptLiteral(own.value(value))}`;
  return { path: beside.path, span: { start: end, end }, text: `,${separator(source, beside)}${text}` };
}

/** How a key is spelled in the block of options in which its neighbour stands. */
function spellingBeside({ dialect, spelling, key: known }: SettingSite, key: string): OwnSpelling | undefined {
  if (dialect === undefined) return { within: [], name: key, value: kafka => kafka };
  const blockOf = ({ within }: OwnSpelling) => within.join('.');
  const block = spellingsOf(dialect, known).filter(own => [...own.within, own.name].join('.') === spelling).map(blockOf)[0] ?? '';
  return spellingsOf(dialect, key).find(own => blockOf(own) === block);
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
