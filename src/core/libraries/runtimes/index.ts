import { ecmascript } from './ecmascript';
import { javaHelpers } from './java-helpers';
import { jdk } from './jdk';
import { node } from './node';
import type { RuntimeTable } from './row';
import { scriptHelpers } from './script-helpers';

/** What calls of runtimes and of common helpers do. */
export const runtimes: readonly RuntimeTable[] = [ecmascript, node, scriptHelpers, jdk, javaHelpers];

export type { CallKind, RuntimeRow, RuntimeTable } from './row';
