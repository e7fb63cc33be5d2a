import { dropLink, rethrow, rethrowIn } from './catch';
import { plusOne } from './offset';
import { moveAfter, remove } from './statement';
import { wait } from './wait';
import type { Repairs } from '../../../flow/language';

/** The changes of code for TypeScript and JavaScript. */
export const repairs: Repairs = {
  wait, waitInside: () => undefined, setArgument: () => undefined, append: () => undefined,
  rethrow, rethrowIn, dropLink, moveAfter, remove, plusOne,
  testFailure: () => undefined, close: () => undefined,
};
