import { Context } from './context';
import { settleReads } from './classes';
import { expr } from './expressions';
import { declareImports } from './modules';
import { declarePrototypes } from './prototypes';
import { hoistBlock, hoistVars } from './scope';
import { declaration, statements } from './statements';
import type { Parse } from '../parse/parse';
import type { Unit } from '../../../flow/unit';

/** Lowers a file, whatever state it is in; what is beyond reading gives an empty unit, marked `broken`. */
export function lower(parse: Parse, path: string, text: string): Unit {
  const parsed = parse(path, text);
  if (!parsed) return emptyUnit(path);
  const unit = { ...emptyUnit(path), broken: parsed.broken }, cx = new Context(unit, text, { expr, statements, declaration });
  const span = { start: 0, end: text.length }, start = { start: 0, end: 0 };
  const body = cx.addFunc({ name: '', kind: 'module', async: false, annotations: [], span, nameSpan: start, bodySpan: span });
  cx.steps = body.body;
  const nodes = parsed.program.body;
  declareImports(cx, parsed.program);
  hoistVars(cx, nodes);
  hoistBlock(cx, nodes);
  declarePrototypes(cx, nodes);
  statements(cx, nodes);
  settleReads(cx);
  return unit;
}

/** A unit of which nothing is known. */
export function emptyUnit(path: string): Unit {
  return { path, language: 'typescript', imports: [], exports: [], classes: [], funcs: [], symbols: [], calls: [], broken: true };
}
