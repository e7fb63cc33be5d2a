import type { Language } from '@vscode/tree-sitter-wasm';
import type { Cursor } from './cursor';
import type { Node } from './tree';

/** Chains of calls and operators nest without brackets; deeper ones would overflow the stack of who walks the tree. */
const maxDepth = 1500;

/** The members of classes by what they are and where they are; the same text in the same place has the same tree. */
export type Members = Map<string, Node>;

/** The key of a member. */
export function keyOf({ type, start, end }: Pick<Node, 'type' | 'start' | 'end'>): string {
  return `${type} ${start} ${end}`;
}

/** What a copy is made with. */
interface Copying {
  kinds: (id: number) => Kind;
  /** The text has errors: then there are tokens that are only thought to be there. */
  broken: boolean;
  /** A member that is known already, and is taken as it is. */
  known: (node: Node) => Node | undefined;
  /** Gets the members of this tree. */
  members: Members;
}

/** A node whose children are being copied; those that are done stand from `from` on. */
interface Open {
  node: Node;
  kind: Kind;
  from: number;
}

const NONE: Node[] = [];

/**
 * Copies the tree in one walk. Each look at a node of the parser costs a call into WebAssembly, so what follows from the
 * type of a node is not asked for. `undefined` for a tree that is too deep.
 */
export function copy(cursor: Cursor, { kinds, broken, known, members }: Copying): Node | undefined {
  const rootKind = kinds(cursor.nodeTypeId);
  const root: Node = {
    type: rootKind.type, named: rootKind.named, field: null, start: cursor.startIndex, end: cursor.endIndex,
    children: [],
  };
  const open: Open[] = [{ node: root, kind: rootKind, from: 0 }], done: Node[] = [];
  if (!cursor.gotoFirstChild()) return root;
  for (;;) {
    const kind = kinds(cursor.nodeTypeId), parent = open[open.length - 1];
    if (!kind.skip) {
      const start = cursor.startIndex, node: Node = {
        type: kind.type, named: kind.named, field: parent.kind.fieldless ? null : cursor.currentFieldName,
        start, end: kind.named || broken ? cursor.endIndex : start + kind.type.length, children: NONE,
      };
      const isMember = kind.named && bodies.has(parent.node.type);
      const same = isMember ? known(node) : undefined;
      const taken = same ? shifted(same, node.start - same.start) : node;
      done.push(taken);
      // What was read around an error may be read otherwise when it is gone.
      if (isMember && (same || !broken || !cursor.currentNode.hasError)) members.set(keyOf(taken), taken);
      if (!same && !kind.leaf && cursor.gotoFirstChild()) {
        open.push({ node, kind, from: done.length });
        if (open.length > maxDepth) return undefined;
        continue;
      }
    }
    while (!cursor.gotoNextSibling()) {
      const { node, from } = open.pop()!;
      node.children = done.slice(from);
      done.length = from;
      if (open.length === 0 || !cursor.gotoParent()) return root;
    }
  }
}

/** Moves a node and all below it, in place. */
function shifted(node: Node, by: number): Node {
  if (by === 0) return node;
  const open = [node];
  for (let at = open.pop(); at; at = open.pop()) {
    at.start += by;
    at.end += by;
    for (const child of at.children) open.push(child);
  }
  return node;
}

/** What is known of all nodes of one type. */
export interface Kind {
  type: string;
  named: boolean;
  skip: boolean;
  /** It never has children. */
  leaf: boolean;
  /** None of its children fills a field. */
  fieldless: boolean;
}

const skipped = new Set(['line_comment', 'block_comment', ';', ',', '.', '(', ')', '@']);
const leaves = new Set([
  'identifier', 'type_identifier', 'this', 'super', 'true', 'false', 'null_literal', 'void_type', 'boolean_type',
  'string_fragment', 'escape_sequence', 'decimal_integer_literal', 'hex_integer_literal',
  'decimal_floating_point_literal', 'character_literal',
]);
const fieldless = new Set([
  'program', 'block', 'class_body', 'interface_body', 'modifiers', 'formal_parameters', 'argument_list',
  'type_arguments', 'generic_type', 'expression_statement', 'return_statement', 'throw_statement',
  'parenthesized_expression', 'string_literal', 'import_declaration', 'package_declaration',
]);

/** The types of a grammar's nodes, by their numbers. */
export function kindsOf(language: Language): (id: number) => Kind {
  const kinds: Kind[] = [];
  return (id) => kinds[id] ??= kindOf(language, id);
}

function kindOf(language: Language, id: number): Kind {
  const type = language.nodeTypeForId(id) ?? 'ERROR', named = type === 'ERROR' || language.nodeTypeIsNamed(id);
  return { type, named, skip: skipped.has(type), leaf: !named || leaves.has(type), fieldless: fieldless.has(type) };
}

const bodies = new Set(['program', 'class_body', 'interface_body', 'enum_body_declarations']);
