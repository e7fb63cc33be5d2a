import { changeBetween, shiftOf, type Change } from '../../text/change';
import type { Span } from '../../text/span';
import { parse, type Node, type Parse, type Parsed, type TSESTree } from './parse';

/**
 * A piece of a tree that a change does not touch: a whole statement of the file, or the body of a function that stands at
 * the top or is a member of a class there. Blanked, both are an empty block for the parser.
 */
interface Piece {
  node: Node;
  /** What decides how the piece is read: the statement itself, or the function of the body, with name and modifiers. */
  owner: Node;
  /** The function of a body. */
  func?: FunctionNode;
}

type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
/** The ranges of a piece and of all in it, once they were needed. */
type Ranges = WeakMap<Node, [number, number][]>;
type Body = Piece & { func: FunctionNode; node: TSESTree.BlockStatement };

/** Smaller pieces are as quick to read as to take over. */
const SMALLEST = 60;

/** The last state of a file. */
interface Last {
  path: string;
  text: string;
  tree: Tree;
}

/** A tree, and where it has errors, the pieces in it that were read before there were any: only they are taken over again. */
interface Tree extends Parsed {
  sound?: ReadonlySet<Node>;
}

/**
 * Parses the files of one language module. While a text is typed, the pieces that the change does not touch are blanked
 * before the parser sees them, and taken over from the last tree, when all of them come out where they were. So an error
 * stays in the piece that is being typed.
 */
export function createParse(): Parse {
  let last: Last | undefined;
  const ranges: Ranges = new WeakMap();
  return (path, text) => {
    const change = last?.path === path ? changeBetween(last.text, text) : undefined;
    const again = change && last && reparse(path, text, change, last.tree, ranges), tree = again ?? parse(path, text);
    // A tree that is broken from scratch is nothing to start from: the one before it is.
    if (tree && (again || !tree.broken)) last = { path, text, tree };
    return tree;
  };
}

function reparse(path: string, text: string, change: Change, last: Tree, ranges: Ranges): Tree | undefined {
  const pieces = untouched(last, change);
  if (pieces.length === 0) return undefined;
  const kept = new Map<number, { piece: Piece; shift: number }>();
  let blanked = '', done = 0;
  for (const piece of pieces) {
    const { start, end } = spanOf(piece.node), shift = shiftOf(change, spanOf(piece.owner))!;
    kept.set(start + shift, { piece, shift });
    blanked += `${text.slice(done, start + shift)}{${' '.repeat(end - start - 2)}}`;
    done = end + shift;
  }
  const parsed = parse(path, blanked + text.slice(done));
  if (!parsed) return undefined;
  const { program } = parsed;
  const statements = program.body.filter(isBlock), bodies = program.body.flatMap(bodiesIn);
  const found = [...statements.map((node): Piece => ({ node, owner: node })), ...bodies].filter(({ node }) => kept.has(node.range[0]));
  if (found.length !== kept.size || !found.every(one => isSame(one, kept.get(one.node.range[0])!))) return undefined;
  for (const one of found) {
    const { piece, shift } = kept.get(one.node.range[0])!;
    move(piece.node, shift, ranges);
    if (one.func) one.func.body = piece.node as TSESTree.BlockStatement;
    else program.body[program.body.indexOf(one.node as TSESTree.Statement)] = piece.node as TSESTree.Statement;
    piece.node.parent = one.func ?? program;
  }
  return parsed.broken ? { ...parsed, sound: new Set(pieces.map(({ node }) => node)) } : parsed;
}

/** The pieces of a tree that a change does not touch, in their order. */
function untouched({ program: { body }, sound }: Tree, change: Change): Piece[] {
  const isKept = (node: Node, owner: Node) => (!sound || sound.has(node)) && shiftOf(change, spanOf(owner)) !== undefined;
  // How a statement ends may depend on what comes behind it.
  const before = body.findLastIndex(({ range }) => range[1] < change.start);
  // One that says that the file is a module stays, since modules are read otherwise than scripts.
  const sign = body.findIndex(({ type }) => /^(Import|Export)/.test(type));
  return body.flatMap((node, index): Piece[] => {
    if (index !== before && index !== sign && isWorth(node) && isKept(node, node)) return [{ node, owner: node }];
    return bodiesIn(node).filter(body => sound?.has(node) ? isKept(node, body.owner) : isKept(body.node, body.owner));
  });
}

/** True for what was found where a piece was blanked out, when it is read there as the piece was. */
function isSame(found: Piece, { piece, shift }: { piece: Piece; shift: number }): boolean {
  if (found.node.range[1] !== piece.node.range[1] + shift) return false;
  if (!piece.func) return !found.func;
  return found.func?.type === piece.func.type && found.owner.type === piece.owner.type
    && found.owner.range[0] === piece.owner.range[0] + shift && found.owner.range[1] === piece.owner.range[1] + shift;
}

/** The bodies of the functions in a statement of the file, and in the class that it is, in their order. */
function bodiesIn(node: Node): Body[] {
  const body = (owner: Node, func: Node | null | undefined): Body[] => {
    if (func?.type !== 'FunctionDeclaration' && func?.type !== 'FunctionExpression' && func?.type !== 'ArrowFunctionExpression') return [];
    return func.body?.type === 'BlockStatement' && isWorth(func.body) ? [{ owner, func, node: func.body }] : [];
  };
  switch (node.type) {
    case 'ExportNamedDeclaration': case 'ExportDefaultDeclaration': return node.declaration ? bodiesIn(node.declaration) : [];
    case 'FunctionDeclaration': return body(node, node);
    case 'VariableDeclaration': return node.declarations.flatMap(({ init }) => body(node, init));
    case 'ClassDeclaration': case 'ClassExpression':
      return node.body.body.flatMap(member => member.type === 'MethodDefinition' || member.type === 'PropertyDefinition' ? body(member, member.value) : []);
    default: return [];
  }
}

function isWorth({ range }: Node): boolean {
  return range[1] - range[0] >= SMALLEST;
}

function isBlock(node: Node): boolean {
  return node.type === 'BlockStatement';
}

function spanOf({ range }: Node): Span {
  return { start: range[0], end: range[1] };
}

/** Moves a piece, in place. */
function move(root: Node, by: number, known: Ranges): void {
  if (by === 0) return;
  let ranges = known.get(root);
  if (!ranges) known.set(root, ranges = rangesIn(root));
  for (const range of ranges) {
    range[0] += by;
    range[1] += by;
  }
}

/** The ranges of a node and of all below it, each once, since nodes share some. */
function rangesIn(root: Node): [number, number][] {
  const ranges = new Set<[number, number]>(), open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    ranges.add(node.range);
    for (const [name, value] of Object.entries(node)) {
      if (name === 'parent' || typeof value !== 'object' || value === null) continue;
      for (const child of Array.isArray(value) ? value as unknown[] : [value]) {
        if (typeof child === 'object' && child !== null && 'type' in child && 'range' in child) open.push(child as Node);
      }
    }
  }
  return [...ranges];
}
