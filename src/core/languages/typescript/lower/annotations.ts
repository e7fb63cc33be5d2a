import { ESCAPES, spanOf } from './context';
import { entityName } from './types';
import type { Context } from './context';
import type { Annotation } from '../../../flow/unit';
import type { TSESTree } from '../parse/parse';

/** Decorators as annotations; their arguments are named by position. */
export function annotations(cx: Context, decorators: readonly TSESTree.Decorator[] | undefined): Annotation[] {
  return (decorators ?? []).map((node) => {
    const { expression } = node, span = spanOf(node);
    if (expression.type !== 'CallExpression') return { name: entityName(expression), args: [], span };
    const args = expression.arguments.map((one, index) => ({ name: String(index), value: cx.expr(one, ESCAPES) }));
    return { name: entityName(expression.callee), args, span };
  });
}
