import type { Fix } from '../../kafka/evidence';
import type { Context } from '../context';
import { innermost, type JudgedSwallow } from './swallows';

/** Lets a failure go on that a catch or a callback ended. */
export function rethrowFix(context: Context, judged: JudgedSwallow): Fix | undefined {
  const { unit } = judged;
  // Closing on the way out would commit the rest of the batch as well.
  if (judged.closing) return undefined;
  const { at } = judged;
  if (at?.catch) {
    const func = innermost(unit, at.span);
    return func && context.repair(unit, false, (repairs, source) => repairs.rethrow(unit, source, func, at.catch!));
  }
  if (at?.callback && unit.language === 'typescript') return context.repair(unit, false, (repairs, source) => repairs.rethrowIn(unit, source, at.callback!));
  return at?.link && context.repair(unit, false, (repairs, source) => repairs.dropLink(unit, source, at.link!));
}
