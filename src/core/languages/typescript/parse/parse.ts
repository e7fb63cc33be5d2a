import { astConverter } from '@typescript-eslint/typescript-estree/use-at-your-own-risk';
import ts from 'typescript';
import type { TSESTree } from '@typescript-eslint/typescript-estree';

export type Node = TSESTree.Node;
export type Program = TSESTree.Program;
export type { TSESTree };

/** Brackets within brackets beyond this are no program, and the parsers recurse. */
const DEEPEST = 1000;

/** The parser gives each node its lines and columns, asked for or not; here places are offsets, so it need not look for them. */
const NOWHERE: ts.LineAndCharacter = { line: 0, character: 0 };

/** Everything that is written, in the shape that the parser gives it, whether it makes sense or not. */
const SETTINGS = {
  allowInvalidAST: true, errorOnUnknownASTType: false, suppressDeprecatedPropertyWarnings: true,
  range: true, loc: true, comment: false, tokens: false,
};

/** A parsed file: its tree, and whether it has syntax errors. */
export interface Parsed {
  program: Program;
  broken: boolean;
}

/** Turns the text of a file into a tree. */
export type Parse = (path: string, text: string) => Parsed | undefined;

/**
 * The tree of a file, also of one that is being typed; `undefined` when it is nested too deep to be read.
 * The parser refuses files with syntax errors, but takes a source file whose errors it does not see.
 */
export function parse(path: string, text: string): Parsed | undefined {
  if (depth(text) > DEEPEST) return undefined;
  try {
    const kind = scriptKind(path);
    const file = ts.createSourceFile(path, text, {
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    }, true, kind) as ts.SourceFile & { parseDiagnostics: unknown[] };
    const broken = file.parseDiagnostics.length > 0;
    file.parseDiagnostics = [];
    file.getLineAndCharacterOfPosition = () => NOWHERE;
    const { estree: program } = astConverter(file as never, SETTINGS as never, false);
    program.body = program.body.map(withoutAlias);
    forgetChildren(file);
    return { program, broken };
  } catch {
    return undefined;
  }
}

/** Gets the tokens that the compiler remembers of the last file, in place of those of the file before. */
const LAST_FILE = {};

/**
 * Lets go of the tokens that the compiler remembers for a file: they hold all of its tree, in a weak map that V8 clears
 * only in a full collection. The function is not in the compiler's types; without it trees are cleared later.
 */
function forgetChildren(file: ts.SourceFile): void {
  (ts as { transferSourceFileChildren?: (from: object, to: object) => void }).transferSourceFileChildren?.(file, LAST_FILE);
}

/**
 * An export without the deprecated alias that the parser gives it. The alias is a closure over the node that V8 keeps
 * with the node's hidden class, and so the whole tree of each file would stay until the next full collection.
 */
function withoutAlias(node: TSESTree.ProgramStatement): TSESTree.ProgramStatement {
  if (node.type !== 'ExportNamedDeclaration') return node;
  const plain = { ...node };
  node.declaration = null;
  return plain;
}

function scriptKind(path: string): ts.ScriptKind {
  if (/\.tsx$/i.test(path)) return ts.ScriptKind.TSX;
  return /\.[mc]?ts$/i.test(path) ? ts.ScriptKind.TS : ts.ScriptKind.JSX;
}

/** How deep brackets nest at most; those in strings count as well, which does no harm. */
function depth(text: string): number {
  let deepest = 0, now = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 40: case 91: case 123: if (++now > deepest) deepest = now; break;
      case 41: case 93: case 125: if (now > 0) now--; break;
    }
  }
  return deepest;
}
