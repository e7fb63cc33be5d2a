import { spanOf } from './context';
import { addClass } from './classes';
import { lowerFunction } from './functions';
import { bare, keyName, memberName } from './members';
import { nameSpan } from './patterns';
import { entityName } from './types';
import type { ClassFrame, Context } from './context';
import type { Expr, TypeRef } from '../../../flow/unit';
import type { Node, TSESTree } from '../parse/parse';

/** Declares the functions of a module that have methods by their prototype: classes, as they were written before there was a word for them. */
export function declarePrototypes(cx: Context, nodes: readonly Node[]): void {
  const functions = new Map<string, TSESTree.FunctionDeclaration>();
  for (const node of nodes) if (node.type === 'FunctionDeclaration' && node.id && node.body) functions.set(node.id.name, node);
  if (functions.size === 0) return;
  for (const node of nodes) {
    const said = node.type === 'ExpressionStatement' ? saidOfClass(bare(node.expression)) : undefined;
    const maker = said && functions.get(said.name);
    if (!maker) continue;
    const frame = cx.makers.get(maker) ?? declareMaker(cx, maker);
    if (said.extended) cx.unit.classes[frame.id].supers.push(said.extended);
  }
}

/** Lowers a function that makes instances, as their constructor. */
export function lowerMaker(cx: Context, node: TSESTree.FunctionDeclaration, frame: ClassFrame): void {
  const func = lowerFunction(cx, node, { name: node.id!.name, kind: 'constructor', key: node.id!, self: frame, member: true });
  cx.unit.classes[frame.id].methods.push(func.id);
}

/** `Bus.prototype.send = function …`, `Bus.prototype = { send() … }`: methods of the class. */
export function prototypeMethods(cx: Context, left: Node, right: Node): Expr | undefined {
  if (left.type !== 'MemberExpression') return undefined;
  const object = bare(left.object), whole = memberName(left) === 'prototype' ? frameNamed(cx, object) : undefined;
  if (whole && right.type === 'ObjectExpression') {
    const methods = right.properties
      .filter(one => one.type === 'Property' && isFunction(one.value) && keyName(one.key, one.computed) !== '');
    if (methods.length !== right.properties.length) return undefined;
    for (const one of methods) if (one.type === 'Property') lowerMethod(cx, whole, keyName(one.key, one.computed), one.key, one.value, one);
    return { kind: 'object', properties: [], span: spanOf(right) };
  }
  const isPrototype = object?.type === 'MemberExpression' && memberName(object) === 'prototype';
  const frame = isPrototype ? frameNamed(cx, bare(object.object)) : undefined, name = memberName(left);
  return frame && name && isFunction(right) ? lowerMethod(cx, frame, name, left.property, right, left.parent) : undefined;
}

/** What a statement says of a class: that it has a method, or which one it extends. */
function saidOfClass(node: Node): { name: string; extended?: TypeRef } | undefined {
  if (node.type === 'CallExpression' && /(^|\.)inherits$/.test(entityName(node.callee) ?? '')) {
    const [own, other] = node.arguments;
    return own?.type === 'Identifier' ? { name: own.name, extended: refOf(other) } : undefined;
  }
  const target = node.type === 'AssignmentExpression' ? /^(\w+)\.prototype(?:\.\w+)?$/.exec(entityName(node.left) ?? '') : undefined;
  if (!target || node.type !== 'AssignmentExpression') return undefined;
  const { right } = node, isMade = right.type === 'CallExpression' && entityName(right.callee) === 'Object.create';
  const made = isMade ? entityName(right.arguments[0]) : undefined;
  const above = made?.endsWith('.prototype') ? made.slice(0, -'.prototype'.length) : undefined;
  return { name: target[1], extended: above ? { name: above, args: [], span: spanOf(right) } : undefined };
}

function refOf(node: Node | undefined): TypeRef | undefined {
  const name = node && entityName(node);
  return node && name ? { name, args: [], span: spanOf(node) } : undefined;
}

function declareMaker(cx: Context, node: TSESTree.FunctionDeclaration): ClassFrame {
  const frame = addClass(cx, node, node.id!.name, 'class', node.id), symbol = cx.declare(node.id!.name, 'class', nameSpan(node.id!));
  symbol.kind = 'class';
  symbol.of = frame.id;
  cx.makers.set(node, frame);
  return frame;
}

function frameNamed(cx: Context, node: Node | null | undefined): ClassFrame | undefined {
  const symbol = node?.type === 'Identifier' ? cx.lookup(node.name) : undefined;
  return symbol?.kind === 'class' && symbol.of !== undefined ? cx.frames[symbol.of] : undefined;
}

function isFunction(node: Node): node is TSESTree.FunctionExpression {
  return node.type === 'FunctionExpression';
}

function lowerMethod(cx: Context, frame: ClassFrame, name: string, key: Node, node: Node, whole: Node | undefined): Expr {
  const func = lowerFunction(cx, node as TSESTree.FunctionExpression, { name, kind: 'method', key, whole, self: frame, member: true });
  cx.unit.classes[frame.id].methods.push(func.id);
  return { kind: 'function', func: func.id, span: func.span };
}
