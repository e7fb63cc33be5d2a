import { spanOf } from './context';
import { annotations } from './annotations';
import { lowerFunction } from './functions';
import { fieldOf, keyName } from './members';
import { nameSpan, patternOf } from './patterns';
import { entityName, refs, typeRef } from './types';
import type { ClassFrame, Context } from './context';
import type { ClassDecl, Expr, TypeRef, Use, Variable } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
type FieldNode = TSESTree.PropertyDefinition | TSESTree.AccessorProperty;
type MethodNode = TSESTree.MethodDefinition | TSESTree.TSAbstractMethodDefinition;

/** Lowers a declared class. */
export function declaredClass(cx: Context, node: TSESTree.ClassDeclaration): ClassDecl {
  const symbol = node.id ? cx.lookup(node.id.name) : undefined;
  return lowerClass(cx, node, node.id?.name ?? '', symbol);
}

/** Lowers a class that stands as a value: a name for the class. */
export function classValue(cx: Context, node: TSESTree.ClassExpression, use: Use, name: string): Expr {
  const span = spanOf(node), title = node.id?.name ?? name;
  const symbol = cx.addSymbol(title, 'class', node.id ? nameSpan(node.id) : { start: span.start, end: span.start });
  const made = lowerClass(cx, node, title, symbol);
  if (!node.id) made.anonymous = true;
  cx.read(symbol, span, use);
  return { kind: 'name', name: title, symbol: symbol.id, span };
}

function lowerClass(cx: Context, node: ClassNode, name: string, symbol: Variable | undefined): ClassDecl {
  const frame = addClass(cx, node, name, 'class', node.id), made = cx.unit.classes[frame.id];
  if (symbol?.kind === 'class') symbol.of = made.id;
  if (node.superClass) {
    const extended = superType(node);
    if (extended) made.supers.push(extended);
    cx.expr(node.superClass, { kind: 'escapes' });
  }
  for (const one of node.implements ?? []) made.supers.push(...[typeRef(one)].filter((type) => type !== undefined));
  if (node.abstract) made.abstract = true;
  made.annotations = annotations(cx, node.decorators);
  const scope = { names: new Map(node.id && symbol ? [[node.id.name, symbol.id]] : []), parent: cx.scope };
  cx.within({ scope }, () => {
    for (const member of node.body.body) declareField(cx, frame, member);
    for (const member of node.body.body) lowerMember(cx, frame, member, node.body.body);
  });
  return made;
}

/** The class in `extends X<T>`; for a mixin call (`extends mixin(X)`) its first class. */
function superType(node: ClassNode): TypeRef | undefined {
  const { superClass } = node, first = superClass?.type === 'CallExpression' ? superClass.arguments[0] : undefined;
  const named = first ?? superClass, name = entityName(named);
  return named && name ? { name, args: refs(node.superTypeArguments?.params ?? []), span: spanOf(named) } : undefined;
}

/** Adds a class without members. */
export function addClass(
  cx: Context, node: Node, name: string, kind: ClassDecl['kind'], id: TSESTree.Identifier | null | undefined,
): ClassFrame {
  const span = spanOf(node), made: ClassDecl = {
    id: cx.unit.classes.length, name, kind, supers: [], annotations: [], fields: [], methods: [], span,
    nameSpan: id ? nameSpan(id) : { start: span.start, end: span.start },
  };
  if (cx.self) made.outer = cx.self.id;
  cx.unit.classes.push(made);
  return cx.frames[made.id] = { id: made.id, fields: new Map(), reads: new Map() };
}

function declareField(cx: Context, frame: ClassFrame, member: Node): void {
  switch (member.type) {
    case 'PropertyDefinition': case 'AccessorProperty': case 'TSAbstractPropertyDefinition': case 'TSAbstractAccessorProperty': {
      const name = keyName(member.key, member.computed);
      if (!name) return;
      const field = fieldOf(cx, frame, name, spanOf(member.key)), type = typeRef(member.typeAnnotation);
      if (type) field.type = type;
      if (member.readonly) field.constant = true;
      if (member.static) field.static = true;
      field.annotations = annotations(cx, member.decorators);
      break;
    }
    case 'MethodDefinition':
      if (member.kind !== 'constructor') return;
      for (const param of member.value.params) {
        const pattern = param.type === 'TSParameterProperty' ? patternOf(param) : undefined;
        if (param.type !== 'TSParameterProperty' || pattern?.type !== 'Identifier') continue;
        const field = fieldOf(cx, frame, pattern.name, nameSpan(pattern)), type = typeRef(pattern.typeAnnotation);
        if (type) field.type = type;
        if (param.readonly) field.constant = true;
      }
  }
}

function lowerMember(cx: Context, frame: ClassFrame, member: Node, all: readonly Node[]): void {
  switch (member.type) {
    case 'PropertyDefinition': case 'AccessorProperty':
      if (member.value) initialiser(cx, frame, member);
      break;
    case 'MethodDefinition': case 'TSAbstractMethodDefinition':
      if (member.type === 'TSAbstractMethodDefinition' || member.value.body || !implemented(member, all)) lowerMethod(cx, frame, member);
      break;
    case 'StaticBlock':
      cx.within({ self: frame, scope: { names: new Map(), parent: cx.scope } }, () => cx.statements(member.body, true));
  }
}

/** Initialisers belong to the function in which the class stands, as there is none of their own. */
function initialiser(cx: Context, frame: ClassFrame, node: FieldNode): void {
  const span = spanOf(node), name = keyName(node.key, node.computed), id = frame.fields.get(name);
  cx.within({ self: frame, statement: span }, () => {
    const use: Use = id === undefined ? { kind: 'escapes' } : { kind: 'stored', symbol: id };
    const value = cx.expr(node.value, use, name);
    if (id === undefined) return;
    cx.unit.symbols[id].values.push(value);
    const nameAt = spanOf(node.key), object: Expr = { kind: 'this', class: frame.id, span: nameAt };
    cx.steps.push({ kind: 'assign', target: { kind: 'member', object, name, span: nameAt, nameSpan: nameAt }, value, span });
  });
}

function lowerMethod(cx: Context, frame: ClassFrame, node: MethodNode): void {
  const func = lowerFunction(cx, node.value as TSESTree.FunctionExpression, {
    name: keyName(node.key, node.computed), key: node.key, whole: node, self: frame, member: true, static: node.static,
    kind: node.kind === 'constructor' ? 'constructor' : node.kind === 'method' ? 'method' : 'accessor',
    annotations: annotations(cx, node.decorators),
  });
  cx.unit.classes[frame.id].methods.push(func.id);
}

/** An overload whose implementation follows. */
function implemented(node: MethodNode, all: readonly Node[]): boolean {
  const name = keyName(node.key, node.computed);
  return all.some((one) => one.type === 'MethodDefinition' && one.value.body !== null && keyName(one.key, one.computed) === name);
}

/** Lowers an interface, or a type alias for an object type, to a class with fields and bodiless methods. */
export function lowerInterface(cx: Context, node: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration): void {
  const body = node.type === 'TSInterfaceDeclaration' ? node.body.body
    : node.typeAnnotation.type === 'TSTypeLiteral' ? node.typeAnnotation.members : undefined;
  if (!body) return;
  const frame = addClass(cx, node, node.id.name, 'interface', node.id), made = cx.unit.classes[frame.id];
  const symbol = cx.lookup(node.id.name);
  if (symbol?.kind === 'class') symbol.of ??= made.id;
  if (node.type === 'TSInterfaceDeclaration') {
    made.supers = node.extends.flatMap((one) => typeRef(one) ?? []);
  }
  for (const member of body) {
    if (member.type !== 'TSPropertySignature' && member.type !== 'TSMethodSignature') continue;
    const name = keyName(member.key, member.computed);
    if (!name) continue;
    if (member.type === 'TSMethodSignature') {
      made.methods.push(lowerFunction(cx, member, { name, kind: 'method', key: member.key, self: frame, member: true }).id);
      continue;
    }
    const field = fieldOf(cx, frame, name, spanOf(member.key)), type = typeRef(member.typeAnnotation);
    if (type) field.type = type;
  }
}

/** Lowers an enum to a class with constant static fields. */
export function lowerEnum(cx: Context, node: TSESTree.TSEnumDeclaration): void {
  const frame = addClass(cx, node, node.id.name, 'enum', node.id), symbol = cx.lookup(node.id.name);
  if (symbol?.kind === 'class') symbol.of ??= frame.id;
  for (const member of node.body.members) {
    const field = fieldOf(cx, frame, keyName(member.id, member.computed), spanOf(member.id));
    field.constant = true;
    field.static = true;
    if (member.initializer) field.values.push(cx.expr(member.initializer, { kind: 'stored', symbol: field.id }));
  }
}

/** Gives each field the reads of it, in its own class and in those of the file that extend it. */
export function settleReads(cx: Context): void {
  const named = new Map<string, ClassDecl>();
  for (const decl of cx.unit.classes) if (decl.kind === 'class' && !named.has(decl.name)) named.set(decl.name, decl);
  const above = (frame: ClassFrame): ClassFrame | undefined => {
    const found = named.get(cx.unit.classes[frame.id].supers[0]?.name);
    return found && cx.frames[found.id];
  };
  const owners: Owners = new Map();
  for (const frame of cx.frames) {
    for (const [name, reads] of frame.reads) {
      const id = ownerOf(frame, name, above, owners)?.fields.get(name);
      if (id !== undefined) cx.unit.symbols[id].reads.push(...reads);
    }
  }
}

type Owners = Map<string, Map<ClassFrame, ClassFrame | undefined>>;

/** The class that declares a field, at or above one; what is found holds for all on the way, so that no way is gone twice. */
function ownerOf(
  frame: ClassFrame, name: string, above: (frame: ClassFrame) => ClassFrame | undefined, owners: Owners,
): ClassFrame | undefined {
  let known = owners.get(name);
  if (!known) owners.set(name, known = new Map());
  const way = new Set<ClassFrame>();
  let at: ClassFrame | undefined = frame;
  while (at && !way.has(at) && !known.has(at) && !at.fields.has(name)) {
    way.add(at);
    at = above(at);
  }
  const owner = at && (known.get(at) ?? (at.fields.has(name) ? at : undefined));
  for (const one of way) known.set(one, owner);
  return owner;
}
