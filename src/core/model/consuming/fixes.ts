import type { Fix } from '../../kafka/evidence';
import type { Context } from '../context';
import type { JudgedSwallow } from './swallows';

/** Lets a failure go on that a catch or a callback ended. */
export function rethrowFix(context: Context, judged: JudgedSwallow): Fix | undefined {
  const { unit } = judged;
  // Closing on the way out would commit the rest of the batch as well.
  if (judged.closing) return undefined;
  const node = judged.node;
  if (judged.handler && node?.kind === 'try') {
    const func = unit.funcs[judged.handler.func];
    return context.repair(unit, false, (repairs, source) => repairs.rethrow(unit, source, func, node.catches[judged.handler!.index].handler));
  }
  if (judged.callbackFunc !== undefined && unit.language === 'typescript') return context.repair(unit, false, (repairs, source) => repairs.rethrowIn(unit, source, unit.funcs[judged.callbackFunc!]));
  return judged.link && context.repair(unit, false, (repairs, source) => repairs.dropLink(unit, source, judged.link!));
}
