import type { Call, ClassDecl, TypeRef, Variable } from '../../../flow/unit';
import { lowerConstant } from './calls';
import type { ClassWork, Context } from './context';
import { newScope } from './context';
import { assign } from './parts';
import { lowerCallable, parameterOf } from './functions';
import { annotationsOf, hasModifier } from './modifiers';
import { memberOfThis } from './names';
import type { Node } from '../parse/tree';
import { childOf, fieldOf, fieldsOf, named, spanOf } from '../parse/tree';
import { typeOf, typeRef } from './types';

const kinds: Record<string, ClassDecl['kind']> = {
  class_declaration: 'class', interface_declaration: 'interface', enum_declaration: 'enum',
  record_declaration: 'record', annotation_type_declaration: 'interface',
};

const callables = new Set([
  'method_declaration', 'constructor_declaration', 'compact_constructor_declaration', 'static_initializer', 'block',
  'annotation_type_element_declaration',
]);

const fieldDeclarations = new Set(['field_declaration', 'constant_declaration', 'local_variable_declaration']);

/** True for the declaration of a class, interface, enum, record or annotation type. */
export function isClass(node: Node): boolean {
  return node.type in kinds;
}

/** Where a class stands, and for an anonymous one the type that it extends. */
export interface Place {
  outer?: ClassWork;
  parent?: number;
  anonymous?: TypeRef;
}

/** Declares a class with all its fields and inner classes, so that its bodies can be lowered in any order. */
export function declareClass(ctx: Context, node: Node, place: Place): ClassWork {
  const { outer, anonymous } = place;
  const name = anonymous ? undefined : fieldOf(node, 'name');
  const body = fieldOf(node, 'body') ?? childOf(node, 'class_body');
  const id = ctx.unit.classes.length;
  const decl: ClassDecl = {
    id, name: name ? ctx.textOf(name) : '', kind: kinds[node.type] ?? 'class', supers: [], annotations: [],
    fields: [], methods: [], outer: outer?.decl.id ?? classAround(ctx), anonymous: anonymous && true,
    abstract: hasModifier(node, 'abstract') || undefined,
    span: spanOf(node), nameSpan: name ? spanOf(name) : anonymous?.span ?? { start: node.start, end: node.start },
  };
  const scope = newScope(ctx.scope, id);
  const parent = outer ? outer.parent : place.parent;
  const work: ClassWork = { decl, node, body, scope, methods: new Set(), members: new Map(), parent };
  ctx.unit.classes.push(decl);
  ctx.works.push(work);
  if (name) {
    const symbol = ctx.addSymbol({ name: decl.name, kind: 'class', of: id, span: decl.nameSpan });
    ctx.scope.types.set(decl.name, symbol.id);
  }
  ctx.inScope(scope, () => {
    decl.supers = anonymous ? [anonymous] : supersOf(ctx, node);
    declareComponents(ctx, work);
    for (const member of membersOf(body)) declareMember(ctx, work, member);
  });
  return work;
}

/** Lowers the class that stands behind `new Type(…)` or an enum constant. */
export function lowerAnonymous(ctx: Context, node: Node, type: TypeRef, call: Call): void {
  const work = declareClass(ctx, node, { parent: ctx.func, anonymous: type });
  call.class = work.decl.id;
  lowerClass(ctx, work);
}

/** Lowers what the members of a declared class do. */
export function lowerClass(ctx: Context, work: ClassWork): void {
  ctx.inScope(work.scope, () => {
    work.decl.annotations = work.decl.anonymous ? [] : annotationsOf(ctx, work.node);
    for (const member of membersOf(work.body)) {
      const inner = work.members.get(member);
      if (inner) lowerClass(ctx, inner);
      else if (callables.has(member.type)) lowerCallable(ctx, member, work);
      else if (fieldDeclarations.has(member.type)) ctx.inStatement(member, () => lowerFields(ctx, work, member));
      else if (member.type === 'enum_constant') ctx.inStatement(member, () => lowerEnumConstant(ctx, work, member));
    }
    for (const component of componentsOf(work)) annotateField(ctx, work, component, parameterOf(ctx, component)?.name);
  });
}

/** The members in a class body; broken code and the second half of an enum are looked into. */
function membersOf(body: Node | undefined): Node[] {
  return (body ? named(body) : []).flatMap((member) =>
    member.type === 'ERROR' || member.type === 'enum_body_declarations' ? membersOf(member) : [member]);
}

function classAround(ctx: Context): number | undefined {
  for (let scope: ClassWork['scope'] | undefined = ctx.scope; scope; scope = scope.outer) {
    if (scope.class !== undefined) return scope.class;
  }
  return undefined;
}

function supersOf(ctx: Context, node: Node): TypeRef[] {
  const heads = node.children.filter((child) =>
    ['superclass', 'super_interfaces', 'extends_interfaces'].includes(child.type));
  return heads.flatMap((head) => {
    const list = childOf(head, 'type_list') ?? head;
    return named(list).map((type) => typeRef(ctx, type));
  });
}

function componentsOf(work: ClassWork): Node[] {
  const parameters = work.node.type === 'record_declaration' ? fieldOf(work.node, 'parameters') : undefined;
  return parameters ? named(parameters) : [];
}

/** The components of a record are its fields, each with a method of its name. */
function declareComponents(ctx: Context, work: ClassWork): void {
  for (const component of componentsOf(work)) {
    const parameter = parameterOf(ctx, component);
    if (!parameter) continue;
    const field = addField(ctx, work, parameter.name, { type: parameter.type, constant: true });
    work.methods.add(field.name);
  }
}

function declareMember(ctx: Context, work: ClassWork, member: Node): void {
  const name = fieldOf(member, 'name');
  if (isClass(member)) work.members.set(member, declareClass(ctx, member, { outer: work }));
  else if (member.type === 'enum_constant' && name) {
    const type = { name: work.decl.name, args: [], span: spanOf(name) };
    addField(ctx, work, name, { type, constant: true, static: true });
  } else if (fieldDeclarations.has(member.type)) declareFields(ctx, work, member);
  else if (name && callables.has(member.type) && !member.type.includes('constructor')) work.methods.add(ctx.textOf(name));
}

function declareFields(ctx: Context, work: ClassWork, member: Node): void {
  const ofInterface = work.decl.kind === 'interface';
  for (const declarator of fieldsOf(member, 'declarator')) {
    const name = fieldOf(declarator, 'name');
    if (!name) continue;
    addField(ctx, work, name, {
      type: typeOf(ctx, fieldOf(member, 'type'), fieldOf(declarator, 'dimensions')),
      constant: ofInterface || hasModifier(member, 'final') || undefined,
      private: hasModifier(member, 'private') || undefined,
      static: ofInterface || hasModifier(member, 'static') || undefined,
    });
  }
}

function addField(ctx: Context, work: ClassWork, name: Node, more: Partial<Variable>): Variable {
  const symbol = ctx.addSymbol({ name: ctx.textOf(name), kind: 'field', class: work.decl.id, span: spanOf(name), ...more });
  work.decl.fields.push(symbol.id);
  work.scope.names.set(symbol.name, symbol.id);
  return symbol;
}

function lowerFields(ctx: Context, work: ClassWork, member: Node): void {
  for (const declarator of fieldsOf(member, 'declarator')) {
    const name = fieldOf(declarator, 'name'), value = fieldOf(declarator, 'value');
    const symbol = annotateField(ctx, work, member, name);
    if (symbol === undefined || !name || !value) continue;
    const lowered = ctx.lowerExpr(value, { kind: 'stored', symbol });
    assign(ctx, memberOfThis(work.decl.id, ctx.textOf(name), spanOf(name)), symbol, lowered, declarator);
  }
}

function annotateField(ctx: Context, work: ClassWork, member: Node, name: Node | undefined): number | undefined {
  const symbol = name && work.scope.names.get(ctx.textOf(name));
  if (symbol !== undefined) ctx.unit.symbols[symbol].annotations = annotationsOf(ctx, member);
  return symbol;
}

function lowerEnumConstant(ctx: Context, work: ClassWork, member: Node): void {
  const name = fieldOf(member, 'name');
  const symbol = annotateField(ctx, work, member, name);
  if (symbol === undefined || !name) return;
  const type: TypeRef = { name: work.decl.name, args: [], span: spanOf(name) };
  const value = lowerConstant(ctx, member, type, { kind: 'stored', symbol });
  assign(ctx, memberOfThis(work.decl.id, ctx.textOf(name), spanOf(name)), symbol, value, member);
}
