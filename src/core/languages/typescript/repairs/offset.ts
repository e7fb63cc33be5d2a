import { allSteps, replace } from './text';
import type { Repair } from '../../../flow/language';
import type { Call, Expr, Property, Unit } from '../../../flow/unit';
import type { SourceText } from '../../../text/source-text';

/** One more than an offset: clients of strings count beyond what a number can hold. */
export function plusOne(unit: Unit, source: SourceText, offset: Expr, form: 'string' | 'number'): Repair | undefined {
  const text = form === 'string' ? `(BigInt(${source.slice(counted(unit, offset).span)}) + 1n).toString()` : numberPlusOne(source, offset);
  if (!text) return undefined;
  const { start, end } = offset.span, shorthand = shorthandOf(unit, offset);
  return { title: 'commit the next offset', edits: [replace(source, start, end, shorthand ? `${shorthand.name}: ${text}` : text)] };
}

function numberPlusOne(source: SourceText, offset: Expr): string | undefined {
  if (isOneMore(offset)) return undefined;
  const text = source.slice(offset.span), plain = /^(name|member|index|call|literal)$/.test(offset.kind);
  return plain ? `${text} + 1` : `(${text}) + 1`;
}

function isOneMore(offset: Expr): offset is Expr & { kind: 'binary' } {
  return offset.kind === 'binary' && offset.op === '+' && offset.right.kind === 'literal' && offset.right.value === 1;
}

/** The offset itself, without the conversions around it and without `+ 1`, which on a string appends a digit. */
function counted(unit: Unit, offset: Expr): Expr {
  if (isOneMore(offset)) return counted(unit, offset.left);
  if (offset.kind === 'template' && offset.parts.length === 1) return counted(unit, offset.parts[0]);
  if (offset.kind === 'cast') return counted(unit, offset.value);
  if (offset.kind !== 'call') return offset;
  const call = unit.calls[offset.call];
  if (!call.receiver && call.args[0] && /^(String|Number|BigInt|parseInt)$/.test(call.name)) return counted(unit, call.args[0]);
  if (call.name === 'toString' && call.receiver && call.args.length === 0) return counted(unit, call.receiver);
  return offset;
}

/** The property `{ offset }` whose key and value are one word. */
function shorthandOf(unit: Unit, offset: Expr): Property | undefined {
  const matches = (one: Property): boolean => one.value.span.start === offset.span.start && one.nameSpan.start === offset.span.start;
  const search = (value: Expr): Property | undefined => {
    if (value.span.start > offset.span.start || value.span.end < offset.span.end) return undefined;
    switch (value.kind) {
      case 'object': return value.properties.find(matches) ?? first(value.properties.map((one) => one.value));
      case 'array': return first(value.items);
      case 'choice': return first(value.options);
      case 'await': case 'cast': case 'spread': return search(value.value);
      default: return undefined;
    }
  };
  const first = (values: Expr[]): Property | undefined => {
    for (const one of values) {
      const found = search(one);
      if (found) return found;
    }
    return undefined;
  };
  const roots = [...unit.calls.flatMap((one: Call) => one.args), ...unit.symbols.flatMap((one) => one.values), ...returned(unit)];
  return first(roots);
}

function returned(unit: Unit): Expr[] {
  return unit.funcs.flatMap((func) => [...allSteps(func.body)].flatMap((step) =>
    (step.kind === 'exit' || step.kind === 'assign') && step.value ? [step.value] : []));
}
