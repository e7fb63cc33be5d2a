import type { Range } from '../text/span';

/** The names that a configuration may have. */
export const POLICY_FILES = ['kafka-review.config.json', 'kafka-review.config.yml', 'kafka-review.config.yaml'];

/** A larger text is no configuration that a person wrote; in UTF-16 units. */
export const LARGEST_POLICY = 256 * 1024;

/** What is wrong with a configuration, why, and what to do. */
export interface PolicyFault {
  file: string;
  range: Range;
  message: string;
}

/** A fault of a configuration as a whole. */
export function wholeFault(file: string, message: string): PolicyFault {
  const start = { line: 1, column: 1 };
  return { file, range: { start, end: start }, message };
}
