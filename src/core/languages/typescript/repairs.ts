import { dropLink, rethrow, rethrowIn } from './repair-catch';
import { plusOne } from './repair-offset';
import { moveAfter, remove } from './repair-statement';
import { wait } from './repair-wait';
import type { Repairs } from '../../flow/language';

/** The changes of code for TypeScript and JavaScript. */
export const repairs: Repairs = { wait, waitInside: () => undefined, rethrow, rethrowIn, dropLink, moveAfter, remove, plusOne, testFailure: () => undefined, close: () => undefined };
