import type { TopicFacts } from '../../kafka/facts';
import { hostsOfServers } from '../../kafka/servers';
import type { SettingSite } from '../../settings/setting';
import type { Span } from '../../text/span';
import type { ConfigFile } from '../file';

/** Between a flag and its value: `=`, white space, or the end of a YAML or JSON list item; bounded, so that no text is slow. */
const BETWEEN = String.raw`(?:=|["']?\s{0,40},?\s{1,200}(?:\\\s{0,200})?(?:-\s{1,40})?["']?|["'],["'])`;
const VALUE = String.raw`["']?([^\s"',;&|\\]+)`;

/** The calls of one of Kafka's tools in a part of the file, each with the place where it starts in the text. */
function commandsOf(file: ConfigFile, span: Span, tool: 'kafka-topics' | 'kafka-configs'): { command: string; base: number }[] {
  const text = file.text.slice(span.start, span.end);
  const starts = [...text.matchAll(new RegExp(`${tool}(?:\\.sh)?\\b`, 'g'))]
    .map(match => match.index)
    .filter(start => !isComment(text, start));
  return starts.map((start, i) => {
    const whole = text.slice(start, starts[i + 1] ?? text.length);
    const end = /&&|;|\|\||(?<!\\)\r?\n(?=[ \t]*[^\s"'-])/.exec(whole)?.index ?? whole.length;
    return { command: whole.slice(0, end), base: span.start + start };
  });
}

/** The settings that `kafka-configs --alter --add-config key=value,…` gives to topics and brokers (ConfigCommand.java). */
export function alterations(file: ConfigFile, span: Span): { brokers: SettingSite[]; topics: TopicFacts[] } {
  const brokers: SettingSite[] = [], topics: TopicFacts[] = [];
  for (const { command, base } of commandsOf(file, span, 'kafka-configs')) {
    const list = /--alter\b/.test(command) ? new RegExp(`--add-config${BETWEEN}["']?([\\w.-]+=[^\\s"';&|\\\\]+)`, 'd').exec(command) : null;
    if (!list) continue;
    const type = flag(command, 'entity-type', base)?.text ?? (/--topic\b/.test(command) ? 'topics' : undefined);
    const scope = type === 'topics' ? 'topic' : type === 'brokers' ? 'broker' : undefined;
    if (!scope) continue;
    const settings = [...list[1].matchAll(/(?<![\w.-])([\w.-]+)=(\[[^\]]*\]|[^,[\]]*)/gd)].map(pair =>
      file.site(scope, pair[1], pair[1], {
        text: pair[2], ...spans(pair, base + list.indices![1]![0]), notation: 'argument', placeholders: 'shell',
      }),
    );
    const name = flag(command, 'entity-name', base) ?? flag(command, 'topic', base);
    if (scope === 'broker') brokers.push(...settings);
    else
      topics.push({
        ...topic(file, name?.text, name?.span ?? { start: base, end: base + 'kafka-configs'.length }, settings),
        ...reachedBy(command, base),
      });
  }
  return { brokers, topics };
}

/** The topics that `kafka-topics --create` makes in the commands of a part of the file (TopicCommand.java). */
export function topicsOfCommands(file: ConfigFile, span: Span, owner?: string): TopicFacts[] {
  return commandsOf(file, span, 'kafka-topics').flatMap(({ command, base }) => {
    if (!/--create\b/.test(command)) return [];
    const name = flag(command, 'topic', base);
    const settings: SettingSite[] = [];
    for (const [option, key] of [['replication-factor', 'replication.factor'], ['partitions', 'num.partitions']] as const) {
      const found = flag(command, option, base);
      if (found) settings.push(argument(file, key, `--${option}`, found, owner));
    }
    for (const match of command.matchAll(new RegExp(`--config${BETWEEN}["']?([\\w.-]+)=${VALUE}`, 'gd'))) {
      settings.push(argument(file, match[1], match[1], { text: match[2], ...spans(match, base) }, owner));
    }
    return [
      {
        ...topic(file, name?.text, name?.span ?? { start: base, end: base + 'kafka-topics'.length }, settings),
        ...reachedBy(command, base),
      },
    ];
  });
}

/** The hosts of the brokers that a command speaks to. */
function reachedBy(command: string, base: number): Pick<TopicFacts, 'hosts'> {
  const servers = flag(command, 'bootstrap-server', base);
  const hosts = servers ? hostsOfServers(servers.text) : [];
  return hosts.length > 0 ? { hosts } : {};
}

/** The settings that `--override key=value` gives to a broker on its command line (Kafka.scala). */
export function overrides(file: ConfigFile, span: Span): SettingSite[] {
  const text = file.text.slice(span.start, span.end);
  const pattern = new RegExp(`--override${BETWEEN}["']?([\\w.-]+)=${VALUE}`, 'gd');
  return [...text.matchAll(pattern)].filter(match => !isComment(text, match.index)).map(match => {
    const site = file.site('broker', match[1], match[1], {
      text: match[2], ...spans(match, span.start), notation: 'argument', placeholders: 'providers',
    });
    return site;
  });
}

/**
 * The topics of `KAFKA_CREATE_TOPICS: "name:partitions:replicas[:cleanup.policy],…"` (wurstmeister/kafka
 * create-topics.sh; debezium/kafka docker-entrypoint.sh).
 */
export function topicsOfVariable(file: ConfigFile, span: Span, owner?: string): TopicFacts[] {
  const text = file.text.slice(span.start, span.end);
  return [...text.matchAll(/(?<![^\s,:"';|>])([^\s,:"';|>]+)[ ]*:[ ]*(\d+)[ ]*:[ ]*(\d+)(?::([\w=, ]*\w))?/gd)].map(match => {
    const place = (group: number): Span => ({ start: span.start + match.indices![group]![0], end: span.start + match.indices![group]![1] });
    const settings = [
      argument(file, 'num.partitions', 'partitions', { text: match[2], span: place(2), keySpan: place(1) }, owner),
      argument(file, 'replication.factor', 'replicas', { text: match[3], span: place(3), keySpan: place(1) }, owner),
    ];
    return topic(file, match[1], place(1), settings);
  });
}

/** A topic with the usual emptiness filled in. */
export function topic(file: ConfigFile, name: string | undefined, span: Span, settings: SettingSite[], reference?: string): TopicFacts {
  const known = name !== undefined && !/[${}]/.test(name) ? name : undefined;
  return {
    path: file.path, span, ...(known !== undefined && { name: known }), settings,
    environment: 'neutral', sample: false, ...(reference !== undefined && { reference }),
  };
}

type Found = { text: string; span: Span; keySpan: Span };

function argument(file: ConfigFile, key: string, spelling: string, found: Found, owner?: string): SettingSite {
  return file.site('topic', key, spelling, {
    ...found, notation: 'argument', placeholders: 'shell', more: owner === undefined ? undefined : { owner },
  });
}

function flag(command: string, name: string, base: number): Found | undefined {
  const match = new RegExp(`(--${name})${BETWEEN}${VALUE}`, 'd').exec(command);
  return match ? { text: match[2], ...spans(match, base) } : undefined;
}

function spans(match: RegExpExecArray | RegExpMatchArray, base: number): { span: Span; keySpan: Span } {
  const [key, value] = [match.indices![1]!, match.indices![2]!];
  return { keySpan: { start: base + key[0], end: base + key[1] }, span: { start: base + value[0], end: base + value[1] } };
}

function isComment(text: string, at: number): boolean {
  // Bounded, so that no line is slow.
  const before = text.slice(Math.max(0, at - 2000), at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return /(^|\s)#/.test(line.replace(/\$#|\$\{[^}]*\}/g, ''));
}
