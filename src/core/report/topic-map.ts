import { worst, type Contract, type Guarantee, type Link } from '../journey/contract';
import { visible } from '../text/visible';
import { count } from './words';

/** More topics than these make no picture: then each service has one of its own. */
const TOPICS = 15;

/** More than these of one service are only counted: Mermaid draws at most 500 lines, and nobody reads so many. */
const MOST = 30;

/** A picture: what it is of, and its text; `left` topics have no room in it. */
export interface TopicMap {
  title: string;
  text: string;
  left: number;
}

/** The topics as Mermaid flowcharts, from the services that send to them to those that read them. */
export function topicMaps(contracts: readonly Contract[]): TopicMap[] {
  const drawn = contracts.filter(({ senders, readers }) => senders.length + readers.length > 0);
  if (drawn.length === 0) return [];
  if (drawn.length <= TOPICS) return [mapOf('all topics', drawn)];
  const services = [...new Set(drawn.flatMap(({ senders, readers }) => [...senders, ...readers].map(({ service }) => service)))].sort();
  const uses = ({ senders, readers }: Contract, service: string) => [...senders, ...readers].some(one => one.service === service);
  return services.map(service => mapOf(nameOf(service), drawn.filter(contract => uses(contract, service))));
}

function mapOf(title: string, contracts: readonly Contract[]): TopicMap {
  const drawing = new Drawing();
  for (const contract of contracts.slice(0, MOST)) drawing.add(contract);
  return { title, text: drawing.text, left: Math.max(0, contracts.length - MOST) };
}

/** How a line looks by what holds along it: its shape says it where colours are not seen. */
const LINES: Readonly<Record<Guarantee, string>> = {
  'effectively once': '-->', 'at least once': '-->', 'not decided': '-.->', 'at most once': '==>',
};

const CLASSES: Readonly<Record<Guarantee, string>> = {
  'effectively once': 'safe', 'at least once': 'safe', 'not decided': 'open', 'at most once': 'weak',
};

const STYLES = [
  'classDef safe fill:#dff6dd,stroke:#107c10,color:#1b1b1b', 'classDef open fill:#fff4ce,stroke:#8a6d00,color:#1b1b1b,stroke-dasharray:4 3',
  'classDef weak fill:#fde7e9,stroke:#c4314b,color:#1b1b1b,stroke-width:2px', 'classDef service fill:#e8eef7,stroke:#44617f,color:#1b1b1b',
];

class Drawing {
  readonly #nodes = new Map<string, string>();
  readonly #lines: string[] = [];
  readonly #weak: number[] = [];

  add({ topic, guarantee, senders, readers }: Contract): void {
    const id = this.#node(`topic ${topic}`, `(["${label(topic)}<br/>${guarantee}"]):::${CLASSES[guarantee]}`);
    for (const [service, links] of byService(senders)) this.#line(this.#service('sends', service), id, links);
    for (const [service, links] of byService(readers)) this.#line(id, this.#service('reads', service), links);
  }

  get text(): string {
    const weak = this.#weak.length > 0 ? [`linkStyle ${this.#weak.join(',')} stroke:#c4314b,stroke-width:3px`] : [];
    return ['flowchart LR', ...[...this.#nodes.values(), ...this.#lines, ...STYLES, ...weak].map(line => `  ${line}`)].join('\n');
  }

  /** A service that sends stands left of the topics, and one that reads right of them, also where it does both. */
  #service(side: 'sends' | 'reads', service: string): string {
    return this.#node(`${side} ${service}`, `["${label(nameOf(service))}"]:::service`);
  }

  #node(key: string, shape: string): string {
    const known = this.#nodes.get(key);
    if (known !== undefined) return /^\w+/.exec(known)![0];
    const id = `n${this.#nodes.size + 1}`;
    this.#nodes.set(key, id + shape);
    return id;
  }

  #line(from: string, to: string, links: readonly Link[]): void {
    const guarantee = worst(links.map(link => link.guarantee));
    const weak = links.flatMap(link => link.weak).filter(({ costs }) => costs === 'loss');
    const [first] = weak.map(({ what }) => what), more = weak.length > 1 ? ` +${weak.length - 1}` : '';
    if (guarantee === 'at most once') this.#weak.push(this.#lines.length);
    this.#lines.push(`${from} ${LINES[guarantee]}${first === undefined ? '' : `|"${label(first)}${more}"|`} ${to}`);
  }
}

function byService(links: readonly Link[]): [string, Link[]][] {
  const found = new Map<string, Link[]>();
  for (const link of links) found.set(link.service, [...found.get(link.service) ?? [], link]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What a service is called: the last folder of its path. */
export function nameOf(service: string): string {
  return service === '' ? 'this workspace' : service.slice(service.lastIndexOf('/') + 1);
}

/** A name within a label: what Mermaid could read as its own stands as the number of its character. */
function label(name: string): string {
  const shown = visible(name), cut = shown.length > LONGEST ? `${shown.slice(0, LONGEST - 1)}…` : shown;
  return cut.replace(FOREIGN, text => [...text].map(char => `#${char.codePointAt(0)};`).join('')) || ' ';
}

/** What would begin a list, and what is no letter, figure or harmless sign. */
const FOREIGN = /^[\d+*-]+(?=[.)\s]|$)|[^\p{L}\p{N} .,:/=…_-]/gu;

const LONGEST = 60;

/** The pictures as Markdown. */
export function mapSection(contracts: readonly Contract[]): string | undefined {
  const maps = topicMaps(contracts);
  if (maps.length === 0) return undefined;
  return [
    '### Map', HINT,
    ...maps.flatMap(({ title, text, left }) => [
      ...(maps.length > 1 ? [`#### ${title.replace(/[^\w .-]/g, ' ')}`] : []), `\`\`\`mermaid\n${text}\n\`\`\``,
      ...(left > 0 ? [`*${count(left, 'more topic stands', 'more topics stand')} in the table.*`] : []),
    ]),
  ].join('\n\n');
}

const HINT = '*A thick red line loses records, at the place that it names; a dotted one is not decided. Where this is shown as text, the viewer draws no Mermaid; the table says the same.*';
