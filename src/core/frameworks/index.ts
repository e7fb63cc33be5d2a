import type { Framework } from '../model/framework';
import { spring } from './spring/index';

/** The frameworks that are known. */
export const frameworks: readonly Framework[] = [spring];
