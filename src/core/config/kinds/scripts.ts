import type { SettingSite } from '../../settings/setting';
import { clusterOf } from '../containers/cluster';
import { alterations, overrides, topicsOfCommands } from '../containers/commands';
import type { ConfigFile } from '../file';
import { parseYaml } from '../notations/yaml';
import { isBrokerSetting } from './broker';
import { readConnectors } from './connectors';

/** True for names of shell scripts. */
export function isScriptName(name: string): boolean {
  return /\.(sh|bash)$/i.test(name);
}

/** Reads what the commands of a script say: topics, settings of brokers and topics, and connectors that are posted. */
export function readScript(file: ConfigFile): boolean {
  const whole = { start: 0, end: file.text.length };
  const { brokers, topics } = alterations(file, whole);
  file.facts.topics.push(...topicsOfCommands(file, whole), ...topics);
  addBrokers(file, [...brokers, ...overrides(file, whole).filter(site => isBrokerSetting(site.key))]);
  for (const { start, end } of objects(file.text)) readConnectors(file, parseYaml(file.text, { start, end }));
  if (file.facts.topics.length > 0 || file.facts.clusters.length > 0) file.is('broker');
  return file.facts.kinds.length > 0;
}

function addBrokers(file: ConfigFile, settings: SettingSite[]): void {
  if (settings.length === 0) return;
  const name = file.path.slice(file.path.lastIndexOf('/') + 1), span = settings[0].keySpan;
  file.facts.clusters.push(clusterOf(file, name, span, [{ name, span, settings, storage: [] }], { complete: false }));
}

/** The outermost braces of JSON that speaks of a connector, in quotes or a here-document. */
function objects(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let end = 0;
  for (const { index } of text.matchAll(/"connector\.class"/g)) {
    if (index < end) continue;
    let start = text.lastIndexOf('{', index);
    // `{ "name": …, "config": { "connector.class": … } }`
    const outer = start < 0 ? null : /\{[^{}]*"config"\s*:\s*$/.exec(text.slice(Math.max(0, start - 500), start));
    if (outer) start -= outer[0].length;
    const closed = start < 0 ? 0 : closing(text, start);
    // What does not close is not looked at again and again.
    end = closed || index + LONGEST;
    if (closed > index) found.push({ start, end });
  }
  return found;
}

/** UTF-16 units of a connector's JSON, beyond which none is looked for. */
const LONGEST = 20_000;

/** Behind the brace that closes the one at `start`, or nowhere. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < Math.min(text.length, start + LONGEST); at++) {
    if (text[at] === '"') at = Math.max(at, text.indexOf('"', at + 1));
    else if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return 0;
}
