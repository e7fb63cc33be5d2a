import { spanOf } from './context';
import { declarePattern, nameSpan } from './patterns';
import type { Context } from './context';
import type { Node } from '../parse/parse';

type Nodes = readonly (Node | null | undefined)[];

/** Declares what a block declares, before any of it is lowered: functions are called above the place they stand at. */
export function hoistBlock(cx: Context, body: Nodes): void {
  const declared = body.map(declaration);
  for (const node of declared) declareValue(cx, node);
  // A type may have the name of a value; the value is what code reads.
  for (const node of declared) {
    if (node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeAliasDeclaration')
      cx.declare(node.id.name, 'class', spanOf(node.id));
  }
}

function declareValue(cx: Context, node: Node | null | undefined): void {
  switch (node?.type) {
    case 'VariableDeclaration':
      for (const one of node.declarations) declarePattern(cx, one.id, 'local', node.kind !== 'var' && node.kind !== 'let');
      break;
    case 'FunctionDeclaration': case 'TSDeclareFunction':
      if (node.id) cx.declare(node.id.name, 'function', nameSpan(node.id));
      break;
    case 'ClassDeclaration': case 'TSEnumDeclaration':
      if (node.id) cx.declare(node.id.name, 'class', nameSpan(node.id));
      break;
    case 'TSModuleDeclaration': case 'TSImportEqualsDeclaration':
      if (node.id.type === 'Identifier') cx.declare(node.id.name, 'local', nameSpan(node.id), { constant: true });
      break;
  }
}

/** Declares the `var`s of a function body, which belong to the whole function wherever they stand. */
export function hoistVars(cx: Context, nodes: Nodes): void {
  for (const one of nodes) {
    const node = declaration(one);
    switch (node?.type) {
      case 'VariableDeclaration': if (node.kind === 'var') declareValue(cx, node); break;
      case 'BlockStatement': hoistVars(cx, node.body); break;
      case 'IfStatement': hoistVars(cx, [node.consequent, node.alternate]); break;
      case 'ForStatement': hoistVars(cx, [node.init, node.body]); break;
      case 'ForOfStatement': case 'ForInStatement': hoistVars(cx, [node.left, node.body]); break;
      case 'WhileStatement': case 'DoWhileStatement': case 'WithStatement': hoistVars(cx, [node.body]); break;
      case 'TryStatement': hoistVars(cx, [node.block, node.handler?.body, node.finalizer]); break;
      case 'SwitchStatement': for (const arm of node.cases) hoistVars(cx, arm.consequent); break;
    }
  }
}

/** The declaration inside `export` and labels. */
function declaration(node: Node | null | undefined): Node | null | undefined {
  if (node?.type === 'ExportNamedDeclaration' || node?.type === 'ExportDefaultDeclaration') return node.declaration;
  return node?.type === 'LabeledStatement' ? declaration(node.body) : node;
}
