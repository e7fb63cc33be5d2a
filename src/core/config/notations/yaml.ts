import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node, visit } from 'yaml';
import type { Span } from '../../text/span';
import { isTooDeep } from './yaml-depth';

/** A value of a YAML document, with its place; aliases and merges are resolved to what they name. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

export interface YamlScalar {
  kind: 'scalar';
  /** The text of strings, the source of numbers, `true` and `false` for YAML 1.1's booleans too, empty for null. */
  value: string;
  null: boolean;
  quoted: boolean;
  /** A block of lines, whose content stands at `block`. */
  block?: Span;
  span: Span;
}

export interface YamlEntry {
  key: string;
  keySpan: Span;
  value: YamlNode;
}

export interface YamlMap {
  kind: 'map';
  entries: YamlEntry[];
  span: Span;
}

export interface YamlList {
  kind: 'list';
  items: YamlNode[];
  span: Span;
}

/** Files above this size are generated data, and not read. */
const MAX_LENGTH = 1 << 20;
/** Nodes of one file, aliases counted as often as they are used: what an alias bomb multiplies. */
const MAX_NODES = 100_000;

/**
 * The documents of a text; empty for what is too large or no YAML. Text with template marks (`{{ … }}`) that does not
 * parse keeps the documents that do. `span` limits it to a part of the text.
 * @throws RangeError for what is nested beyond sense
 */
export function parseYaml(text: string, span: Span = { start: 0, end: text.length }): YamlNode[] {
  const part = text.slice(span.start, span.end);
  if (part.length > MAX_LENGTH) return [];
  if (isTooDeep(part)) throw new RangeError('it is nested too deeply');
  const documents = parsePart(part, span.start);
  if (documents) return documents;
  return part.includes('{{') || part.includes('{%')
    ? pieces(part).flatMap(({ start, end }) => parsePart(part.slice(start, end), span.start + start) ?? [])
    : [];
}

/** True for text with syntax errors. */
export function hasYamlErrors(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  if (isTooDeep(text)) return true;
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false });
    return Array.isArray(documents) && documents.some(document => document.errors.length > 0);
  } catch {
    return true;
  }
}

/** The parts of a text that are no YAML: the whole text, or the documents of a template that do not parse. */
export function unparsedYaml(text: string): string[] {
  if (text.length > MAX_LENGTH || !hasYamlErrors(text)) return [];
  const parts = pieces(text).map(({ start, end }) => text.slice(start, end));
  return parts.length === 1 ? parts : parts.filter(hasYamlErrors);
}

function pieces(text: string): Span[] {
  const starts = [0, ...[...text.matchAll(/^---(?=\s)/gm)].map(match => match.index)];
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length }));
}

function parsePart(text: string, base: number): YamlNode[] | undefined {
  try {
    const documents = parseAllDocuments(text, {
      merge: true, uniqueKeys: false, intAsBigInt: true, prettyErrors: false, lineCounter: new LineCounter(),
    });
    if (!Array.isArray(documents)) return [];
    // Text that is being typed: the parser recovers, and what it saved is worth more than nothing.
    if (documents.some(document => document.errors.length > 0) && (text.includes('{{') || text.includes('{%'))) return undefined;
    return documents.flatMap(document => {
      const node = document.contents as Node | null;
      const tree = node && new Resolver(text, base, document).read(node);
      return tree ? [tree] : [];
    });
  } catch {
    // The parser's own stack ends where nesting has no sense any more.
    return undefined;
  }
}

class Resolver {
  #nodes = 0;
  readonly #made = new Map<Node, { tree: YamlNode; size: number }>();
  readonly #open = new Set<Node>();

  /** What each alias names: the last node before it with the anchor. Collected once, as the parser would go through the document for each. */
  readonly #targets = new Map<Node, Node | undefined>();

  constructor(private readonly text: string, private readonly base: number, document: Document) {
    const anchored = new Map<string, Node>();
    visit(document, {
      Node: (_, node) => {
        if (isAlias(node)) this.#targets.set(node, anchored.get(node.source));
        else if (node.anchor) anchored.set(node.anchor, node);
      },
    });
  }

  read(node: Node): YamlNode {
    const made = this.#made.get(node);
    if (made) {
      this.#count(made.size);
      return made.tree;
    }
    const before = this.#nodes;
    this.#count(1);
    const tree = this.#open.has(node) ? this.#nothing(node) : this.#build(node);
    this.#made.set(node, { tree, size: this.#nodes - before });
    return tree;
  }

  #count(nodes: number): void {
    this.#nodes += nodes;
    if (this.#nodes > MAX_NODES) throw new RangeError('too many nodes');
  }

  #build(node: Node): YamlNode {
    this.#open.add(node);
    try {
      if (isAlias(node)) {
        const target = this.#targets.get(node);
        return target ? this.read(target) : this.#nothing(node);
      }
      if (isSeq(node)) return { kind: 'list', items: node.items.map(item => this.read(item as Node)), span: this.#span(node) };
      if (isMap(node)) return this.#map(node.items as unknown as { key: Node; value: Node | null }[], node);
      if (isScalar(node)) return this.#scalar(node);
      return this.#nothing(node);
    } finally {
      this.#open.delete(node);
    }
  }

  #map(items: { key: Node; value: Node | null }[], node: Node): YamlMap {
    const entries: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    for (const { key, value } of items) {
      if (!isScalar(key)) continue;
      const tree = value ? this.read(value) : this.#nothing(key);
      if (typeof key.value === 'symbol')
        merged.push(...(tree.kind === 'list' ? tree.items : [tree]).flatMap(map => (map.kind === 'map' ? map.entries : [])));
      else entries.push({ key: key.source ?? String(key.value), keySpan: this.#span(key), value: tree });
    }
    // Own keys win over merged ones, and earlier merges over later ones (YAML 1.1, merge key type).
    const seen = new Set(entries.map(entry => entry.key));
    for (const entry of merged) {
      if (seen.has(entry.key)) continue;
      seen.add(entry.key);
      entries.push(entry);
    }
    return { kind: 'map', entries, span: this.#span(node) };
  }

  #scalar(node: Node & { value: unknown; source?: string; type?: string }): YamlScalar {
    const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    const value = typeof node.value === 'string' ? node.value : node.value === null ? '' : node.source ?? String(node.value);
    return {
      kind: 'scalar',
      value: quoted || block ? value : boolean11(value),
      null: node.value === null,
      quoted,
      ...(block && { block: this.#block(node) }),
      span: this.#span(node),
    };
  }

  /** The lines of a block scalar: its range starts at the header. */
  #block(node: Node): Span {
    const [start, end] = node.range!;
    const newline = this.text.indexOf('\n', start);
    return { start: this.base + (newline < 0 ? end : Math.min(newline + 1, end)), end: this.base + end };
  }

  #nothing(node: Node): YamlScalar {
    const end = this.#span(node).end;
    return { kind: 'scalar', value: '', null: true, quoted: false, span: { start: end, end } };
  }

  #span(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    return { start: this.base + start, end: this.base + end };
  }
}

/** Compose files and Spring read YAML 1.1, where these words are booleans. */
function boolean11(value: string): string {
  return /^(yes|on|true)$/i.test(value) ? 'true' : /^(no|off|false)$/i.test(value) ? 'false' : value;
}

/** The entry of a map under a key; the last one counts, as it does for those who read the file. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return node?.kind === 'map' ? node.entries.findLast(entry => entry.key === key) : undefined;
}

/** The node at a path of keys. */
export function at(node: YamlNode | undefined, ...keys: string[]): YamlNode | undefined {
  return keys.reduce<YamlNode | undefined>((inner, key) => entryOf(inner, key)?.value, node);
}

/** The entries of a map at a path of keys; empty where there is none. */
export function entriesAt(node: YamlNode | undefined, ...keys: string[]): YamlEntry[] {
  const found = at(node, ...keys);
  return found?.kind === 'map' ? found.entries : [];
}

/** The items of a list at a path of keys; empty where there is none. */
export function itemsAt(node: YamlNode | undefined, ...keys: string[]): YamlNode[] {
  const found = at(node, ...keys);
  return found?.kind === 'list' ? found.items : [];
}

/** The text of a scalar at a path of keys. */
export function textAt(node: YamlNode | undefined, ...keys: string[]): string | undefined {
  const found = at(node, ...keys);
  return found?.kind === 'scalar' && !found.null ? found.value : undefined;
}

/** The scalar at a path of keys. */
export function scalarAt(node: YamlNode | undefined, ...keys: string[]): YamlScalar | undefined {
  const found = at(node, ...keys);
  return found?.kind === 'scalar' && !found.null ? found : undefined;
}
