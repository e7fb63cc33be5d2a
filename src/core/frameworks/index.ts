import type { Framework } from '../model/framework';
import { nestjs } from './nestjs/index';
import { spring } from './spring/index';

/** The frameworks that are known. */
export const frameworks: readonly Framework[] = [spring, nestjs];
