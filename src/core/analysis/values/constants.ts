import type { Call, Expr, Unit } from '../../flow/unit';
import { isNothing, peel } from '../../flow/walk';
import type { Meaning } from '../../libraries/table';
import type { Value } from '../../settings/setting';
import type { ExprAt, Field } from '../program/program';
import { FieldValues } from './fields';
import type { OutsideValues, ReadConstant } from './outside';
import type { Types } from './types';

const UNKNOWN: Value = { known: false, why: 'the value is computed' };

/** Reads constant values out of code: literals, constants across files, `String.valueOf`, `x || default`, `@Value("${x:default}")`. */
export class Constants {
  /** What fields hold that are set from outside. */
  readonly fields: FieldValues;
  readonly #outside: OutsideValues;

  constructor(private readonly types: Types, outside: (constant: ReadConstant) => OutsideValues) {
    const constant: ReadConstant = (unit, expr, depth) => this.read(unit, expr, depth);
    this.#outside = outside(constant);
    this.fields = new FieldValues(types, this.#outside, constant);
  }

  read(unit: Unit, expr: Expr, depth = 0): Value {
    if (depth > 8) return UNKNOWN;
    const value = peel(expr);
    switch (value.kind) {
      case 'literal': return { known: true, value: String(value.value) };
      case 'unary': {
        const inner = this.read(unit, value.value, depth + 1);
        if (!inner.known) return inner;
        if (value.op === '-') return { known: true, value: `-${inner.value}` };
        if (value.op === '+') return inner;
        if (value.op === '!') return { known: true, value: inner.value === 'true' ? 'false' : 'true' };
        return UNKNOWN;
      }
      case 'name': case 'member': case 'index': return this.#followed(unit, value, depth);
      case 'template': {
        let text = '';
        for (const part of value.parts) {
          const piece = this.read(unit, part, depth + 1);
          if (!piece.known) return piece;
          text += piece.value;
        }
        return { known: true, value: text };
      }
      case 'choice': {
        const values = value.options.map(option => this.read(unit, option, depth + 1));
        const known = values.filter(v => v.known);
        if (known.length === values.length && known.every(v => v.known && v.value === (known[0] as { value: string }).value)) return values[0];
        const last = values[values.length - 1];
        // `process.env.ACKS || '1'`: the default counts, and is marked as one.
        if (known.length === 1 && last.known && isEnvironment(value.options[0], unit)) return { ...last, placeholder: true };
        return { known: false, why: 'one of several values' };
      }
      case 'call': return this.#call(unit, value, depth);
      default: return UNKNOWN;
    }
  }

  /** The elements of a list that are known. */
  elements(at: ExprAt): string[] {
    const whole = this.types.sources.of(at, [], { callers: true, asWritten: true }).found;
    // What matches is said as it is written: `Pattern.compile("orders-.*")`.
    const patterns = whole.flatMap(({ unit, expr }) => (expr.kind === 'call' && unit.calls[expr.call].name === 'compile' ? unit.calls[expr.call].args.slice(0, 1).map(arg => ({ unit, expr: arg })) : []));
    const { found } = patterns.length > 0 ? { found: patterns } : this.types.sources.of(at, ['[]'], { callers: true, asWritten: true });
    return found.flatMap(({ unit, expr }) => { const read = this.read(unit, expr); return read.known ? [read.value] : []; });
  }

  /** A text with the placeholders filled in whose values files of the application tell: `${app.topics.orders}`; the others stay. */
  filled(path: string, text: string): string {
    return text.replace(/\$\{([^${}:]+)(?::[^${}]*)?\}/g, (placeholder, property: string) => {
      const said = this.#outside.property(path, property.trim());
      return said?.known ? said.value : placeholder;
    });
  }

  #call(unit: Unit, value: Expr & { kind: 'call' }, depth: number): Value {
    const call = unit.calls[value.call];
    if (/^(valueOf|toString|parseInt|parseFloat|Number|String|Boolean|parseBoolean|trim|toLowerCase|intValue|shortValue|of|Integer|Short)$/.test(call.name)) {
      const owner = call.receiver ? peel(call.receiver) : undefined;
      const inner = owner && call.args.length === 0 ? owner : call.args[0];
      if (inner) return this.read(unit, inner, depth + 1);
    }
    if (call.name === 'getOrDefault' && call.args[1]) {
      return this.#default(UNKNOWN, unit, call.args[1], depth);
    }
    if (call.name === 'orElse' && call.args[0] && call.receiver) return this.#default(this.read(unit, call.receiver, depth + 1), unit, call.args[0], depth);
    const meaning = this.types.meanings.of(unit, call)?.meaning;
    return meaning?.role === 'application-property' ? this.#property(unit, call, meaning, depth) : this.#followed(unit, value, depth);
  }

  /** A value, or what stands for it where it is missing. */
  #default(value: Value, unit: Unit, fallback: Expr, depth: number): Value {
    if (value.known) return value;
    const inner = this.read(unit, fallback, depth + 1);
    return inner.known ? { ...inner, placeholder: true } : inner;
  }

  /** The one value that all sources give. */
  #followed(unit: Unit, expr: Expr, depth: number): Value {
    if (isNothing(expr)) return { known: false, why: 'not set' };
    if (expr.kind === 'member' && /^(TRUE|FALSE)$/.test(expr.name) && expr.object.kind === 'name' && expr.object.name === 'Boolean') return { known: true, value: expr.name.toLowerCase() };
    const { found, open } = this.types.sources.of({ unit, expr }, [], { callers: true, asWritten: true });
    const values = found.map((source): Value => {
      if (source.field) return this.#ofField(source.field, depth);
      return source.expr === expr ? UNKNOWN : this.read(source.unit, source.expr, depth + 1);
    });
    if (open === 'bound') return { known: false, why: 'it comes from more places than are followed' };
    if (open !== undefined || values.length === 0) return values.find(value => !value.known) ?? UNKNOWN;
    return values.length === 1 ? values[0] : agreed(values);
  }

  #ofField(field: Field, depth: number): Value {
    if (field.variable.kind === 'param') return this.#outside.annotated(field, depth) ?? UNKNOWN;
    return this.fields.read(field, depth + 1);
  }

  /** `environment.getProperty("app.acks", "1")` */
  #property(unit: Unit, call: Call, { name, otherwise }: Meaning & { role: 'application-property' }, depth: number): Value {
    const key = call.args[Number(name)] && this.read(unit, call.args[Number(name)], depth + 1);
    if (!key?.known) return UNKNOWN;
    const said = this.#outside.property(unit.path, key.value), fallback = otherwise === undefined ? undefined : call.args[Number(otherwise)];
    if (said || !fallback) return said ?? { known: false, why: 'set from outside' };
    const inner = this.read(unit, fallback, depth + 1);
    return inner.known ? { ...inner, placeholder: true } : inner;
  }
}

/** The value that several are. */
function agreed(values: readonly Value[]): Value {
  const [one] = values;
  const same = one.known && values.every(value => value.known && value.value === one.value);
  return same ? values.find(value => value.known && value.placeholder) ?? one : values.find(value => !value.known) ?? { known: false, why: 'one of several values' };
}

function isEnvironment(expr: Expr, unit: Unit): boolean {
  const value = peel(expr);
  if (value.kind === 'member' || value.kind === 'index') return true;
  if (value.kind === 'binary' && value.op === '&&') return isEnvironment(value.right, unit);
  if (value.kind === 'call') return /^(get|getenv|getProperty|config|env)$/.test(unit.calls[value.call].name);
  return value.kind === 'name';
}
