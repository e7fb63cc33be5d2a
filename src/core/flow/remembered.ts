import type { SourceText } from '../text/source-text';
import type { Repair, Repairs } from './language';

type Kind = keyof Repairs;
type Arguments = readonly unknown[];

/** Repairs that remember what they gave: as long as a file's text stays, so do the changes proposed for it. */
export function remembered(repairs: Repairs): Repairs {
  const known = new WeakMap<SourceText, Map<string, Repair | undefined>>();
  const names = Object.keys(repairs) as Kind[];
  return Object.fromEntries(names.map(name => [name, (unit: unknown, source: SourceText, ...rest: Arguments) => {
    let given = known.get(source);
    if (!given) known.set(source, given = new Map());
    const key = [name, ...rest.map(keyOf)].join(' ');
    if (!given.has(key)) given.set(key, (repairs[name] as (...all: Arguments) => Repair | undefined)(unit, source, ...rest));
    return given.get(key);
  }])) as unknown as Repairs;
}

/** Within one text, a call, a function or an expression is told by where it stands. */
function keyOf(argument: unknown): string {
  if (typeof argument !== 'object' || argument === null) return String(argument);
  const { start, end } = 'span' in argument ? argument.span as { start: number; end: number } : argument as { start: number; end: number };
  return `${start}-${end}`;
}
