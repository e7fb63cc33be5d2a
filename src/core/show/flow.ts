import type { Expr, Func, Step, TypeRef, Unit, Use } from '../flow/unit';
import { traitsOf } from '../languages/traits';

/** One line of a function's steps: how deep it stands, and where its text begins. */
export interface FlowLine {
  depth: number;
  text: string;
  start: number;
}

/** The steps of a function, a line each, with what they run one deeper. */
export function flowOf(unit: Unit, func: Func): FlowLine[] {
  return func.body.flatMap(step => linesOf(unit, step, 0));
}

function linesOf(unit: Unit, step: Step, depth: number): FlowLine[] {
  const line = (text: string, start = step.span.start, more = 0): FlowLine => ({ depth: depth + more, text, start });
  const nest = (body: readonly Step[]): FlowLine[] => body.flatMap(inner => linesOf(unit, inner, depth + 1));
  switch (step.kind) {
    case 'call': return [line(`${exprText(unit, { ...step, kind: 'call' })} ${useText(unit, unit.calls[step.call].use)}`)];
    case 'assign': return [line(`${exprText(unit, step.target)} = ${exprText(unit, step.value)}`)];
    case 'await': return [line(`await ${exprText(unit, step.value)}`)];
    case 'exit': return [line(step.value ? `${step.how} ${exprText(unit, step.value)}` : step.how)];
    case 'branch': {
      const arms = step.arms.flatMap((arm, index) => (index > 0 ? [line('|', arm[0]?.span.start, 1), ...nest(arm)] : nest(arm)));
      return [line(`branch ${exprText(unit, step.condition)}`), ...arms];
    }
    case 'loop': {
      const what = step.over ?? step.condition, item = step.item === undefined ? '' : ` as ${unit.symbols[step.item].name}`;
      return [line(`loop ${step.style}${what ? ` ${exprText(unit, what)}` : ''}${item}`), ...nest(step.body)];
    }
    case 'try': return [
      line(['try', ...(step.resources ?? []).map(id => unit.symbols[id].name)].join(' ')), ...nest(step.body),
      ...step.catches.flatMap(({ types, param, body, span }) => [
        line(
          ['catch', types.map(typeText).join('|'), param === undefined ? '' : unit.symbols[param].name].filter(Boolean).join(' '),
          span.start,
        ),
        ...nest(body),
      ]),
      ...(step.finally ? [line('finally', step.finally[0]?.span.start ?? step.span.end), ...nest(step.finally)] : []),
    ];
  }
}

/** An expression, much as it is written. */
export function exprText(unit: Unit, value: Expr): string {
  const of = (inner: Expr): string => exprText(unit, inner),
    list = (values: readonly Expr[], between = ', '): string => values.map(of).join(between);
  switch (value.kind) {
    case 'literal': return typeof value.value === 'string' ? `'${value.value}'` : String(value.value);
    case 'name': return value.name;
    case 'member': return `${of(value.object)}.${value.name}`;
    case 'index': return `${of(value.object)}[${value.index.kind === 'other' ? '' : of(value.index)}]`;
    case 'call': {
      const call = unit.calls[value.call], before = call.kind === 'new' ? 'new ' : '';
      const callee = call.receiver
        ? `${of(call.receiver)}.${call.name}`
        : call.callee
          ? of(call.callee)
          : call.name;
      return `${before}${callee}(${list(call.args)})`;
    }
    case 'function': return traitsOf(unit).arrow;
    case 'object': return `{${value.properties.map(property => `${property.name}: ${of(property.value)}`).join(', ')}}`;
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
export function useText(unit: Unit, use: Use): string {
  switch (use.kind) {
    case 'argument': return `argument ${unit.calls[use.call].name} ${use.index}${use.path ? ` ${use.path}` : ''}`;
    case 'receiver': return `receiver ${unit.calls[use.call].name}`;
    case 'stored': return `stored ${unit.symbols[use.symbol].name}`;
    case 'member': return `member ${use.name}`;
    default: return use.kind;
  }
}

/** A type as it is written. */
export function typeText(type: TypeRef | undefined): string {
  return type ? type.name + (type.args.length > 0 ? `<${type.args.map(typeText).join()}>` : '') : '';
}
