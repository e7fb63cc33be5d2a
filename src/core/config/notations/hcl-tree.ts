import type { Span } from '../../text/span';

/** The attributes and blocks of a file or block of HCL, with their places. */
export interface HclBody {
  attributes: HclAttribute[];
  blocks: HclBlock[];
}

/** `resource "kafka_topic" "orders" { … }` */
export interface HclBlock extends HclBody {
  type: string;
  labels: string[];
  /** Its last label, or its type where it has none. */
  nameSpan: Span;
}

/** `key = value`, of a body or of an object; the key of an object that an expression gives is left out. */
export interface HclAttribute {
  key: string;
  /** Quotes included. */
  keySpan: Span;
  value: HclValue;
}

export type HclValue =
  /** A number, a boolean, or a string with nothing to be filled in; `null` has no text. */
  | { kind: 'literal'; text: string | undefined; span: Span }
  /** `<<EOT`: the lines between the marks stand at `block`, with what is to be filled in. */
  | { kind: 'heredoc'; block: Span; span: Span }
  | { kind: 'object'; entries: HclAttribute[]; span: Span }
  | { kind: 'list'; items: HclValue[]; span: Span }
  /** `var.replicas`, `each.value.name`: names alone. */
  | { kind: 'name'; names: string[]; span: Span }
  | { kind: 'expression'; span: Span };

/** A text of HCL as a tree, and whether parts of it had syntax errors and are left out. */
export interface HclFile {
  body: HclBody;
  broken: boolean;
}

/**
 * Parses HCL.
 * @throws RangeError for what is nested beyond sense
 */
export type ParseHcl = (text: string) => HclFile;

/** The attribute of a key. */
export function attributeOf(body: HclBody, key: string): HclAttribute | undefined {
  return body.attributes.find(attribute => attribute.key === key);
}

/** The entries of an object, whether written as an attribute or as a block: `config = { … }`, `config { … }`. */
export function entriesOf(body: HclBody, key: string): readonly HclAttribute[] {
  const value = attributeOf(body, key)?.value;
  return value?.kind === 'object' ? value.entries : body.blocks.filter(({ type }) => type === key).flatMap(({ attributes }) => attributes);
}
