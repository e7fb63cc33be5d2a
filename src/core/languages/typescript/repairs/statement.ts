import { contains } from '../../../text/span';
import { allSteps, enclosing, insert, isUnbraced, ownStatement, replace } from './text';
import type { Edit } from '../../../text/edit';
import type { Repair } from '../../../flow/language';
import type { Call, Func, Unit } from '../../../flow/unit';
import type { SourceText } from '../../../text/source-text';
import type { Span } from '../../../text/span';
import { code } from '../../../text/visible';

/** Deletes the statement of a call, with its line. */
export function remove(unit: Unit, source: SourceText, call: Call): Repair | undefined {
  const statement = ownStatement(unit, source, call), func = unit.funcs[call.func];
  if (!statement) return undefined;
  const edit = isUnbraced(source, func, statement) ? replace(source, statement.start, statement.end, '{}') : deletion(source, statement);
  return { title: `remove ${code(call.name)}`, edits: [edit] };
}

/** Moves the statement of a call to just after another statement. */
export function moveAfter(unit: Unit, source: SourceText, call: Call, after: Span): Repair | undefined {
  const statement = ownStatement(unit, source, call), func = unit.funcs[call.func];
  if (!statement || contains(statement, after) || isUnbraced(source, func, statement)) return undefined;
  if (!isVisible(unit, func, statement, after.end) || !isReachable(func, after)) return undefined;
  const at = source.text[after.end] === ';' ? after.end + 1 : after.end;
  const line = source.lineAt(at), lineEnd = source.lineStarts[line] + source.line(line).length;
  const target = /^\s*(\/\/.*|\/\*.*\*\/\s*)?$/.test(source.text.slice(at, lineEnd)) ? lineEnd : at;
  const indent = source.indentAt(after.start), old = source.indentAt(statement.start);
  const comment = target === lineEnd ? trailingComment(source, statement) : '';
  const lines = (source.slice(statement) + comment).split('\n');
  const text = lines.map((one, index) => index > 0 && one.startsWith(old) ? indent + one.slice(old.length) : one).join('\n');
  const inserted = target === lineEnd ? insert(source, target, `${source.lineEnd}${indent}${text}`) : insert(source, target, ` ${text}`);
  return { title: `move ${code(call.name)} after the processing`, edits: [deletion(source, statement), inserted] };
}

/** The comment behind a statement, which goes where the statement goes. */
function trailingComment(source: SourceText, statement: Span): string {
  return /^[ \t]*\/\/[^\r\n]*/.exec(source.text.slice(statement.end))?.[0] ?? '';
}

/** Deletes whole lines where nothing else stands on them. */
function deletion(source: SourceText, statement: Span): Edit {
  const first = source.lineStarts[source.lineAt(statement.start)], last = source.lineAt(statement.end);
  const next = source.lineStarts[last + 1] ?? source.text.length;
  const before = source.text.slice(first, statement.start), after = source.text.slice(statement.end, next);
  if (!/\S/.test(before) && /^\s*(?:\/\/.*)?$/.test(after.trimEnd())) return replace(source, first, next, '');
  const space = /^[ \t]+/.exec(after)?.[0].length ?? 0;
  return replace(source, statement.start, statement.end + (/[ \t]$/.test(before) ? space : 0), '');
}

/** True when all that a statement reads is declared at the other place too. */
function isVisible(unit: Unit, func: Func, statement: Span, at: number): boolean {
  return unit.symbols.every((symbol) => {
    const { span } = symbol;
    if (contains(statement, span) || !contains(func.span, span) || !symbol.reads.some((one) => contains(statement, one.span))) return true;
    const holder = enclosing(func, span);
    return span.start < at && (!holder || (holder.start <= at && at < holder.end));
  });
}

/** Nothing comes after a statement that leaves. */
function isReachable(func: Func, after: Span): boolean {
  for (const step of allSteps(func.body)) {
    if (step.kind === 'exit' && step.span.end === after.end) return false;
  }
  return true;
}
