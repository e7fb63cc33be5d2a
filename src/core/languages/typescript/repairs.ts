import type { Repairs } from '../../flow/language';
/** x */
export const repairs: Repairs = {} as Repairs;
