// The parser needs an eighth of the TypeScript compiler. To a bundler the compiler is one scope whose statements may all
// have effects, so it takes the whole of it along; here it is cut to what is named by those who use it, and to what
// that names in turn. Names are compared by their text, which can only keep too much: the compiler is bundled itself,
// and its bundler gives no local the name of something declared at the top.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/** What the compiler's file exports; and the statement that gives nodes their methods, which nobody names. */
const EXPORTS = 'typescript_exports';
const ROOTS = [EXPORTS, '__toCommonJS', 'setObjectAllocator'];

/**
 * An esbuild plugin for programs that use the TypeScript compiler.
 * @param {import('esbuild').BuildOptions} options of the build that it is for
 * @returns {import('esbuild').Plugin}
 */
export function compilerParts(options) {
  return {
    name: 'compiler-parts',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]typescript[\\/]lib[\\/]typescript\.js$/ }, async ({ path }) => (
        { contents: partsOf(await readFile(path, 'utf8'), await wordsOfUsers(options)), loader: 'js' }
      ));
    },
  };
}

/** All words of the files that require the compiler: whatever they use of it is among them. */
async function wordsOfUsers(options) {
  const { metafile } = await build({ ...options, external: ['typescript'], metafile: true, write: false });
  const words = new Set();
  for (const [file, { imports }] of Object.entries(metafile.inputs)) {
    if (!imports.some(({ path }) => path === 'typescript')) continue;
    for (const word of (await readFile(join(options.absWorkingDir, file), 'utf8')).match(/[\w$]+/g)) words.add(word);
  }
  return words;
}

/** The text of the compiler without the statements that nothing needs of what the words name. */
function partsOf(text, words) {
  const parts = new Parts(statementsOf(ts.createSourceFile('typescript.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)));
  for (const root of ROOTS) parts.need(root);
  for (const word of words) parts.need(`${EXPORTS}.${word}`);
  parts.needRest();
  return `"use strict";\n${parts.print()}\n`;
}

/** The statements inside the function that the whole file is. */
function statementsOf(file) {
  const call = file.statements.at(-1)?.expression;
  const body = call && ts.isCallExpression(call) && ts.skipParentheses(call.expression).body;
  if (!body?.statements) throw new Error('typescript/lib/typescript.js has another shape than scripts/compiler-parts.mjs knows.');
  return body.statements;
}

/** The top of the compiler: what declares which names, and what names which. */
class Parts {
  /** Statements by the names that they declare. */
  #declarations = new Map();
  /** Objects that stand for modules, by name: the statement that fills them, and their members by name. */
  #modules = new Map();
  /** Statements that declare nothing. */
  #effects = [];
  #needed = new Set();
  #kept = new Set();

  constructor(statements) {
    this.statements = statements;
    for (const statement of statements) {
      for (const name of declaredBy(statement)) this.#declarations.set(name, [...this.#declarations.get(name) ?? [], statement]);
      const exported = exportsOf(statement);
      if (exported) this.#modules.set(exported.module, { statement, members: new Map(exported.members.map(member => [member.name.text, member])) });
      else if (declaredBy(statement).length === 0) this.#effects.push(statement);
    }
    for (const name of ROOTS) {
      if (!this.#declarations.has(name)) throw new Error(`typescript/lib/typescript.js declares no ${name}, which scripts/compiler-parts.mjs relies on.`);
    }
  }

  /** Keeps what declares a name: `name`, `module.member` or `module.*`. */
  need(name) {
    if (this.#needed.has(name)) return;
    this.#needed.add(name);
    const [declared, member] = name.split('.');
    if (member === undefined) {
      for (const statement of this.#declarations.get(declared) ?? []) this.#keep(statement);
      return;
    }
    const { statement, members } = this.#modules.get(declared);
    if (member === '*') {
      for (const each of members.keys()) this.need(`${declared}.${each}`);
    } else if (members.has(member)) {
      this.need(declared);
      this.need('__export');
      this.#kept.add(statement);
      for (const used of this.#namesIn(members.get(member).initializer)) this.need(used);
    }
  }

  /** Keeps statements that act on nothing but what is kept, until no more is found. */
  needRest() {
    const more = this.#effects.filter(statement => !this.#kept.has(statement) && this.#actsOn(statement).every(name => this.#needed.has(name)));
    for (const statement of more) this.#keep(statement);
    if (more.length > 0) this.needRest();
  }

  print() {
    return this.statements.filter(statement => this.#kept.has(statement)).map(statement => {
      const exported = exportsOf(statement);
      if (!exported) return statement.getText();
      const members = exported.members.filter(({ name }) => this.#needed.has(`${exported.module}.${name.text}`));
      return `__export(${exported.module}, { ${members.map(member => member.getText()).join(', ')} });`;
    }).join('\n');
  }

  #keep(statement) {
    if (this.#kept.has(statement)) return;
    this.#kept.add(statement);
    for (const name of this.#namesIn(statement)) this.need(name);
  }

  /** `register(…)` acts on what `register` fills, `(function (x) {…})(name)` on `name`, `a.b = c` on `a`, `if (a) …` on `a`. */
  #actsOn(statement) {
    const act = ts.isIfStatement(statement) ? statement.expression : head(statement.expression);
    const names = act ? this.#namesIn(act) : [];
    return names.length > 0 ? names : this.#namesIn(statement);
  }

  /** The names of the top that are used in a node; of modules, those of their members. */
  #namesIn(node) {
    const names = new Set();
    const visit = node => {
      if (ts.isIdentifier(node) && this.#declarations.has(node.text) && isUse(node)) names.add(this.#modules.has(node.text) ? memberNamed(node) : node.text);
      ts.forEachChild(node, visit);
    };
    visit(node);
    return [...names];
  }
}

function head(expression) {
  if (expression && ts.isCallExpression(expression)) return ts.isIdentifier(expression.expression) ? expression.expression : expression.arguments[0];
  return expression && ts.isBinaryExpression(expression) ? expression.left : expression;
}

/** `module.member`, where that is what becomes of a module's name; otherwise all of them, except where it is declared or exported. */
function memberNamed(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return `${node.text}.${parent.name.text}`;
  const itself = ts.isVariableDeclaration(parent) && parent.name === node || node.text === EXPORTS;
  return itself ? node.text : `${node.text}.*`;
}

/** False for identifiers that name a member, a key or a label. */
function isUse(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  return !((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isAccessor(parent)) && parent.name === node);
}

function declaredBy(statement) {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => bound(name));
  return ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) ? [statement.name.text] : [];
}

function bound(name) {
  return ts.isIdentifier(name) ? [name.text] : name.elements.flatMap(element => element.name ? bound(element.name) : []);
}

/** `__export(module, { member: () => …, … })` */
function exportsOf(statement) {
  const call = ts.isExpressionStatement(statement) && statement.expression;
  if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.expression.text !== '__export') return undefined;
  return { module: call.arguments[0].text, members: [...call.arguments[1].properties] };
}
