import type { Repairs } from '../../flow/language';
import type { Parse } from './parse';
export function createRepairs(parse: Parse): Repairs { return null as unknown as Repairs; }
