import { ESCAPES, spanOf } from './context';
import { bare, memberName, stringValue } from './members';
import { boundIn, nameSpan } from './patterns';
import { entityName } from './types';
import type { Context } from './context';
import type { Call, Export, Expr, Use, Variable } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';
import type { Span } from '../../../text/span';

/** What `require('x').A.B` or `await import('x')` names: the module, and the properties taken from it. */
interface Required {
  module: string;
  path: string[];
  span: Span;
}

/** Declares all names that `import` statements bring, before anything is lowered. */
export function declareImports(cx: Context, program: TSESTree.Program): void {
  for (const node of program.body) {
    if (node.type !== 'ImportDeclaration') continue;
    for (const one of node.specifiers) {
      const name =
        one.type === 'ImportDefaultSpecifier' ? 'default' : one.type === 'ImportNamespaceSpecifier' ? '*' : exportedName(one.imported);
      const symbol = cx.declare(one.local.name, 'import', spanOf(one.local), { constant: true });
      addImport(cx, symbol, String(node.source.value), name, spanOf(one));
    }
    if (node.specifiers.length === 0) cx.unit.imports.push({ module: String(node.source.value), name: '*', span: spanOf(node) });
  }
}

function addImport(cx: Context, symbol: Variable, module: string, name: string, span: Span): void {
  symbol.kind = 'import';
  symbol.of = cx.unit.imports.length;
  cx.unit.imports.push({ local: symbol.name, module, name, span });
}

/** The module that a value is, or is a property of; `undefined` for any other value. */
export function requirePath(value: Node): Required | undefined {
  const node = bare(value), span = spanOf(value);
  if (node.type === 'AwaitExpression') return node.argument ? requirePath(node.argument) : undefined;
  if (node.type === 'ImportExpression') {
    const module = stringValue(node.source);
    return module === undefined ? undefined : { module, path: [], span };
  }
  if (node.type === 'MemberExpression') {
    const inner = mayRequire(node.object) ? requirePath(node.object) : undefined, name = memberName(node);
    return inner && name ? { ...inner, path: [...inner.path, name], span } : undefined;
  }
  if (node.type !== 'CallExpression' || node.arguments.length === 0) return undefined;
  const callee = entityName(node.callee), first = node.arguments[0];
  if (callee === 'require') {
    const module = stringValue(first);
    return module === undefined ? undefined : { module, path: [], span };
  }
  return /(^|\.)(__importStar|__importDefault|_interopRequire\w*)$/.test(callee) ? requirePath(first) : undefined;
}

/** Long chains are common; only those that end in a call or an import can name a module. */
function mayRequire(node: Node): boolean {
  return node.type !== 'Identifier' && node.type !== 'ThisExpression';
}

/** `const … = require('x')`: each name it declares is an imported name. */
export function requireInto(cx: Context, pattern: Node, required: Required): void {
  for (const { node, route } of boundIn(pattern)) {
    const symbol = node.type === 'Identifier' ? cx.lookup(node.name) : undefined;
    if (!symbol) continue;
    const [name = '*', ...rest] = [...required.path, ...route.split('.').filter(Boolean)];
    addImport(cx, symbol, required.module, name, node.type === 'Identifier' ? nameSpan(node) : spanOf(node));
    delete symbol.route;
    if (rest.length > 0) cx.unit.imports[symbol.of!].route = symbol.route = rest.join('.');
  }
}

/** `require('x')` inside an expression: a name for the module. */
export function importValue(cx: Context, node: Node, use: Use): Expr {
  const required = requirePath(node), span = spanOf(node);
  if (!required) {
    const parts = node.type === 'ImportExpression' ? [cx.expr(node.source, ESCAPES)] : [];
    return { kind: 'other', parts, span };
  }
  const known = cx.unit.symbols.find(
    one => one.kind === 'import' && one.name === '' && cx.unit.imports[one.of!].module === required.module,
  );
  const symbol = known ?? cx.addSymbol('', 'import', span, { func: 0, constant: true });
  if (!known) {
    symbol.of = cx.unit.imports.length;
    cx.unit.imports.push({ module: required.module, name: '*', span });
  }
  cx.read(symbol, span, use);
  return { kind: 'name', name: '', symbol: symbol.id, span };
}

/** `import x = require('y')` and `import X = a.b.X`. */
export function importEquals(cx: Context, node: TSESTree.TSImportEqualsDeclaration): void {
  const symbol = cx.lookup(node.id.name), reference = node.moduleReference;
  if (!symbol) return;
  if (reference.type === 'TSExternalModuleReference') {
    addImport(cx, symbol, stringValue(reference.expression) ?? '', '*', spanOf(node.id));
    return;
  }
  symbol.values.push(qualified(cx, reference, { kind: 'stored', symbol: symbol.id }));
}

function qualified(cx: Context, node: TSESTree.EntityName, use: Use): Expr {
  if (node.type !== 'TSQualifiedName') return cx.expr(node, use);
  const name = node.right.name;
  return {
    kind: 'member', object: qualified(cx, node.left, { kind: 'member', name }), name, span: spanOf(node),
    nameSpan: spanOf(node.right),
  };
}

/** Lowers an `export` of any form. */
export function exportDeclaration(
  cx: Context,
  node: TSESTree.ExportNamedDeclaration | TSESTree.ExportDefaultDeclaration | TSESTree.ExportAllDeclaration | TSESTree.TSExportAssignment,
): void {
  switch (node.type) {
    case 'ExportAllDeclaration':
      addExport(cx, { name: node.exported ? exportedName(node.exported) : '*', from: { module: String(node.source.value), name: '*' } });
      break;
    case 'TSExportAssignment':
      addExport(cx, { name: 'default', value: cx.expr(node.expression, ESCAPES) });
      break;
    case 'ExportDefaultDeclaration':
      exportDefault(cx, node.declaration);
      break;
    case 'ExportNamedDeclaration':
      if (node.declaration) {
        cx.declaration(node.declaration);
        exportDeclared(cx, node.declaration);
      }
      for (const one of node.specifiers) exportSpecifier(cx, one, node.source);
  }
}

function exportSpecifier(cx: Context, node: TSESTree.ExportSpecifier, source: TSESTree.StringLiteral | null): void {
  const name = exportedName(node.exported);
  if (source) addExport(cx, { name, from: { module: String(source.value), name: exportedName(node.local) } });
  else addExport(cx, { name, value: cx.expr(node.local, ESCAPES) });
}

function exportDefault(cx: Context, node: Node): void {
  const named = (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id ? node.id : undefined;
  if (named) {
    cx.declaration(node);
    addExport(cx, { name: 'default', value: cx.expr(named, ESCAPES) });
  } else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
    // Without a name it is a value like any other.
    const value = { ...node, type: node.type === 'ClassDeclaration' ? 'ClassExpression' : 'FunctionExpression' };
    addExport(cx, { name: 'default', value: cx.expr(value as Node, ESCAPES, 'default') });
  } else if (node.type === 'TSInterfaceDeclaration') cx.declaration(node);
  else addExport(cx, { name: 'default', value: cx.expr(node, ESCAPES, 'default') });
}

function exportDeclared(cx: Context, node: Node): void {
  const ids: Node[] = node.type === 'VariableDeclaration'
    ? node.declarations.flatMap((one) => boundIn(one.id).map((bound) => bound.node))
    : 'id' in node && node.id ? [node.id as Node] : [];
  for (const id of ids) {
    if (id.type !== 'Identifier' || cx.lookup(id.name) === undefined) continue;
    cx.read(cx.lookup(id.name), nameSpan(id), ESCAPES);
    addExport(cx, { name: id.name, value: cx.name(id.name, nameSpan(id)) });
  }
}

/** Notes what an assignment to `module.exports` or `exports` exports. */
export function exportAssigned(cx: Context, left: Node, value: Expr): void {
  const target = entityName(left);
  if (target === 'module.exports') {
    addExport(cx, { name: 'default', value });
    if (value.kind === 'object') exportProperties(cx, value);
    return;
  }
  const name = /^(?:module\.)?exports\.([^.]+)$/.exec(target)?.[1];
  // Compilers first write `exports.a = void 0`.
  if (name && value.kind !== 'unary') addExport(cx, { name, value });
}

function exportProperties(cx: Context, value: Expr & { kind: 'object' }): void {
  for (const property of value.properties) {
    if (property.name) addExport(cx, { name: property.name, value: property.value });
    else if (property.value.kind === 'spread') reexport(cx, property.value.value);
  }
}

/** `__exportStar(require('x'), exports)` exports all names of a module. */
export function exportStar(cx: Context, call: Call): void {
  if (/(^|\.)(__exportStar|__export)$/.test(call.name) && call.args[0]) reexport(cx, call.args[0]);
}

function reexport(cx: Context, value: Expr): void {
  const symbol = value.kind === 'name' && value.symbol !== undefined ? cx.unit.symbols[value.symbol] : undefined;
  if (symbol?.kind !== 'import' || symbol.of === undefined) return;
  addExport(cx, { name: '*', from: { module: cx.unit.imports[symbol.of].module, name: '*' } });
}

function addExport(cx: Context, one: Export): void {
  cx.unit.exports.push(one);
}

function exportedName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}
