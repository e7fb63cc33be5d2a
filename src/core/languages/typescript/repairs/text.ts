import { contains } from '../../../text/span';
import type { Span } from '../../../text/span';
import type { SourceText } from '../../../text/source-text';
import type { Edit } from '../../../text/edit';
import type { Call, Func, Step, Unit } from '../../../flow/unit';

export function replace(source: SourceText, start: number, end: number, text: string): Edit {
  return { path: source.path, span: { start, end }, text };
}

export function insert(source: SourceText, at: number, text: string): Edit {
  return replace(source, at, at, text);
}

/** All steps of a list, those inside other steps included. */
export function* allSteps(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    switch (step.kind) {
      case 'loop': yield* allSteps(step.body); break;
      case 'branch': for (const arm of step.arms) yield* allSteps(arm); break;
      case 'try':
        yield* allSteps(step.body);
        for (const one of step.catches) yield* allSteps(one.body);
        yield* allSteps(step.finally ?? []);
    }
  }
}

/** The last link of a promise chain that begins with a call: `f().then(…).catch(…)`. */
export function chainEnd(unit: Unit, call: Call): Call {
  let at = call;
  while (at.use.kind === 'receiver') {
    const next: Call = unit.calls[at.use.call];
    if (!/^(then|catch|finally)$/.test(next.name)) break;
    at = next;
  }
  return at;
}

/** The statement of a call that is nothing but the call, awaited or not; `undefined` when it is part of more. */
export function ownStatement(unit: Unit, source: SourceText, call: Call): Span | undefined {
  const { span, statement, func } = chainEnd(unit, call);
  if (unit.funcs[func].expression || !contains(statement, span)) return undefined;
  const before = source.text.slice(statement.start, span.start), after = source.text.slice(span.end, statement.end);
  return /^(?:await|void|[(\s])*$/.test(before) && /^[)\s]*(?:;\s*)?$/.test(after) ? statement : undefined;
}

/** True when a statement is the unbraced body of an `if`, `else` or loop. */
export function isUnbraced(source: SourceText, func: Func, statement: Span): boolean {
  const holder = enclosing(func, statement);
  if (!holder || !/(\)|\belse|\bdo)$/.test(withoutComments(source.text.slice(holder.start, statement.start)))) return false;
  return holder.end <= statement.end || /^\s*(else|while)\b/.test(source.text.slice(statement.end));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ').trimEnd();
}

/** The innermost loop, branch or try of a function around a place. */
export function enclosing(func: Func, span: Span): Span | undefined {
  let found: Span | undefined;
  for (const step of allSteps(func.body)) {
    if (step.kind !== 'loop' && step.kind !== 'branch' && step.kind !== 'try') continue;
    if (contains(step.span, span) && step.span.end - step.span.start > span.end - span.start) found = step.span;
  }
  return found;
}

/** The semicolon, in a file that writes them. */
export function semicolon(source: SourceText): string {
  return /;[ \t]*\r?$/m.test(source.text) || !source.text.includes('\n') ? ';' : '';
}

/** What one more level of indentation is in this file. */
export function indentUnit(source: SourceText): string {
  return /^(\t| {2,8})\S/m.exec(source.text)?.[1] ?? '  ';
}

/** The edit that ends a block with a statement; `inner` is what stands between its braces. */
export function endBlock(source: SourceText, inner: Span, statement: string): Edit {
  const text = source.slice(inner), lastLine = /\r?\n[ \t]*$/.exec(text);
  if (!lastLine) {
    const end = inner.start + text.trimEnd().length, body = text.trim();
    const stop = !body || /[;}]$|\*\/$/.test(body) ? '' : semicolon(source) || ';';
    return replace(source, end, inner.end, `${stop} ${statement} `);
  }
  const at = inner.start + lastLine.index;
  const first = /\n([ \t]*)\S/.exec(text)?.[1];
  const outer = source.indentAt(inner.end);
  const indent = first !== undefined && first.length > outer.length ? first : outer + indentUnit(source);
  return insert(source, at, source.lineEnd + indent + statement);
}
