import { contains } from '../../../text/span';
import { allSteps, insert, replace } from './text';
import type { Edit } from '../../../text/edit';
import type { Call, Func, Unit } from '../../../flow/unit';
import type { SourceText } from '../../../text/source-text';

/** Methods that call their callback at once and look at what it returns, or do not wait for it. */
const SYNCHRONOUS =
  /^(map|flatMap|filter|reduce(Right)?|some|every|find(Last)?(Index)?|sort|toSorted|forEach|replace(All)?|from)$/;

/**
 * The edits that let a function wait at the place of a call: none when it is async, `async` where nothing
 * depends on it being plain; `undefined` when it cannot wait.
 */
export function toWait(unit: Unit, source: SourceText, call: Call): Edit[] | undefined {
  const func = unit.funcs[call.func];
  if (!contains(func.bodySpan, call.span) || isInitialiser(unit, func, call) || isGenerator(source, func)) return undefined;
  if (func.kind === 'module') return isModule(source) ? [] : undefined;
  if (func.async) return [];
  if (func.kind === 'constructor' || func.kind === 'accessor' || !mayBeAsync(unit, func)) return undefined;
  const returns = func.returns, edits = [insert(source, asyncPlace(source, func), 'async ')];
  if (!returns || returns.name === 'Promise') return edits;
  if (returns.name !== 'void' || /^\s*[|&[]/.test(source.text.slice(returns.span.end))) return undefined;
  return [...edits, replace(source, returns.span.start, returns.span.end, `Promise<${source.slice(returns.span)}>`)];
}

/** Field initialisers and static blocks cannot wait, whatever function they stand in. */
function isInitialiser(unit: Unit, func: Func, call: Call): boolean {
  return unit.classes.some((one) => contains(one.span, call.span) && contains(func.bodySpan, one.span));
}

function isGenerator(source: SourceText, func: Func): boolean {
  const header = source.text.slice(func.span.start, func.bodySpan.start);
  if (/^\s*async\b/.test(header)) return false;
  return (
    /function\s*\*/.test(header) || /\*(?<!async\s*\*)(?:\s*\[)?$/.test(source.text.slice(func.span.start, func.nameSpan.start).trimEnd())
  );
}

/** A file that is a module by its name or by its `import` and `export` statements may wait at its top level. */
function isModule(source: SourceText): boolean {
  if (/\.c[jt]s$/i.test(source.path)) return false;
  return /\.m[jt]s$/i.test(source.path) || /^[ \t]*(import\s*[\w{*"']|export\b)/m.test(source.text);
}

/** Callbacks may, except those whose result is used at once; other functions when they return nothing or a promise. */
function mayBeAsync(unit: Unit, func: Func): boolean {
  if (func.use?.kind === 'argument') {
    const taker = unit.calls[func.use.call];
    return !(taker.kind === 'new' ? taker.name === 'Promise' : func.use.path === undefined && SYNCHRONOUS.test(taker.name));
  }
  if (func.use?.kind === 'receiver') return false;
  return func.returns?.name === 'Promise' || !returnsValue(func);
}

/** True when the function returns a value other than `undefined`. */
export function returnsValue(func: Func): boolean {
  for (const step of allSteps(func.body)) {
    if (step.kind === 'exit' && step.how === 'return' && step.value && !(step.value.kind === 'unary' && step.value.op === 'void'))
      return true;
  }
  return false;
}

/** Methods take `async` before their name, all others before everything. */
function asyncPlace(source: SourceText, func: Func): number {
  const named = func.nameSpan.end > func.nameSpan.start;
  if (!named || /^function\b/.test(source.text.slice(func.span.start))) return func.span.start;
  return source.text[func.nameSpan.start - 1] === '[' ? func.nameSpan.start - 1 : func.nameSpan.start;
}
