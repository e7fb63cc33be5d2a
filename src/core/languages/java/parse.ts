import { Language, Parser } from '@vscode/tree-sitter-wasm';
import type { LoadAsset } from '../../flow/language';
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
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

/** Loads the grammar; the parser that comes back is used for all files. */
export async function createParse(load: LoadAsset): Promise<Parse> {
  const [engine, grammar] = await Promise.all([load('tree-sitter.wasm'), load('tree-sitter-java.wasm')]);
  const init = Parser.init as unknown as (options: { wasmBinary: Uint8Array }) => Promise<void>;
  await init.call(Parser, { wasmBinary: engine });
  const language = await Language.load(grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  const kinds = kindsOf(language);
  return (text) => {
    const seen = readable(text);
    const tree = seen === undefined ? undefined : parser.parse(seen);
    if (!tree) return undefined;
    const cursor: Cursor = tree.walk();
    try {
      const root = copy(cursor, kinds);
      return root && { root, broken: tree.rootNode.hasError || seen !== text };
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
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

/** Copies the tree in one walk, since each look at a node of the parser costs a call into WebAssembly. */
function copy(cursor: Cursor, kinds: (id: number) => Kind): Node | undefined {
  const root = nodeAt(cursor, kinds(cursor.nodeTypeId));
  const parents = [root];
  if (!cursor.gotoFirstChild()) return root;
  for (;;) {
    const kind = kinds(cursor.nodeTypeId);
    if (!kind.skip) {
      const node = nodeAt(cursor, kind);
      parents[parents.length - 1].children.push(node);
      if (cursor.gotoFirstChild()) {
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

function nodeAt(cursor: Cursor, kind: Kind): Node {
  return {
    type: kind.type, named: kind.named, field: cursor.currentFieldName,
    start: cursor.startIndex, end: cursor.endIndex, children: [],
  };
}
