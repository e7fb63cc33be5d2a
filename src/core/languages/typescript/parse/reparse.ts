import { changeBetween, shiftOf, type Change } from '../../../text/change';
import type { Span } from '../../../text/span';
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

/** A piece that is taken over, and by how much it moves. */
interface Kept {
  piece: Piece;
  shift: number;
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
  const kept = untouched(last, change);
  if (kept.length === 0) return undefined;
  const at = new Map<number, Kept>();
  let blanked = '', done = 0;
  for (const one of kept) {
    const [start, end] = one.piece.node.range.map(offset => offset + one.shift);
    at.set(start, one);
    blanked += `${text.slice(done, start)}{${' '.repeat(end - start - 2)}}`;
    done = end;
  }
  const parsed = parse(path, blanked + text.slice(done));
  if (!parsed) return undefined;
  const { program } = parsed;
  const found = program.body
    .flatMap((node): Piece[] => (node.type === 'BlockStatement' ? [{ node, owner: node }] : bodiesIn(node)))
    .filter(({ node }) => at.has(node.range[0]));
  if (found.length !== at.size || !found.every(one => isSame(one, at.get(one.node.range[0])!))) return undefined;
  for (const { piece, shift } of kept) move(piece.node, shift, ranges);
  for (const { node, func } of found) {
    const taken = at.get(node.range[0])!.piece.node;
    if (func) func.body = taken as TSESTree.BlockStatement;
    taken.parent = func ?? program;
  }
  program.body = program.body.map(
    node => (node.type === 'BlockStatement' && (at.get(node.range[0])?.piece.node as TSESTree.Statement)) || node,
  );
  return parsed.broken ? { ...parsed, sound: new Set(kept.map(({ piece }) => piece.node)) } : parsed;
}

/** The pieces of a tree that a change does not touch, in their order. */
function untouched({ program: { body }, sound }: Tree, change: Change): Kept[] {
  const keep = (piece: Piece): Kept[] => {
    const shift = shiftOf(change, spanOf(piece.owner));
    return shift === undefined ? [] : [{ piece, shift }];
  };
  // How a statement ends may depend on what comes behind it.
  const before = body.findLastIndex(({ range }) => range[1] < change.start);
  // One that says that the file is a module stays, since modules are read otherwise than scripts.
  const sign = body.findIndex(({ type }) => /^(Import|Export)/.test(type));
  return body.flatMap((node, index): Kept[] => {
    const isSound = !sound || sound.has(node),
      whole = isSound && index !== before && index !== sign && isWorth(node) ? keep({ node, owner: node }) : [];
    return whole.length > 0 ? whole : bodiesIn(node).filter(body => isSound || sound.has(body.node)).flatMap(keep);
  });
}

/** True for what was found where a piece was blanked out, when it is read there as the piece was. */
function isSame(found: Piece, { piece, shift }: Kept): boolean {
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
      return node.body.body.flatMap(member =>
        member.type === 'MethodDefinition' || member.type === 'PropertyDefinition' ? body(member, member.value) : [],
      );
    default: return [];
  }
}

function isWorth({ range }: Node): boolean {
  return range[1] - range[0] >= SMALLEST;
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
