import type { Inputs } from '../../analysis/inputs';
import type { Field } from '../../analysis/program/program';
import type { OutsideValues, PropertyBelow, ReadConstant } from '../../analysis/values/outside';
import type { Types } from '../../analysis/values/types';
import type { Expr } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { Value } from '../../settings/setting';
import { ApplicationFiles } from './application-files';
import { BoundFields } from './bound-fields';

const OUTSIDE: Value = { known: false, why: 'set from outside' };

/** What files of the application and annotations give to code. */
export class SpringValues implements OutsideValues {
  readonly #files: ApplicationFiles;
  readonly #bound: BoundFields;

  constructor(inputs: Inputs, private readonly types: Types, private readonly constant: ReadConstant) {
    this.#files = new ApplicationFiles(inputs);
    this.#bound = new BoundFields(types, constant);
  }

  property(path: string, name: string): Value | undefined {
    return this.#files.value(path, name);
  }

  below(path: string, name: string): PropertyBelow[] {
    return this.#files.below(path, name);
  }

  namesOf(field: Field): string[] {
    return traitsOf(field.unit).ecosystem === 'jvm' ? this.#bound.namesOf(field) : [];
  }

  isFilled(field: Field): boolean {
    return this.#bound.isFilled(field);
  }

  mayFill({ unit, variable }: Field): boolean {
    return traitsOf(unit).ecosystem === 'jvm' && this.#files.mentions(unit.path, variable.name);
  }

  /** What `@Value("${x:default}")` or `@ConfigProperty(name = "x")` gives a field or a parameter. */
  annotated({ unit, variable }: Field, depth: number): Value | undefined {
    const mark = this.types.marks.find(unit, variable.annotations, 'property')?.annotation;
    const arg = (name: string): Expr | undefined => mark?.args.find(a => a.name === name)?.value;
    const text = arg('value') ?? arg('defaultValue') ?? arg('name');
    if (!text) return undefined;
    const read = this.constant(unit, text, depth + 1), named = arg('name') && this.constant(unit, arg('name')!, depth + 1);
    const placeholder = read.known ? /^\$\{([^:}]+)(?::([^}]*))?\}$/.exec(read.value) : undefined;
    const property = named?.known ? named.value : placeholder?.[1].trim();
    const said = property === undefined ? undefined : this.#files.value(unit.path, property);
    if (said) return said;
    const fallback = placeholder ? placeholder[2] : read.known && arg('defaultValue') ? read.value : undefined;
    return fallback === undefined ? OUTSIDE : { known: true, value: fallback, placeholder: true, at: { path: unit.path, span: text.span } };
  }
}
