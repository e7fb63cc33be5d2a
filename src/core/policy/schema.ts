/** The part of JSON Schema that configurations are described with. */
export interface Schema {
  $schema?: string;
  /** One of the `definitions` of the whole schema: `#/definitions/rules`. */
  $ref?: string;
  definitions?: Readonly<Record<string, Schema>>;
  title?: string;
  description?: string;
  type?: 'object' | 'array' | 'string' | 'number' | 'boolean';
  enum?: readonly string[];
  const?: string;
  pattern?: string;
  /** A text that must be a glob pattern. */
  format?: 'glob';
  minLength?: number;
  maxLength?: number;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  /** What entries with other names are; `false`: there are none. */
  additionalProperties?: Schema | false;
  maxProperties?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  /** The first that fits the kind of a value, and of its words, holds. */
  oneOf?: readonly Schema[];
}
