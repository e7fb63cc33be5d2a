import type { Unit } from '../../../flow/unit';
import { declareClass, isClass, lowerAnonymous, lowerClass } from './classes';
import { Context, type Grammar } from './context';
import { lowerExpr } from './expressions';
import type { Parse } from '../parse/parse';
import { recovered } from '../parse/recovery';
import { lowerBlock, lowerStatement } from './statements';
import type { Node } from '../parse/tree';
import { childOf, named, spanOf } from '../parse/tree';

const GRAMMAR: Grammar = { lowerExpr, lowerStatement, lowerBlock, lowerAnonymous };

/** Lowers a Java file; one that cannot be read at all gives an empty unit. */
export function lowerJava(parse: Parse, path: string, text: string): Unit {
  try {
    const parsed = parse(text);
    if (parsed) return lowerTree(new Context(path, text, parsed.broken, GRAMMAR), parsed.root);
  } catch {
    // A reviewer that stops at one strange file is of no use; the file is marked instead.
  }
  return new Context(path, text, true, GRAMMAR).unit;
}

function lowerTree(ctx: Context, root: Node): Unit {
  const whole = spanOf(root), start = { start: 0, end: 0 };
  const top = ctx.addFunc({ name: '', kind: 'module', span: whole, nameSpan: start, bodySpan: whole });
  const members = recovered(root);
  for (const member of members) {
    if (member.type === 'package_declaration') ctx.unit.package = nameIn(ctx, member);
    if (member.type === 'import_declaration') lowerImport(ctx, member);
  }
  const classes = new Map(members.filter(isClass).map((node) => [node, declareClass(ctx, node, {})]));
  top.body = ctx.collect(() => {
    for (const member of members) {
      const work = classes.get(member);
      if (work) lowerClass(ctx, work);
      else lowerStatement(ctx, member);
    }
  });
  return ctx.unit;
}

function nameIn(ctx: Context, node: Node): string {
  const name = childOf(node, 'scoped_identifier', 'identifier');
  return name ? ctx.textOf(name).replace(/\s+/g, '') : '';
}

function lowerImport(ctx: Context, node: Node): void {
  const full = nameIn(ctx, node), span = spanOf(node);
  const isStatic = node.children.some((child) => child.type === 'static') || undefined;
  if (named(node).some((child) => child.type === 'asterisk')) {
    ctx.addImport({ module: full, name: '*', static: isStatic, span });
    return;
  }
  const dot = full.lastIndexOf('.'), name = full.slice(dot + 1);
  if (name) ctx.addImport({ local: name, module: full.slice(0, Math.max(dot, 0)), name, static: isStatic, span });
}
