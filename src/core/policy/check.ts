import type { YamlMap, YamlNode, YamlScalar } from '../config/notations/yaml';
import { distance } from '../text/distance';
import { globOf } from '../text/glob';
import { ownOf } from '../text/own';
import type { Span } from '../text/span';
import { code, oneLine } from '../text/visible';
import type { Schema } from './schema';

/** What is wrong with a configuration, at a place of its text. */
export interface Fault {
  span: Span;
  message: string;
}

/** More faults than these help nobody. */
const MOST = 50;

/** The value of a tree that is as its schema says, and what of it is not. */
export function checked(tree: YamlNode, schema: Schema, text: string): { value: unknown; faults: readonly Fault[] } {
  const check = new Check(text, schema.definitions ?? {});
  return { value: check.value(tree, schema, ''), faults: check.faults };
}

class Check {
  readonly faults: Fault[] = [];

  constructor(private readonly text: string, private readonly definitions: Readonly<Record<string, Schema>>) {}

  value(node: YamlNode, schema: Schema, way: string): unknown {
    const found = this.#defined(schema), meant = found.oneOf ? this.#oneOf(node, this.#alternatives(found.oneOf), way) : found;
    if (!meant) return undefined;
    switch (meant.type) {
      case 'object': return node.kind === 'map' ? this.#object(node, meant, way) : this.#kind(node, 'an object', way);
      case 'array': return node.kind === 'list' ? this.#list(node.items, meant, way, node.span) : this.#kind(node, 'a list', way);
      default: return node.kind === 'scalar' ? this.#scalar(node, meant, way) : this.#kind(node, `a ${meant.type}`, way);
    }
  }

  #defined(schema: Schema): Schema {
    return schema.$ref === undefined ? schema : this.definitions[schema.$ref.slice('#/definitions/'.length)];
  }

  #alternatives(schemas: readonly Schema[]): readonly Schema[] {
    return schemas.map(schema => this.#defined(schema)).flatMap(schema => (schema.oneOf ? this.#alternatives(schema.oneOf) : [schema]));
  }

  #object({ entries, span }: YamlMap, schema: Schema, way: string): object {
    const { properties, additionalProperties: others, required = [], maxProperties = Infinity } = schema, seen = new Set<string>();
    const known = Object.keys(properties ?? {});
    if (entries.length > maxProperties) this.#fault(span, `${called(way)} has more than ${maxProperties} entries; keep those that are needed`);
    const values = entries.slice(0, 2 * MOST + known.length + 200).flatMap(({ key, keySpan, value }): [string, unknown][] => {
      if (seen.has(key)) return this.#fault(keySpan, `${code(key)} stands here twice; keep one`) ?? [];
      seen.add(key);
      const inner = ownOf(properties, key) ?? (others === false ? undefined : others);
      if (!inner) return this.#fault(keySpan, `${called(way)} has no ${code(key)}; ${instead(key, known)}`) ?? [];
      return [[key, this.value(value, inner, way === '' ? key : `${way}.${key}`)]];
    });
    for (const name of required) if (!seen.has(name)) this.#fault({ start: span.start, end: Math.min(span.end, span.start + 1) }, `${called(way)} needs ${code(name)}; add it`);
    return Object.fromEntries(values);
  }

  #list(items: readonly YamlNode[], { items: inner, minItems = 0, maxItems = Infinity }: Schema, way: string, span: Span): unknown[] {
    if (items.length < minItems) this.#fault(span, `${called(way)} needs at least ${minItems} ${minItems === 1 ? 'entry' : 'entries'}`);
    if (items.length > maxItems) this.#fault(span, `${called(way)} has more than ${maxItems} entries; keep those that are needed`);
    return items.slice(0, Math.min(maxItems, 2000)).map(item => this.value(item, inner!, way));
  }

  #scalar(node: YamlScalar, schema: Schema, way: string): unknown {
    const { type, enum: words, const: only, pattern, format, minLength = 0, maxLength = Infinity } = schema;
    const said = node.quoted || node.block ? node.value : this.text.slice(node.span.start, node.span.end);
    if (node.null) return this.#fault(node.span, `${called(way)} has no value; give one or remove it`);
    if (type === 'number') return !node.quoted && /^\d{1,9}$/.test(said) ? Number(said) : this.#kind(node, 'a number', way);
    if (type === 'boolean') return !node.quoted && /^(true|false)$/.test(said) ? said === 'true' : this.#kind(node, '`true` or `false`', way);
    if (only !== undefined && said !== only) return this.#fault(node.span, `${called(way)} cannot be ${code(said)}; write ${code(only)}`);
    if (words && !words.includes(said)) return this.#fault(node.span, `${called(way)} cannot be ${code(said)}; choose ${listed(words)}`);
    if (said.length < minLength) return this.#fault(node.span, `${called(way)} is empty; give a value or remove it`);
    if (said.length > maxLength) return this.#fault(node.span, `${called(way)} is longer than ${maxLength} characters; shorten it`);
    if (pattern !== undefined && !new RegExp(pattern).test(said)) return this.#fault(node.span, `${called(way)} cannot be ${code(said)}; it must match ${code(pattern)}`);
    if (format === 'glob' && !globOf(said)) return this.#fault(node.span, `${code(said)} is no glob pattern; close its brackets, and write less in its braces`);
    return said;
  }

  /** Of schemas for one word each, the one whose word stands there; else the first for the kind of the value. */
  #oneOf(node: YamlNode, schemas: readonly Schema[], way: string): Schema | undefined {
    const word = (schema: Schema) => schema.properties?.role?.const, words = schemas.flatMap(schema => word(schema) ?? []);
    const kind = node.kind === 'map' ? 'object' : node.kind === 'list' ? 'array' : undefined;
    const fit = schemas.filter(({ type }) => type === kind || (kind === undefined && type !== 'object' && type !== 'array'));
    if (fit.length === 0) return this.#kind(node, words.length > 0 ? 'an object with a `role`' : schemas.map(({ type }) => `a ${type === 'array' ? 'list' : type}`).join(' or '), way);
    if (node.kind !== 'map' || words.length === 0) return fit[0];
    const role = node.entries.find(({ key }) => key === 'role'), said = role?.value.kind === 'scalar' ? role.value.value : undefined;
    const meant = fit.find(schema => word(schema) === said);
    return meant ?? this.#fault(role?.value.span ?? node.span, role ? `there is no role ${code(said ?? '')}; choose ${listed(words)}` : `${called(way)} needs \`role\`: ${listed(words)}`);
  }

  #kind({ span }: YamlNode, kind: string, way: string): undefined {
    return this.#fault(span, `${called(way)} must be ${kind}`);
  }

  #fault(span: Span, message: string): undefined {
    if (this.faults.length < MOST) this.faults.push({ span, message: oneLine(message) });
    return undefined;
  }
}

function called(way: string): string {
  return way === '' ? 'the configuration' : code(way.length > 80 ? `…${way.slice(-79)}` : way);
}

function instead(key: string, known: readonly string[]): string {
  const near = known.map(name => ({ name, far: distance(key, name, 3) })).sort((a, b) => a.far - b.far)[0];
  if (near && near.far <= 3) return `write ${code(near.name)}`;
  return known.length > 0 && known.length <= 12 ? `there are ${listed(known)}` : 'remove it';
}

function listed(words: readonly string[]): string {
  const all = words.map(code);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
