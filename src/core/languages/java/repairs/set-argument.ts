import type { Repair } from '../../../flow/language';
import type { Annotation, Unit } from '../../../flow/unit';
import type { SourceText } from '../../../text/source-text';
import { code } from '../../../text/visible';
import { edit } from './site';

/** Gives an argument of an annotation another text, or adds it behind the others. */
export function setArgument(_unit: Unit, source: SourceText, { args, span }: Annotation, name: string, value: string): Repair | undefined {
  const given = args.find(arg => arg.name === name)?.value, title = `set ${code(`${name} = "${value}"`)}`;
  if (given) return given.kind === 'literal' ? { edits: [edit(source, given.span.start, given.span.end, `"${value}"`)], title } : undefined;
  // A lone argument has no name, which it needs beside another one.
  if (args.length === 0 || args.some(arg => arg.name === 'value') || source.text[span.end - 1] !== ')') return undefined;
  const last = args[args.length - 1].value.span.end;
  return { edits: [edit(source, last, last, `, ${name} = "${value}"`)], title };
}
