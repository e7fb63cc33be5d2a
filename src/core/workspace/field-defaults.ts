import type { Expr, Unit, Variable } from '../flow/unit';
import { peel, simpleName } from '../flow/walk';
import type { Value } from '../kafka/setting';
import type { Types } from './types';

type Field = { unit: Unit; variable: Variable };

/** Reads what a field holds unless somebody sets it: `@Value("${x:default}")`, or the initial value of a bean's field. */
export class FieldDefaults {
  constructor(
    private readonly types: Types,
    private readonly constant: (unit: Unit, expr: Expr, depth: number) => Value,
    private readonly isSet: (path: string, property: string) => boolean,
  ) {}

  read(field: Field, depth: number): Value {
    const { unit, variable } = field;
    const annotated = variable.annotations.find(a => /(^|\.)(Value|ConfigProperty)$/.test(a.name));
    const text = annotated?.args.find(a => a.name === 'value' || a.name === 'defaultValue')?.value;
    if (annotated && text) {
      const read = this.constant(unit, text, depth + 1);
      const placeholder = read.known ? /^\$\{([^:}]+):([^}]*)\}$/.exec(read.value) : undefined;
      const fallback = placeholder?.[2] ?? (read.known && annotated.args.some(a => a.name === 'defaultValue') ? read.value : undefined);
      if (fallback === undefined || (placeholder && this.isSet(unit.path, placeholder[1]))) return OUTSIDE;
      return { known: true, value: fallback, placeholder: true, at: { path: unit.path, span: text.span } };
    }
    const initial = this.#initial(field);
    if (!initial) return variable.values.length ? { known: false, why: 'assigned more than once' } : OUTSIDE;
    const inner = this.constant(unit, initial, depth + 1);
    if (!inner.known || variable.constant || variable.static) return inner;
    // A field that is not final may be bound from outside (`@ConfigurationProperties`): its initial value is a default.
    if (unit.language === 'java' && this.isSet(unit.path, variable.name)) return OUTSIDE;
    return { ...inner, placeholder: true, ...(initial.kind === 'literal' && { at: { path: unit.path, span: initial.span } }) };
  }

  /** The one value of a field, or the first where all others are what a setter is given that nobody calls. */
  #initial({ unit, variable }: Field): Expr | undefined {
    const [first, ...others] = variable.values;
    if (unit.language !== 'java' || variable.constant) return others.length === 0 ? first : undefined;
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
    const builds = decl.annotations.some(a => /^(Super)?Builder$/.test(simpleName(a.name)));
    return [`set${capital}`, `with${capital}`, ...(builds ? [variable.name] : [])].some(name => this.types.program.callsNamed(name).some(({ unit: home, call }) => {
      if (call.args.length !== 1 || !call.receiver) return false;
      const type = this.types.of(home, call.receiver);
      return type === undefined || type === owner || builds;
    }));
  }
}

const OUTSIDE: Value = { known: false, why: 'set from outside' };
