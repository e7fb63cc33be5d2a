import type { Expr } from '../../../flow/unit';
import type { Context } from './context';
import type { Node } from '../parse/tree';
import { childOf, named } from '../parse/tree';
import { typeOf } from './types';

/** Declares the variables of a pattern that `value` is matched with. */
export function declarePattern(ctx: Context, pattern: Node, value: Expr, route?: string): void {
  if (pattern.type === 'pattern') {
    for (const child of named(pattern)) declarePattern(ctx, child, value, route);
  } else if (pattern.type === 'record_pattern') {
    const parts = childOf(pattern, 'record_pattern_body');
    named(parts ?? pattern).forEach((part, index) => {
      if (part.type.startsWith('record_pattern')) declarePattern(ctx, part, value, `${route ? `${route}.` : ''}${index}`);
    });
  } else {
    const [type, name] = named(pattern);
    if (name?.type === 'identifier') ctx.declare('local', name, { type: typeOf(ctx, type), values: [value], route });
  }
}
