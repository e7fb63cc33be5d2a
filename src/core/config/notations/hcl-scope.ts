import { attributeOf, type HclAttribute, type HclBody, type HclValue } from './hcl-tree';

/** What a value is where it stands, or why that cannot be known. */
export type Resolved =
  | {
      known: true;
      value: HclValue;
      /** It stands where a name leads, and not where it is used. */
      named: boolean;
      /** It is the default of a variable, which may be set from outside. */
      outside: boolean;
    }
  | { known: false; why: string };

/** The entry of `for_each` that a resource is made for. */
export type Each = Pick<HclAttribute, 'key' | 'keySpan' | 'value'>;

/** Names that lead to names are followed no further. */
const LONGEST = 10;

/** What names mean in a file: its locals, and the defaults of its variables. */
export class HclScope {
  readonly #locals = new Map<string, HclValue>();
  readonly #variables = new Map<string, HclValue | undefined>();

  constructor(body: HclBody) {
    for (const block of body.blocks) {
      if (block.type === 'locals') for (const { key, value } of block.attributes) this.#locals.set(key, value);
      const [name] = block.labels;
      if (block.type === 'variable' && name !== undefined) this.#variables.set(name, attributeOf(block, 'default')?.value);
    }
  }

  /** What a value is, through the names that it is given by. */
  resolve(value: HclValue, each?: Each, depth = 0): Resolved {
    if (value.kind === 'expression') return { known: false, why: 'an expression gives it' };
    if (value.kind !== 'name') return { known: true, value, named: false, outside: false };
    const [kind, name, ...path] = value.names, written = value.names.join('.');
    if (depth > LONGEST || name === undefined) return { known: false, why: unknown(written) };
    if (kind === 'each' && !each) return { known: false, why: 'each resource of `for_each` has its own' };
    if (kind === 'each') return this.#each(each!, name, path, depth);
    const target = kind === 'local' ? this.#locals.get(name) : kind === 'var' ? this.#variables.get(name) : undefined;
    if (!target && kind === 'var' && this.#variables.has(name)) return { known: false, why: `\`var.${name}\` has no default` };
    if (!target) return { known: false, why: unknown(written) };
    const found = this.#within(this.resolve(target, each, depth + 1), path, written, each, depth);
    return found.known ? { ...found, named: true, outside: found.outside || kind === 'var' } : found;
  }

  #each(each: Each, name: string, path: readonly string[], depth: number): Resolved {
    if (name === 'key') return { known: true, value: { kind: 'literal', text: each.key, span: each.keySpan }, named: true, outside: false };
    const found = this.#within(this.resolve(each.value, undefined, depth + 1), path, `each.${name}`, undefined, depth);
    return found.known ? { ...found, named: true } : found;
  }

  /** What stands at a path of attributes of an object. */
  #within(from: Resolved, path: readonly string[], written: string, each: Each | undefined, depth: number): Resolved {
    return path.reduce<Resolved>((at, key) => {
      if (!at.known) return at;
      const entry = at.value.kind === 'object' ? at.value.entries.find(one => one.key === key) : undefined;
      if (!entry) return { known: false, why: unknown(written) };
      const found = this.resolve(entry.value, each, depth + 1);
      return found.known ? { ...found, outside: found.outside || at.outside } : found;
    }, from);
  }
}

function unknown(written: string): string {
  return `\`${written}\` is not set in this file`;
}
