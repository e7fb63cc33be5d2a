import { Language, Parser, type Edit, type Point, type Tree } from '@vscode/tree-sitter-wasm';
import type { LoadAsset } from '../../flow/language';
import { changeBetween, shiftOf, type Change } from '../../text/change';
import { readable } from './scan';
import type { Node } from './tree';

/** A parsed file: its tree, and whether it has syntax errors. */
export interface Parsed {
  root: Node;
  broken: boolean;
}

/** Turns text into a tree; `undefined` when the text is nested too deeply to be worked on. */
export type Parse = (text: string) => Parsed | undefined;

/** Chains of calls and operators nest without brackets; deeper ones would overflow the stack of who walks the tree. */
const maxDepth = 1500;

/** The part of the parser that is used here: its own types know neither `wasmBinary` nor a host without DOM types. */
interface Cursor {
  readonly nodeTypeId: number;
  readonly currentFieldName: string | null;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentNode: { readonly hasError: boolean };
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

/** Loads the grammar; the parser that comes back is used for all files, and remembers the last one. */
export async function createParse(load: LoadAsset): Promise<Parse> {
  const [engine, grammar] = await Promise.all([load('tree-sitter.wasm'), load('tree-sitter-java.wasm')]);
  const init = Parser.init as unknown as (options: { wasmBinary: Uint8Array }) => Promise<void>;
  await init.call(Parser, { wasmBinary: engine });
  const language = await Language.load(grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  const kinds = kindsOf(language);
  let last: Remembered | undefined, latest: { text: string; parsed: Parsed | undefined } | undefined;

  function copied(tree: Tree, known: (node: Node) => Node | undefined, members: Members): Parsed | undefined {
    const cursor: Cursor = tree.walk();
    try {
      const root = copy(cursor, kinds, known, members);
      return root && { root, broken: tree.rootNode.hasError };
    } finally {
      cursor.delete();
    }
  }

  /** The tree is the one to start from next time; its members may have been moved out of the one before. */
  function keep(text: string, tree: Tree, known: (node: Node) => Node | undefined): Parsed | undefined {
    const members: Members = new Map(), parsed = copied(tree, known, members);
    last?.tree.delete();
    last = parsed && { text, tree, members };
    if (!parsed) tree.delete();
    return parsed;
  }

  /** What the change does not touch is taken over, so an error stays in the member that is being typed. */
  function again(seen: string, before: Remembered): Parsed | undefined {
    const change = changeBetween(before.text, seen);
    if (!change) return undefined;
    const edited = before.tree.copy();
    edited.edit(inPoints(change, before.text, seen));
    const tree = parser.parse(seen, edited);
    edited.delete();
    return tree ? keep(seen, tree, node => before.members.get(keyBefore(change, node))) : undefined;
  }

  function fresh(seen: string): Parsed | undefined {
    const tree = parser.parse(seen);
    return tree ? keep(seen, tree, () => undefined) : undefined;
  }

  return (text) => {
    if (latest?.text === text) return latest.parsed;
    const seen = readable(text);
    const found = seen === undefined ? undefined : (last && again(seen, last)) ?? fresh(seen);
    const parsed = found && { ...found, broken: found.broken || seen !== text };
    latest = { text, parsed };
    return parsed;
  };
}

/** The members of classes by what they are and where they are; the same text in the same place has the same tree. */
type Members = Map<string, Node>;

function keyOf({ type, start, end }: Pick<Node, 'type' | 'start' | 'end'>): string {
  return `${type} ${start} ${end}`;
}

/** The key that a node had before a change; empty when the change touches it. */
function keyBefore(change: Change, node: Node): string {
  const shift = shiftOf({ start: change.start, oldEnd: change.newEnd, newEnd: change.oldEnd }, node);
  return shift === undefined ? '' : keyOf({ type: node.type, start: node.start + shift, end: node.end + shift });
}

/** The last text: its changes are small while it is typed. */
interface Remembered {
  text: string;
  tree: Tree;
  members: Members;
}

/** A change in the terms of the parser. */
function inPoints({ start, oldEnd, newEnd }: Change, before: string, after: string): Edit {
  return {
    startIndex: start, oldEndIndex: oldEnd, newEndIndex: newEnd,
    startPosition: pointAt(before, start), oldEndPosition: pointAt(before, oldEnd), newEndPosition: pointAt(after, newEnd),
  };
}

function pointAt(text: string, index: number): Point {
  let row = 0, line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
    row++;
    line = at + 1;
  }
  return { row, column: index - line };
}

interface Kind {
  type: string;
  named: boolean;
  skip: boolean;
}

const skipped = new Set(['line_comment', 'block_comment', ';', ',', '.', '(', ')', '@']);

function kindsOf(language: Language): (id: number) => Kind {
  const kinds: Kind[] = [];
  return (id) => kinds[id] ??= kindOf(language, id);
}

function kindOf(language: Language, id: number): Kind {
  const type = language.nodeTypeForId(id) ?? 'ERROR';
  return { type, named: type === 'ERROR' || language.nodeTypeIsNamed(id), skip: skipped.has(type) };
}

const bodies = new Set(['program', 'class_body', 'interface_body', 'enum_body_declarations']);

/**
 * Copies the tree in one walk, since each look at a node of the parser costs a call into WebAssembly. A member that is
 * known already is taken as it is; `members` gets those of this tree.
 */
function copy(cursor: Cursor, kinds: (id: number) => Kind, known: (node: Node) => Node | undefined, members: Members): Node | undefined {
  const root = nodeAt(cursor, kinds(cursor.nodeTypeId));
  const parents = [root];
  if (!cursor.gotoFirstChild()) return root;
  for (;;) {
    const kind = kinds(cursor.nodeTypeId), parent = parents[parents.length - 1];
    if (!kind.skip) {
      const node = nodeAt(cursor, kind), isMember = kind.named && bodies.has(parent.type);
      const same = isMember ? known(node) : undefined;
      const taken = same ? shifted(same, node.start - same.start) : node;
      parent.children.push(taken);
      // What was read around an error may be read otherwise when it is gone.
      if (isMember && (same || !cursor.currentNode.hasError)) members.set(keyOf(taken), taken);
      if (!same && cursor.gotoFirstChild()) {
        parents.push(node);
        if (parents.length > maxDepth) return undefined;
        continue;
      }
    }
    while (!cursor.gotoNextSibling()) {
      parents.pop();
      if (parents.length === 0 || !cursor.gotoParent()) return root;
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

function nodeAt(cursor: Cursor, kind: Kind): Node {
  return {
    type: kind.type, named: kind.named, field: cursor.currentFieldName,
    start: cursor.startIndex, end: cursor.endIndex, children: [],
  };
}
