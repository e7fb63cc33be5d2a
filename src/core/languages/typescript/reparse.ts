import { changeBetween, shiftOf, type Change } from '../../text/change';
import { parse, type Node, type Parse, type Parsed, type Program, type TSESTree } from './parse';

/** A function whose body can be set aside: it stands at the top of a file or is a member of a class there. */
interface Aside {
  func: TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
  body: TSESTree.BlockStatement;
  /** All that decides how the body is read: its function with name and modifiers. */
  owner: Node;
  /** The ranges of the body and of all in it, once they were needed. */
  ranges?: [number, number][];
}

/** A tree, and the functions in it whose bodies can be set aside next time. */
interface Read {
  parsed: Parsed;
  asides: Aside[];
}

/** Smaller bodies are as quick to read as to take over. */
const SMALLEST = 60;

/**
 * Parses the files of one language module. While a text is typed, the bodies that the change does not touch are blanked
 * before the parser sees them, and taken over from the last tree, when all of them come out where they were.
 */
export function createParse(): Parse {
  let good: { path: string; text: string; asides: Aside[] } | undefined;
  return (path, text) => {
    const change = good?.path === path ? changeBetween(good.text, text) : undefined;
    const read = (change && good && again(path, text, change, good.asides)) ?? fresh(path, text);
    // What is broken now is whole again soon: the last tree without errors is the one to start from.
    if (read && !read.parsed.broken) good = { path, text, asides: read.asides };
    return read?.parsed;
  };
}

function fresh(path: string, text: string): Read | undefined {
  const parsed = parse(path, text);
  return parsed && { parsed, asides: asidesOf(parsed.program) };
}

function again(path: string, text: string, change: Change, asides: readonly Aside[]): Read | undefined {
  const kept = new Map<number, { aside: Aside; shift: number }>();
  let blanked = '', done = 0;
  for (const aside of asides) {
    const [start, end] = aside.owner.range, shift = shiftOf(change, { start, end });
    if (shift === undefined) continue;
    const from = aside.body.range[0] + shift, to = aside.body.range[1] + shift;
    kept.set(from, { aside, shift });
    blanked += text.slice(done, from + 1) + ' '.repeat(to - from - 2);
    done = to - 1;
  }
  if (kept.size === 0) return undefined;
  const parsed = parse(path, blanked + text.slice(done));
  if (!parsed || parsed.broken) return undefined;
  const found = asidesOf(parsed.program);
  const taken = found.filter(({ body }) => kept.has(body.range[0]));
  const same = taken.length === kept.size && taken.every(aside => isSame(aside, kept.get(aside.body.range[0])!));
  if (!same) return undefined;
  for (const one of taken) {
    const { aside, shift } = kept.get(one.body.range[0])!;
    move(aside, shift);
    one.body = one.func.body = aside.body;
    one.ranges = aside.ranges;
    aside.body.parent = one.func;
  }
  return { parsed, asides: found };
}

function isSame(found: Aside, { aside, shift }: { aside: Aside; shift: number }): boolean {
  return found.func.type === aside.func.type && found.owner.type === aside.owner.type
    && found.body.range[1] === aside.body.range[1] + shift
    && found.owner.range[0] === aside.owner.range[0] + shift && found.owner.range[1] === aside.owner.range[1] + shift;
}

/** The functions at the top and in the classes at the top, in their order. */
function asidesOf(program: Program): Aside[] {
  const asides: Aside[] = [];
  const note = (owner: Node, func: Node | null | undefined) => {
    if (func?.type !== 'FunctionDeclaration' && func?.type !== 'FunctionExpression' && func?.type !== 'ArrowFunctionExpression') return;
    if (func.body?.type === 'BlockStatement' && func.body.range[1] - func.body.range[0] >= SMALLEST) asides.push({ owner, func, body: func.body });
  };
  const visit = (node: Node): void => {
    switch (node.type) {
      case 'ExportNamedDeclaration': case 'ExportDefaultDeclaration': if (node.declaration) visit(node.declaration); return;
      case 'FunctionDeclaration': note(node, node); return;
      case 'VariableDeclaration': for (const { init } of node.declarations) note(node, init); return;
      case 'ClassDeclaration': case 'ClassExpression':
        for (const member of node.body.body) if (member.type === 'MethodDefinition' || member.type === 'PropertyDefinition') note(member, member.value);
    }
  };
  program.body.forEach(visit);
  return asides;
}

/** Moves a body, in place. */
function move(aside: Aside, by: number): void {
  if (by === 0) return;
  aside.ranges ??= rangesIn(aside.body);
  for (const range of aside.ranges) {
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
