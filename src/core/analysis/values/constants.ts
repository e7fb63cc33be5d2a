import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Meaning } from '../../libraries/table';
import type { Value } from '../../settings/setting';
import type { ExprAt } from '../program/program';
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
      case 'name': return this.#name(unit, value, depth);
      case 'member': return this.#member(unit, value, depth);
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
      const inner = this.read(unit, call.args[1], depth + 1);
      return inner.known ? { ...inner, placeholder: true } : inner;
    }
    for (const target of this.types.callables.targets(unit, call)) {
      const returned = this.types.values.returned(target);
      if (returned.length === 1 && target.func.params.length === 0) return this.read(target.unit, returned[0], depth + 1);
    }
    const meaning = this.types.meanings.of(unit, call)?.meaning;
    if (meaning?.role === 'application-property') return this.#property(unit, call, meaning, depth);
    const generated = this.types.generatedField(unit, call);
    return generated ? this.fields.read(generated, depth) : UNKNOWN;
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

  #name(unit: Unit, expr: Expr & { kind: 'name' }, depth: number): Value {
    const variable = expr.symbol === undefined ? undefined : unit.symbols[expr.symbol];
    if (!variable) return expr.name === 'undefined' ? { known: false, why: 'not set' } : UNKNOWN;
    if (variable.kind === 'import') {
      const target = this.types.program.imported(unit, variable);
      if (typeof target === 'object') return this.read(target.unit, target.expr, depth + 1);
      if (typeof target === 'string' && unit.language === 'java') return this.#javaField(target, depth);
      return UNKNOWN;
    }
    if (variable.kind === 'param' && unit.language === 'java') return this.#outside.annotated({ unit, variable }, depth) ?? UNKNOWN;
    if (variable.kind === 'param' || variable.route || variable.values.length !== 1) return UNKNOWN;
    return this.read(unit, variable.values[0], depth + 1);
  }

  #javaField(name: string, depth: number): Value {
    const field = this.types.members.named(name);
    return field && field.variable.constant && field.variable.values.length === 1 ? this.read(field.unit, field.variable.values[0], depth + 1) : UNKNOWN;
  }

  #member(unit: Unit, expr: Expr & { kind: 'member' }, depth: number): Value {
    if (/^(TRUE|FALSE)$/.test(expr.name) && expr.object.kind === 'name' && expr.object.name === 'Boolean') return { known: true, value: expr.name.toLowerCase() };
    const property: ExprAt | undefined = this.types.values.property({ unit, expr: expr.object }, expr.name);
    if (property) return this.read(property.unit, property.expr, depth + 1);
    const owner = this.types.of(unit, expr.object);
    const own = owner === undefined ? undefined : this.types.program.classNamed(owner);
    const field = own && this.types.members.fieldIn(own, expr.name);
    if (!field) return UNKNOWN;
    return this.fields.read(field, depth);
  }
}

function isEnvironment(expr: Expr, unit: Unit): boolean {
  const value = peel(expr);
  if (value.kind === 'member' || value.kind === 'index') return true;
  if (value.kind === 'call') return /^(get|getenv|getProperty|config|env)$/.test(unit.calls[value.call].name);
  return value.kind === 'name';
}
