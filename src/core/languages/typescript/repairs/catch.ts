import { endBlock, insert, replace, semicolon } from './text';
import type { Repair } from '../../../flow/language';
import type { Call, Catch, Expr, Func, Step, Unit } from '../../../flow/unit';
import type { SourceText } from '../../../text/source-text';
import { code } from '../../../text/visible';

/** Ends a catch block with a rethrow of what it caught. */
export function rethrow(unit: Unit, source: SourceText, _func: Func, handler: Catch): Repair | undefined {
  const name = handler.param === undefined ? 'error' : unit.symbols[handler.param].name;
  if (!name || source.text[handler.bodySpan.end] !== '}') return undefined;
  const last = handler.body.at(-1), edits = [];
  if (last?.kind === 'exit' && last.how === 'throw') return undefined;
  if (handler.param === undefined) {
    if (nameTaken(unit, source, handler, name)) return undefined;
    edits.push(insert(source, handler.keyword.end, ` (${name})`));
  }
  edits.push(ending(source, last, handler.bodySpan, `throw ${name}${semicolon(source)}`));
  return { title: `rethrow ${code(name)}`, edits };
}

/** Ends a failure callback with a rethrow of its first parameter. */
export function rethrowIn(unit: Unit, source: SourceText, callback: Func): Repair | undefined {
  const known = callback.params.length > 0 ? unit.symbols[callback.params[0]] : undefined, name = known ? known.name : 'error';
  if (!name || (callback.kind !== 'lambda' && callback.kind !== 'function')) return undefined;
  const edits = [], stop = semicolon(source) || ';';
  const header = source.text.slice(callback.span.start, callback.bodySpan.start), empty = header.lastIndexOf('()');
  if (!known) {
    if (empty < 0 || nameTaken(unit, source, { span: callback.span }, name)) return undefined;
    edits.push(insert(source, callback.span.start + empty + 1, name));
  }
  if (callback.expression) {
    const start = callback.span.start + header.lastIndexOf('=>') + 2, end = callback.span.end;
    edits.push(replace(source, start, end, ` { ${source.text.slice(start, end).trim()}${stop} throw ${name}${stop} }`));
  } else {
    const last = callback.body.at(-1), inner = { start: callback.bodySpan.start + 1, end: callback.bodySpan.end - 1 };
    if (last?.kind === 'exit' && last.how === 'throw') return undefined;
    edits.push(ending(source, last, inner, `throw ${name}${semicolon(source)}`));
  }
  return { title: `rethrow ${code(name)}`, edits };
}

/** A statement that leaves the block gives way to the rethrow; otherwise it comes last. */
function ending(source: SourceText, last: Step | undefined, inner: { start: number; end: number }, statement: string) {
  const leaves =
    last?.kind === 'exit'
    && (!last.value
      || isData(last.value)
      || /^Promise\.resolve\(\s*\)$/.test(source.slice(last.value.span)));
  return leaves ? replace(source, last.span.start, last.span.end, statement) : endBlock(source, inner, statement);
}

/** A value that nothing is done for. */
function isData(value: Expr): boolean {
  switch (value.kind) {
    case 'literal': case 'name': return true;
    case 'object': return value.properties.every(property => isData(property.value));
    case 'array': return value.items.every(isData);
    default: return false;
  }
}

/** True when code inside reads a name that a new parameter would hide. */
function nameTaken(unit: Unit, source: SourceText, around: { span: { start: number; end: number } }, name: string): boolean {
  return unit.symbols.some((one) => one.name === name) && new RegExp(`\\b${name}\\b`).test(source.slice(around.span));
}

/** Drops a link of a promise chain. */
export function dropLink(_unit: Unit, source: SourceText, link: Call): Repair | undefined {
  if (!link.receiver) return undefined;
  const dot = source.text.slice(0, link.nameSpan.start).search(/\??\.\s*$/);
  if (dot < link.receiver.span.end) return undefined;
  // A comment between the links stays, and then so does the line break that ends it.
  const between = source.text.slice(link.receiver.span.end, dot);
  const start = /^[)\s]*$/.test(between) ? dot - (between.length - between.trimEnd().length) : dot;
  return { title: `drop ${code(`.${link.name}(…)`)}`, edits: [replace(source, start, link.span.end, '')] };
}
