import { Language, Parser, type Edit, type Point, type Tree } from '@vscode/tree-sitter-wasm';
import type { LoadAsset } from '../../../flow/language';
import { changeBetween, shiftOf, type Change } from '../../../text/change';
import { copy, keyOf, kindsOf, type Members } from './copy';
import { hasRestingCursor, RestingCursor, type Cursor } from './cursor';
import { readable } from './scan';
import type { Node } from './tree';

/** A parsed file: its tree, and whether it has syntax errors. */
export interface Parsed {
  root: Node;
  broken: boolean;
}

/** Turns text into a tree; `undefined` when the text is nested too deeply to be worked on. */
export type Parse = (text: string) => Parsed | undefined;

/** The engine and its grammar, which a thread loads once. */
export interface Loaded {
  engine: object;
  language: Language;
}

/** Kept with the engine: a thread has one, and only who loads it first is told what it offers. */
const home = Parser as unknown as { loaded?: Promise<Loaded> };

/** Loads what parses Java; the files are those of `createJava`. */
export function loadEngine(load: LoadAsset): Promise<Loaded> {
  home.loaded ??= loadFrom(load);
  home.loaded.catch(() => home.loaded = undefined);
  return home.loaded;
}

async function loadFrom(load: LoadAsset): Promise<Loaded> {
  const [wasmBinary, grammar] = await Promise.all([load('tree-sitter.wasm'), load('tree-sitter-java.wasm')]);
  // What the engine offers is put beside the options.
  const init = Parser.init as unknown as (options: { wasmBinary: Uint8Array }) => Promise<void>, engine = { wasmBinary };
  await init.call(Parser, engine);
  return { engine, language: await Language.load(grammar) };
}

/** Loads the grammar; the parser that comes back is used for all files, and remembers the last one. */
export async function createParse(load: LoadAsset): Promise<Parse> {
  const { engine, language } = await loadEngine(load);
  const parser = new Parser();
  parser.setLanguage(language);
  const kinds = kindsOf(language);
  let last: Remembered | undefined, latest: { text: string; parsed: Parsed | undefined } | undefined;

  function copied(tree: Tree, known: (node: Node) => Node | undefined, members: Members): Parsed | undefined {
    const broken = tree.rootNode.hasError;
    const cursor: Cursor = !broken && hasRestingCursor(engine) ? new RestingCursor(engine, tree, language) : tree.walk();
    try {
      const root = copy(cursor, { kinds, broken, known, members });
      return root && { root, broken };
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
