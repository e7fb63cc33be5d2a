import type { Unit } from '../../../flow/unit';
import type { SourceText } from '../../../text/source-text';
import type { Node } from '../parse/tree';
import { childOf, fieldOf, named } from '../parse/tree';
import { handlersOf } from './completion';
import { isBoundary } from './site';

/** The simple names of what the code around the last node of `path` catches or declares to throw. */
export function handledTypes(source: SourceText, path: Node[]): Set<string> {
  const types = new Set<string>();
  for (let index = path.length - 1; index >= 0; index--) {
    const node = path[index];
    if (node.type.startsWith('try_') && path[index + 1]?.field !== null && index + 1 < path.length) {
      for (const handler of handlersOf(node)) caughtTypes(source, handler).forEach((type) => types.add(type));
    }
    if (!isBoundary(node)) continue;
    declaredTypes(source, node).forEach((type) => types.add(type));
    break;
  }
  return types;
}

/** The simple names of the types that a method declares to throw. */
export function declaredTypes(source: SourceText, callable: Node): string[] {
  const clause = childOf(callable, 'throws');
  return clause ? named(clause).map((type) => simpleName(source.slice(type))) : [];
}

/** The simple names of the types that a catch clause names. */
export function caughtTypes(source: SourceText, handler: Node): string[] {
  const head = childOf(handler, 'catch_formal_parameter');
  const written = head && childOf(head, 'catch_type');
  return written ? named(written).map((type) => simpleName(source.slice(type))) : [];
}

/** The nearest method, constructor or lambda around the last node of a path. */
export function callableAround(path: Node[]): Node | undefined {
  return path.findLast(isBoundary);
}

/** How a class is written in this file: its simple name when that is imported. */
export function writtenName(unit: Unit, module: string, name: string): string {
  const own = unit.classes.some((one) => one.name === name);
  const single = unit.imports.find((one) => !one.static && one.local === name);
  const imported = single ? single.module === module
    : unit.imports.some((one) => !one.static && one.module === module && one.name === '*');
  return imported && !own ? name : `${module}.${name}`;
}

/** A name that is no variable of the function or of those around it. */
export function freeName(unit: Unit, func: number, ...candidates: string[]): string {
  const around = new Set<number>();
  for (let at: number | undefined = func; at !== undefined; at = unit.funcs[at].parent) around.add(at);
  const taken = new Set(unit.symbols.filter((one) => one.func !== undefined && around.has(one.func)).map((one) => one.name));
  const last = candidates[candidates.length - 1];
  for (let count = 2; ; count++) {
    const name = candidates.find((one) => !taken.has(one)) ?? `${last}${count}`;
    if (!taken.has(name)) return name;
  }
}

/** The name of the variable of a catch clause. */
export function caughtName(source: SourceText, handler: Node): string | undefined {
  const head = childOf(handler, 'catch_formal_parameter');
  const name = head && fieldOf(head, 'name');
  const text = name && source.slice(name);
  return text && text !== '_' ? text : undefined;
}

function simpleName(type: string): string {
  return type.split('<', 1)[0].split('.').pop()!.trim();
}
