import type { SourceText } from '../../../text/source-text';
import type { Edit } from '../../../text/edit';
import type { Span } from '../../../text/span';
import type { Parse } from '../parse/parse';
import type { Node } from '../parse/tree';
import { pathTo } from '../parse/tree';

/** A place in a file that is to be changed: its text, and the nodes around it from the file to the innermost one. */
export interface Site {
  source: SourceText;
  path: Node[];
}

/** Finds the place of `span`. */
export type Locate = (source: SourceText, span: Span) => Site | undefined;

/** Locates places. */
export function createLocate(parse: Parse): Locate {
  return (source, span) => {
    const root = parse(source.text)?.root;
    return root && { source, path: pathTo(root, span) };
  };
}

const blocks = new Set(['block', 'constructor_body', 'switch_block_statement_group', 'program']);
const callables = new Set([
  'method_declaration', 'constructor_declaration', 'compact_constructor_declaration', 'static_initializer',
  'lambda_expression', 'class_body',
]);

/** True for a node that holds any number of statements. */
export function isBlock(node: Node): boolean {
  return blocks.has(node.type);
}

/** True for a node whose statements run at another time than those around it. */
export function isBoundary(node: Node): boolean {
  return callables.has(node.type);
}

/** A statement and the node that holds it. */
export interface Statement {
  node: Node;
  parent: Node;
}

/** The statement that consists of the node at the site: a call as a statement. */
export function statementOf(site: Site): Statement | undefined {
  const [parent, node] = site.path.slice(-3);
  return node?.type === 'expression_statement' && site.path.length >= 3 ? { node, parent } : undefined;
}

/** The declaration `T x = call;` around the node at the site, when it declares nothing else. */
export function declarationOf(site: Site): Statement & { name: string } | undefined {
  const [parent, node, declarator, value] = site.path.slice(-4);
  if (node?.type !== 'local_variable_declaration' || value?.field !== 'value' || !isBlock(parent)) return undefined;
  if (node.children.filter((child) => child.field === 'declarator').length !== 1) return undefined;
  const name = declarator.children.find((child) => child.field === 'name');
  return name && { node, parent, name: site.source.slice(name) };
}

/** One step of indentation, as this file has it. */
export function indentUnit(source: SourceText): string {
  let previous = '';
  for (let index = 0; index < source.lineStarts.length; index++) {
    const line = source.line(index);
    if (line.trim() === '' || /^\s*\*/.test(line)) continue;
    const indent = /^[ \t]*/.exec(line)![0];
    if (indent.length > previous.length && indent.startsWith(previous)) return indent.slice(previous.length);
    previous = indent;
  }
  return '    ';
}

/** The end of a statement, with a comment that follows it on its line; `undefined` when other code follows. */
export function endWithComment(source: SourceText, end: number): number | undefined {
  const rest = /^[ \t]*(?:\/\/.*|\/\*[^\r\n]*\*\/[ \t]*)?(?=\r?\n|$)/.exec(source.text.slice(end));
  return rest ? end + rest[0].trimEnd().length : undefined;
}

/** True when nothing but white space stands before `offset` on its line. */
export function startsLine(source: SourceText, offset: number): boolean {
  return source.text.slice(source.lineStarts[source.lineAt(offset)], offset).trim() === '';
}

/** An edit of the file of a source text. */
export function edit(source: SourceText, start: number, end: number, text: string): Edit {
  return { path: source.path, span: { start, end }, text };
}

/** Moves the lines of a span, save the first, one step to the right. */
export function indentLines(source: SourceText, span: Span, unit: string): Edit[] {
  const edits: Edit[] = [];
  for (let line = source.lineAt(span.start) + 1; line <= source.lineAt(span.end); line++) {
    const start = source.lineStarts[line];
    if (source.line(line).trim() !== '') edits.push(edit(source, start, start, unit));
  }
  return edits;
}
