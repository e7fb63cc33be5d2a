import assert from 'node:assert/strict';
import type { LanguageModule, Repair, Repairs } from '../../src/core/flow/language';
import type { Call, Expr, Func, Step, TypeRef, Unit, Use, Variable } from '../../src/core/flow/unit';
import { createJava } from '../../src/core/languages/java/index';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';
import { loadAsset } from '../assets';

/** The Java module with its parser. */
export function loadJava(): Promise<LanguageModule> {
  return createJava(loadAsset);
}

/** The first variable of a name. */
export function symbol(unit: Unit, name: string): Variable {
  return unit.symbols.find(one => one.name === name)!;
}

/** The first call of a name. */
export function call(unit: Unit, name: string): Call {
  return unit.calls.find(one => one.name === name)!;
}

/** A type as it is written. */
export function type(one: TypeRef | undefined): string {
  return one ? one.name + (one.args.length > 0 ? `<${one.args.map(type).join()}>` : '') : '';
}

/** The steps of a function, a line each, with what they run indented. */
export function printed(unit: Unit, func: Func): string[] {
  return func.body.flatMap(step => print(unit, step));
}

function print(unit: Unit, step: Step): string[] {
  const nest = (body: Step[]): string[] => body.flatMap(one => print(unit, one)).map((line) => `  ${line}`);
  switch (step.kind) {
    case 'call': return [`${show(unit, { ...step, kind: 'call' })} ${use(unit, unit.calls[step.call].use)}`];
    case 'assign': return [`${show(unit, step.target)} = ${show(unit, step.value)}`];
    case 'await': return [`await ${show(unit, step.value)}`];
    case 'exit': return [step.value ? `${step.how} ${show(unit, step.value)}` : step.how];
    case 'branch': {
      return [`branch ${show(unit, step.condition)}`, ...step.arms.map(nest).flatMap((arm, index) => index > 0 ? ['  |', ...arm] : arm)];
    }
    case 'loop': {
      const what = step.over ?? step.condition, item = step.item === undefined ? '' : ` as ${unit.symbols[step.item].name}`;
      return [`loop ${step.style}${what ? ` ${show(unit, what)}` : ''}${item}`, ...nest(step.body)];
    }
    case 'try': return [
      ['try', ...(step.resources ?? []).map((id) => unit.symbols[id].name)].join(' '), ...nest(step.body),
      ...step.catches.flatMap(({ types, param, body }) =>
        [['catch', types.map(type).join('|'), param === undefined ? '' : unit.symbols[param].name].filter(Boolean).join(' '), ...nest(body)]),
      ...(step.finally ? ['finally', ...nest(step.finally)] : []),
    ];
  }
}

/** An expression, much as it is written. */
export function show(unit: Unit, value: Expr): string {
  const of = (one: Expr): string => show(unit, one), list = (values: Expr[], between = ', '): string => values.map(of).join(between);
  switch (value.kind) {
    case 'literal': return typeof value.value === 'string' ? `'${value.value}'` : String(value.value);
    case 'name': return value.name;
    case 'member': return `${of(value.object)}.${value.name}`;
    case 'index': return `${of(value.object)}[${value.index.kind === 'other' ? '' : of(value.index)}]`;
    case 'call': {
      const call = unit.calls[value.call], before = call.kind === 'new' ? 'new ' : '';
      const callee = call.receiver ? `${of(call.receiver)}.${call.name}` : call.callee ? of(call.callee) : unit.language === 'java' ? call.name : '';
      return `${before}${callee}(${list(call.args)})`;
    }
    case 'function': return unit.language === 'java' ? '->' : '=>';
    case 'object': return `{${value.properties.map(one => `${one.name}: ${of(one.value)}`).join(', ')}}`;
    case 'array': return `[${list(value.items)}]`;
    case 'binary': return `${of(value.left)} ${value.op} ${of(value.right)}`;
    case 'unary': return `${value.op} ${of(value.value)}`;
    case 'template': return `\`${list(value.parts, ' ')}\``;
    case 'choice': return list(value.options, ' | ');
    case 'await': return `await ${of(value.value)}`;
    case 'cast': return of(value.value);
    case 'spread': return `...${of(value.value)}`;
    default: return value.kind;
  }
}

/** What becomes of a value. */
export function use(unit: Unit, one: Use): string {
  switch (one.kind) {
    case 'argument': return `argument ${unit.calls[one.call].name} ${one.index}${one.path ? ` ${one.path}` : ''}`;
    case 'receiver': return `receiver ${unit.calls[one.call].name}`;
    case 'stored': return `stored ${unit.symbols[one.symbol].name}`;
    case 'member': return `member ${one.name}`;
    default: return one.kind;
  }
}

/** Asks for one repair. */
export type MakeRepair = (to: Repairs, unit: Unit, source: SourceText) => Repair | undefined;

/** Makes a test of what a repair does to a text: it changes it as expected, or refuses, and leaves code that can be read. */
export function changes(
  title: string, language: () => LanguageModule, path: string, text: string, expected: string | undefined,
  make: MakeRepair,
): void {
  it(`${expected === undefined ? 'refuses ' : ''}${title}`, () => {
    const { lower, repairs } = language(), unit = lower(path, text), repair = make(repairs, unit, new SourceText(path, text));
    assert.equal(unit.broken, false);
    const after = repair && applyEdits(text, repair.edits);
    assert.equal(after, expected);
    if (after !== undefined) assert.equal(lower(path, after).broken, false);
  });
}
