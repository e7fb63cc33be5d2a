import type { SettingSite } from '../../settings/setting';
import type { Span } from '../../text/span';
import type { ConfigFile } from '../file';

/** Between a flag and its value in a command, an item of a list or two of them. */
const BETWEEN = String.raw`(?:=|["']?\s{0,40},?\s{1,200}(?:\\\s{0,200})?(?:-\s{1,40})?["']?|["'],["'])`;
const FLAGS = new RegExp([
  String.raw`--(?<flag>unsafe-bypass-fsync)(?:${BETWEEN}(?<on>true|false|1|0|on|off)\b)?`,
  String.raw`--(?<mode>mode)${BETWEEN}(?<named>[\w-]+)`,
  String.raw`--set${BETWEEN}(?:redpanda\.)?(?<key>\w+)=(?<value>\w+)`,
  String.raw`\brpk\s+cluster\s+config\s+set\s+(?<property>\w+)(?:\s+|=)(?<to>\w+)`,
].join('|'), 'gd');

/**
 * What a command tells Redpanda's brokers of the disk, as settings by Redpanda's own names below `redpanda.`: the flags of
 * `redpanda start` and `rpk redpanda start`, and `rpk cluster config set`.
 */
export function redpandaSettings(file: ConfigFile, span: Span): SettingSite[] {
  const text = file.text.slice(span.start, span.end);
  return [...text.matchAll(FLAGS)].map(match => {
    const found = match.groups!, at = match.indices!.groups!;
    const [name, value] = (['flag', 'mode', 'key', 'property'] as const).map((group, i) => [group, VALUES[i]] as const)
      .find(([group]) => found[group] !== undefined)!;
    const key = `redpanda.${found[name].replaceAll('-', '_')}`;
    const place = ([start, end]: [number, number]): Span => ({ start: span.start + start, end: span.start + end });
    // A flag without a value is on.
    const own = at[value] ?? at[name];
    return file.site('broker', key, found[name], {
      text: truth(found[value]), span: place(own), keySpan: place(at[name]), notation: 'argument', placeholders: 'shell',
    });
  });
}

const VALUES = ['on', 'named', 'value', 'to'] as const;

function truth(value: string | undefined): string {
  return value === undefined || /^(1|on)$/.test(value) ? 'true' : /^(0|off)$/.test(value) ? 'false' : value;
}
