import { Language, Parser, type Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { HclAttribute, HclBlock, HclBody, HclFile, HclValue, ParseHcl } from './hcl-tree';

/** Deeper texts are made to overflow the stack; nobody nests infrastructure like this. */
const DEEPEST = 60;

/** Loads what parses HCL; `load` gives `tree-sitter.wasm` and `tree-sitter-hcl.wasm`. */
export async function createHcl(load: (name: string) => Promise<Uint8Array>): Promise<ParseHcl> {
  const [wasmBinary, grammar] = await Promise.all([load('tree-sitter.wasm'), load('tree-sitter-hcl.wasm')]);
  await (Parser.init as unknown as (options: { wasmBinary: Uint8Array }) => Promise<void>)({ wasmBinary });
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  let latest: { text: string; file: HclFile } | undefined;
  return text => {
    if (latest?.text !== text) latest = { text, file: parsed(parser, text) };
    return latest.file;
  };
}

function parsed(parser: Parser, text: string): HclFile {
  const tree = parser.parse(text);
  if (!tree) return { body: { attributes: [], blocks: [] }, broken: true };
  try {
    return { body: bodyOf(childOf(tree.rootNode, 'body'), 0), broken: tree.rootNode.hasError };
  } finally {
    tree.delete();
  }
}

function bodyOf(body: Node | undefined, depth: number): HclBody {
  if (depth > DEEPEST) throw new RangeError('it is nested too deeply');
  const parts = childrenOf(body).filter(part => !part.hasError);
  return {
    attributes: parts.filter(({ type }) => type === 'attribute').flatMap(part => attributeFrom(part, depth)),
    blocks: parts.filter(({ type }) => type === 'block').map(part => blockFrom(part, depth)),
  };
}

function blockFrom(block: Node, depth: number): HclBlock {
  const [type, ...labels] = childrenOf(block).filter(part => part.type === 'identifier' || part.type === 'string_lit');
  return {
    type: type.text, labels: labels.map(label => label.text.replace(/^"|"$/g, '')), nameSpan: spanOf(labels.at(-1) ?? type),
    ...bodyOf(childOf(block, 'body'), depth + 1),
  };
}

function attributeFrom(attribute: Node, depth: number): HclAttribute[] {
  const name = childOf(attribute, 'identifier'), expression = childOf(attribute, 'expression');
  return name && expression ? [{ key: name.text, keySpan: spanOf(name), value: valueOf(expression, depth + 1) }] : [];
}

function entryFrom(element: Node, depth: number): HclAttribute[] {
  const [written, expression] = childrenOf(element).filter(({ type }) => type === 'expression');
  const key = written && valueOf(written, depth), bare = key?.kind === 'name' && key.names.length === 1 ? key.names[0] : undefined;
  const text = key?.kind === 'literal' ? key.text : bare;
  return text !== undefined && expression ? [{ key: text, keySpan: spanOf(written), value: valueOf(expression, depth) }] : [];
}

function valueOf(expression: Node, depth: number): HclValue {
  if (depth > DEEPEST) throw new RangeError('it is nested too deeply');
  const span = spanOf(expression), [only, ...more] = childrenOf(expression);
  if (only?.type === 'variable_expr' && more.every(({ type }) => type === 'get_attr'))
    return { kind: 'name', names: [only.text, ...more.map(part => part.text.slice(1).trim())], span };
  if (!only || more.length > 0) return { kind: 'expression', span };
  switch (only.type) {
    case 'literal_value': return { kind: 'literal', text: literalOf(only), span };
    case 'operation': return /^-\d+$/.test(only.text) ? { kind: 'literal', text: only.text, span } : { kind: 'expression', span };
    case 'collection_value': return collectionOf(only.firstNamedChild, span, depth);
    case 'template_expr': return templateOf(only, span);
    case 'function_call': return convertedOf(only, depth) ?? { kind: 'expression', span };
    default: return { kind: 'expression', span };
  }
}

function literalOf(literal: Node): string | undefined {
  const [inner] = childrenOf(literal);
  return inner.type === 'null_lit' ? undefined : inner.type === 'string_lit' ? unescaped(inner.text.slice(1, -1)) : inner.text;
}

function unescaped(text: string): string {
  return text.replace(/\\(["\\])/g, '$1').replaceAll('$${', '${');
}

function collectionOf(collection: Node | null, span: Span, depth: number): HclValue {
  if (collection?.type !== 'object' && collection?.type !== 'tuple') return { kind: 'expression', span };
  const partsOf = (kind: string): Node[] => childrenOf(collection).filter(({ type }) => type === kind);
  return collection.type === 'object'
    ? { kind: 'object', entries: partsOf('object_elem').flatMap(part => entryFrom(part, depth + 1)), span }
    : { kind: 'list', items: partsOf('expression').map(item => valueOf(item, depth + 1)), span };
}

/** What a conversion is given, which it leaves as it is: `tostring(3)`, `toset(["orders"])`. */
function convertedOf(call: Node, depth: number): HclValue | undefined {
  const given = childOf(call, 'function_arguments'), [only, ...more] = childrenOf(given).filter(({ type }) => type === 'expression');
  const converts = /^to(string|number|bool|set|map|list)$/.test(childOf(call, 'identifier')?.text ?? '');
  return converts && only && more.length === 0 ? valueOf(only, depth + 1) : undefined;
}

/** The lines between the marks of a heredoc: the last line is that of its end mark alone. */
function templateOf(template: Node, span: Span): HclValue {
  const heredoc = childOf(template, 'heredoc_template');
  if (!heredoc) return { kind: 'expression', span };
  const { text } = heredoc, first = text.indexOf('\n') + 1, last = text.lastIndexOf('\n') + 1;
  return { kind: 'heredoc', block: { start: heredoc.startIndex + first, end: heredoc.startIndex + Math.max(first, last) }, span };
}

function childrenOf(node: Node | undefined): Node[] {
  return (node?.namedChildren ?? []).flatMap(child => (child && child.type !== 'comment' ? child : []));
}

function childOf(node: Node, type: string): Node | undefined {
  return childrenOf(node).find(child => child.type === type);
}

function spanOf(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex };
}
