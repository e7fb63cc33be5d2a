import type { Expr } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { LOMBOK } from '../../libraries/frameworks/lombok';
import type { Value } from '../../settings/setting';
import type { Field } from '../program/program';
import type { OutsideValues, PropertyBelow, ReadConstant } from './outside';
import type { Types } from './types';

const OUTSIDE: Value = { known: false, why: 'set from outside' };

/**
 * Reads what a field holds that is set from outside: what the files of the application give it, or else its default, of
 * `@Value("${x:default}")` or by the initial value of a bean's field.
 */
export class FieldValues {
  constructor(private readonly types: Types, private readonly outside: OutsideValues, private readonly constant: ReadConstant) {}

  read(field: Field, depth: number): Value {
    const { unit, variable } = field;
    const annotated = this.outside.annotated(field, depth);
    if (annotated) return annotated;
    const [only, ...more] = variable.values;
    const given = only?.kind === 'name' && only.symbol !== undefined && more.length === 0 ? this.outside.annotated({ unit, variable: unit.symbols[only.symbol] }, depth) : undefined;
    if (given) return given;
    const names = this.outside.namesOf(field), bound = names.map(name => this.outside.property(unit.path, name));
    if (bound.some(value => value !== undefined)) return this.#boundTo(field, bound);
    const initial = this.#initial(field);
    if (!initial) return variable.values.length ? { known: false, why: 'assigned more than once' } : OUTSIDE;
    const inner = this.constant(unit, initial, depth + 1);
    if (!inner.known || variable.constant || variable.static) return inner;
    // A field that is not final may be bound in a way that is not seen: its initial value is a default.
    if (names.length === 0 && this.outside.mayFill(field)) return OUTSIDE;
    return { ...inner, placeholder: true, ...(initial.kind === 'literal' && { at: { path: unit.path, span: initial.span } }) };
  }

  /** The settings that files of the application put into a map: `@ConfigurationProperties` with a field of type `Map<String, String>`. */
  entries(field: Field): PropertyBelow[] {
    const { type } = field.variable;
    // Into a map of objects a dotted key goes as maps in maps.
    const flat = type && (simpleName(type.name) === 'Properties' || (simpleName(type.name) === 'Map' && type.args[1]?.name === 'String'));
    const names = flat ? this.outside.namesOf(field) : [];
    return names.length === 1 && this.outside.isFilled(field) && !this.#isSetInCode(field) ? this.outside.below(field.unit.path, names[0]) : [];
  }

  /** The one value that files give all the properties to which a field is bound. */
  #boundTo(field: Field, values: readonly (Value | undefined)[]): Value {
    const [first] = values;
    const agree = first?.known && values.every(value => value?.known && value.value === first.value);
    if (!this.outside.isFilled(field) || this.#isSetInCode(field)) return OUTSIDE;
    return agree ? first : values.find(value => value && !value.known) ?? OUTSIDE;
  }

  /** The one value of a field, or the first where all others are what a setter is given that nobody calls. */
  #initial({ unit, variable }: Field): Expr | undefined {
    const [first, ...others] = variable.values;
    if (traitsOf(unit).ecosystem !== 'jvm' || variable.constant) return others.length === 0 ? first : undefined;
    const bySetter = others.every(value => {
      const given = peel(value);
      const param = given.kind === 'name' && given.symbol !== undefined ? unit.symbols[given.symbol] : undefined;
      return param?.kind === 'param' && /^(set|with)[A-Z]/.test(unit.funcs[param.func!].name);
    });
    return first && first.kind !== 'name' && bySetter && !this.#isSetInCode({ unit, variable }) ? first : undefined;
  }

  #isSetInCode({ unit, variable }: Field): boolean {
    const decl = variable.class === undefined ? undefined : unit.classes[variable.class];
    if (!decl) return false;
    const owner = this.types.program.nameOf({ unit, decl });
    const capital = variable.name[0].toUpperCase() + variable.name.slice(1);
    const builds = decl.annotations.some(a => LOMBOK.builders.has(simpleName(a.name)));
    return [`set${capital}`, `with${capital}`, ...(builds ? [variable.name] : [])].some(name => this.types.program.callsNamed(name).some(({ unit: home, call }) => {
      if (call.args.length !== 1 || !call.receiver) return false;
      const type = this.types.of(home, call.receiver);
      return type === undefined || type === owner || builds;
    }));
  }
}
