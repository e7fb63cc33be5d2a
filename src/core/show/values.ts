import type { ExprAt } from '../analysis/program/program';
import type { Context } from '../model/context';
import type { Call, Expr, Unit } from '../flow/unit';
import { peel } from '../flow/walk';
import { runtimes } from '../libraries/runtimes';
import type { Place } from '../text/span';
import { exprText, useText } from './flow';
import { placeText, touches, type Sources } from './places';

/** What each call of a line, or of the whole file, means, and where its receiver and its arguments come from. */
export function valuesText(context: Context, unit: Unit, line: number | undefined, sources: Sources): string[] {
  const source = sources(unit.path)!, writer = new Values(context, unit, sources);
  const named = (call: Call) => line === undefined || source.position(call.nameSpan.start).line === line;
  const calls = unit.calls.some(named) ? unit.calls.filter(named) : unit.calls.filter(call => touches(source, call.span, line!));
  return [...calls].sort((a, b) => a.nameSpan.start - b.nameSpan.start).flatMap(call => writer.call(call));
}

/** How deep the properties of an argument are told. */
const DEEP = 3;
/** Places that are listed of the sources of one value. */
const MOST_PLACES = 4;

class Values {
  constructor(private readonly context: Context, private readonly unit: Unit, private readonly sources: Sources) {}

  call(call: Call): string[] {
    const { unit } = this;
    const name = call.receiver ? `${short(exprText(unit, call.receiver))}.${call.name}` : call.callee ? short(exprText(unit, call.callee)) : call.name;
    return [
      `${placeText({ path: unit.path, span: call.nameSpan }, this.sources)} ${call.kind === 'new' ? 'new ' : ''}${name}`,
      ...this.#meaning(call).map(line => `  ${line}`),
      ...(call.receiver ? this.#value('receiver', call.receiver) : []),
      ...call.args.flatMap((argument, index) => this.#value(`argument ${index}`, argument)),
      `  result: ${[this.context.types.ofCall(unit, call), useText(unit, call.use)].filter(Boolean).join(', ')}`,
    ];
  }

  /** What the tables say of a call, and which functions it may run. */
  #meaning(call: Call): string[] {
    const { unit, context: { types } } = this, meant = types.meanings.of(unit, call), row = types.runtimes.row(unit, call);
    const table = row && runtimes.find(({ rows }) => rows.includes(row));
    const targets = types.callables.targets(unit, call);
    const lines = [
      ...(meant ? [`means: ${meant.meaning.role}, by ${meant.type} in the table ${meant.library.id} (${meant.library.source})`] : []),
      ...(row ? [`does: ${row.kind}, by ${row.of} in the table ${table!.id} (${table!.source})`] : []),
      ...targets.map(({ unit, func }) => `runs: ${func.name || 'a function'} at ${placeText({ path: unit.path, span: func.nameSpan }, this.sources)}`),
    ];
    return lines.length > 0 ? lines : ['means: nothing that a table or the workspace tells'];
  }

  #value(title: string, expr: Expr, depth = 0): string[] {
    const value = peel(expr), indent = '  '.repeat(depth + 1);
    const own = `${indent}${title}: ${[short(exprText(this.unit, expr)), ...this.#known(value)].join('; ')}`;
    const inner = value.kind === 'object' && depth < DEEP ? value.properties.filter(({ name }) => name !== '') : [];
    return [own, ...inner.flatMap(property => this.#value(property.name, property.value, depth + 1))];
  }

  /** What is known of a value: its type, what it is, the call that made it, and where it is declared. */
  #known(value: Expr): string[] {
    const { unit, context: { types, constants, origins } } = this;
    const type = types.of(unit, value),
      constant = constants.read(unit, value),
      origin = origins.of(unit, value),
      declared = this.#declaration(value);
    const isPlain = value.kind === 'literal';
    return [
      ...(type ? [`of type ${type}`] : []),
      ...(constant.known && !isPlain ? [`is ${JSON.stringify(constant.value)}${constant.placeholder ? ' unless it is set from outside' : ''}`] : []),
      ...(origin ? [`made at ${placeText({ path: origin.unit.path, span: origin.call.nameSpan }, this.sources)}`] : []),
      ...(declared ? [`declared at ${placeText(declared, this.sources)}`] : []),
      ...types.callables.functionsAt({ unit, expr: value }).map(({ unit, func }) => `function at ${placeText({ path: unit.path, span: func.span }, this.sources)}`),
      ...(constant.known || origin ? [] : this.#origins(value)),
    ];
  }

  /** Where a value comes from, and whether there is more that cannot be seen. */
  #origins(value: Expr): string[] {
    if (!/^(name|member|index|call)$/.test(value.kind)) return [];
    const { found, open } = this.context.types.sources.of({ unit: this.unit, expr: value }, [], { callers: true });
    const isHere = (source: ExprAt): boolean => source.unit === this.unit && source.expr.span.start === value.span.start;
    const places = found.filter(source => source.expr.kind !== 'function' && !isHere(source))
      .map(({ unit, expr }) => placeText({ path: unit.path, span: expr.span }, this.sources));
    const more = open === 'bound' ? 'it is followed no further' : 'more may come from where it cannot be seen';
    if (places.length === 0) return open === 'bound' ? [more] : [];
    return [`comes from ${places.slice(0, MOST_PLACES).join(', ')}${places.length > MOST_PLACES ? ' …' : ''}`, ...(open ? [more] : [])];
  }

  /** Where the name of a value is declared: in this file, or where an import leads. */
  #declaration(value: Expr): Place | undefined {
    const { unit, context: { types } } = this;
    if (value.kind === 'member') {
      const property = types.values.property({ unit, expr: value.object }, value.name);
      if (property) return { path: property.unit.path, span: property.expr.span };
      const owner = value.object.kind === 'this' ? types.members.fieldOf(unit, value.object.class, value.name) : undefined;
      return owner && { path: owner.unit.path, span: owner.variable.span };
    }
    const variable = value.kind === 'name' && value.symbol !== undefined ? unit.symbols[value.symbol] : undefined;
    if (!variable) return undefined;
    const target = variable.kind === 'import' ? types.program.imported(unit, variable) : undefined;
    return typeof target === 'object' ? { path: target.unit.path, span: target.expr.span } : { path: unit.path, span: variable.span };
  }
}

/** Longer expressions are cut: they stand in the file. */
const LONG = 80;

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONG ? `${line.slice(0, LONG - 1)}…` : line;
}
