import type { Inputs } from '../analysis/inputs';
import type { Func, Unit } from '../flow/unit';
import { buildModel } from '../model/build';
import { Context } from '../model/context';
import type { Framework } from '../model/framework';
import type { SourceText } from '../text/source-text';
import { flowOf } from './flow';
import { modelText } from './model';
import { touches } from './places';
import { valuesText } from './values';
import { summaryText, waysText } from './ways';

/** The ways to look inside the reviewer. */
export const VIEWS = ['flow', 'values', 'summary', 'ways', 'model'] as const;
export type View = typeof VIEWS[number];

/** What to look at: a file of the workspace, or a line of it (from 1). */
export interface ShowRequest {
  path: string;
  line?: number;
  as: View;
}

/** Why there is nothing to show, and what to do instead. */
export class NothingToShow extends Error {}

/**
 * What the reviewer sees in a file, line by line: the steps that a function does, what calls mean and where values come
 * from, how a function ends, every way through it, or what the model knows. `unit` is the file's code, if it is code.
 * @throws NothingToShow
 */
export function shown({ path, line, as }: ShowRequest, inputs: Inputs, frameworks: readonly Framework[], unit: Unit | undefined): string[] {
  const source = inputs.source(path)!;
  if (line !== undefined && line > source.lineStarts.length) throw new NothingToShow(`\`${path}\` has no line ${line}: it ends at line ${source.lineStarts.length}.`);
  if (as === 'model')
    return orNothing(
      modelText(buildModel(inputs, frameworks), path, line, inputs.source),
      `the model knows nothing of ${where(path, line)}`,
    );
  if (!unit) throw new NothingToShow(`\`${path}\` is no code that is read: \`--as model\` shows what the reviewer knows of other files.`);
  if (as === 'flow') return ofFunctions(unit, source, line, func => stepsOf(unit, func, source));
  if (as === 'summary' || as === 'ways') {
    const { ways } = new Context(inputs, frameworks), text = as === 'ways' ? waysText : summaryText;
    return ofFunctions(unit, source, line, func => text(ways, unit, func, inputs.source));
  }
  return orNothing(valuesText(new Context(inputs, frameworks), unit, line, inputs.source), `there is no call in ${where(path, line)}`);
}

function where(path: string, line: number | undefined): string {
  return line === undefined ? `\`${path}\`` : `line ${line} of \`${path}\``;
}

function orNothing(lines: string[], why: string): string[] {
  if (lines.length === 0) throw new NothingToShow(`${why}. Leave the line out to see the whole file, or choose another \`--as\`.`);
  return lines;
}

/** What is told of the function at a line, or of all functions, each under its name. */
function ofFunctions(unit: Unit, source: SourceText, line: number | undefined, told: (func: Func) => string[]): string[] {
  const funcs =
    line === undefined ? unit.funcs.filter(({ body }) => body.length > 0) : [functionAt(unit, source, line)].flatMap(func => func ?? []);
  return orNothing(
    funcs.flatMap(func => [titleOf(func, source), ...told(func)]),
    `no function stands in ${where(unit.path, line)}`,
  );
}

/** The innermost function around a line; between functions what the module itself does. */
function functionAt(unit: Unit, source: SourceText, line: number): Func | undefined {
  const around = unit.funcs.filter(func => func.id !== 0 && touches(source, func.span, line));
  const length = ({ span }: Func) => span.end - span.start;
  return around.sort((a, b) => length(a) - length(b))[0] ?? unit.funcs.find(({ id, body }) => id === 0 && body.length > 0);
}

function titleOf(func: Func, source: SourceText): string {
  const kind = func.name ? `${func.kind} ${func.name}` : func.kind;
  return `${source.path}:${source.position(func.nameSpan.start).line} ${func.async ? 'async ' : ''}${kind}`;
}

function stepsOf(unit: Unit, func: Func, source: SourceText): string[] {
  if (func.body.length === 0) return ['      does nothing'];
  return flowOf(unit, func).map(({ depth, text, start }) => `${String(source.position(start).line).padStart(6)}  ${'  '.repeat(depth)}${text}`);
}
