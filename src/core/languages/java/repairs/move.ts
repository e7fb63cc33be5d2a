import type { Repair } from '../../../flow/language';
import type { Call, Unit } from '../../../flow/unit';
import type { SourceText } from '../../../text/source-text';
import type { Span } from '../../../text/span';
import { contains } from '../../../text/span';
import type { Node } from '../parse/tree';
import { code } from '../../../text/visible';
import { completes } from './completion';
import type { Locate, Site } from './site';
import { edit, endWithComment, isBlock, isBoundary, startsLine, statementOf } from './site';

/** Moves the statement of a call to the line after another statement of the same function. */
export function moveAfter(unit: Unit, site: Site, call: Call, after: Span, locate: Locate): Repair | undefined {
  const { source } = site;
  const moved = statementOf(site), target = locate(source, after);
  const at = endWithComment(source, after.end);
  if (!moved || !target || at === undefined || !isBlock(moved.parent) || contains(moved.node, after)) return undefined;
  const isThere = at <= moved.node.start && source.text.slice(at, moved.node.start).trim() === '';
  if (isThere) return undefined;
  const anchor = statementEndingAt(target.path, after.end);
  if (!anchor || completes(anchor) !== true) return undefined;
  if (functionAround(site.path) !== functionAround(target.path) || !seesAll(unit, site, moved.node, after.end, locate)) {
    return undefined;
  }
  const from = source.indentAt(moved.node.start), to = source.indentAt(anchor.start);
  const text = (source.slice(moved.node) + trailingComment(source, moved.node)).split(/\r?\n/)
    .map((line, index) => index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line).join(source.lineEnd);
  return {
    edits: [deletion(source, moved.node), edit(source, at, at, source.lineEnd + to + text)],
    title: `move ${code(call.name)} after line ${source.position(after.end).line}`,
  };
}

/** Deletes the statement of a call, with its line; where a statement must stand an empty block stays. */
export function remove(site: Site, call: Call): Repair | undefined {
  const statement = statementOf(site);
  if (!statement) return undefined;
  const { source } = site, { node, parent } = statement;
  const removed = isBlock(parent) ? deletion(source, node) : edit(source, node.start, node.end, '{}');
  return { edits: [removed], title: `remove ${code(call.name)}` };
}

/** Deletes whole lines where nothing but a comment on the statement stands there too. */
function deletion(source: SourceText, { start, end }: Span) {
  const line = source.lineAt(end), next = source.lineStarts[line + 1] ?? source.text.length;
  const rest = source.text.slice(end, next);
  if (startsLine(source, start) && /^\s*(?:\/\/.*)?$/.test(rest.trimEnd())) {
    return edit(source, source.lineStarts[source.lineAt(start)], next, '');
  }
  const blank = /^[ \t]+(?=\S)/.exec(rest)?.[0].length ?? 0;
  return edit(source, start, end + blank, '');
}

/** The comment behind a statement, which goes where the statement goes. */
function trailingComment(source: SourceText, statement: Span): string {
  if (!startsLine(source, statement.start)) return '';
  return /^[ \t]*\/\/[^\r\n]*/.exec(source.text.slice(statement.end))?.[0] ?? '';
}

function statementEndingAt(path: Node[], end: number): Node | undefined {
  return path.find((node, index) => index > 0 && node.end === end && isBlock(path[index - 1]));
}

function functionAround(path: Node[]): Node | undefined {
  return path.findLast(isBoundary);
}

/** True when all variables of the statement are still known at `at`. */
function seesAll(unit: Unit, site: Site, statement: Node, at: number, locate: Locate): boolean {
  return unit.symbols.every((symbol) => {
    if (symbol.kind !== 'local' || contains(statement, symbol.span)) return true;
    if (!symbol.reads.some((read) => contains(statement, read.span))) return true;
    const scope = locate(site.source, symbol.span)?.path.slice(0, -1)
      .findLast((node) => isBlock(node) || /^(?:for_|enhanced_for_|try_with|catch_clause|switch_rule)/.test(node.type));
    return scope !== undefined && symbol.span.end <= at && at < scope.end;
  });
}
