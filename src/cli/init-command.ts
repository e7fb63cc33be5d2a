import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLICY_FILES } from '../core/policy/names';
import { starter } from '../core/policy/starter';
import { exists, reason } from '../files/policy-file';
import { UsageError } from './args';
import type { Terminal } from './terminal';

/**
 * Writes a configuration that changes nothing yet into the current folder.
 * @throws UsageError where there is one already, or none can be written
 */
export function initCommand(format: 'json' | 'yaml', { cwd, stdout }: Terminal): void {
  const there = POLICY_FILES.find(name => exists(join(cwd, name)));
  if (there) throw new UsageError(`there is a \`${there}\` already. Change that one, or remove it first.`);
  const name = `kafka-review.config.${format === 'json' ? 'json' : 'yml'}`;
  try {
    writeFileSync(join(cwd, name), starter(format), { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`\`${name}\` cannot be written: ${reason(error)}.`);
  }
  stdout.write(`${name} is written. It changes nothing yet; the README tells what can stand in it.\n`);
}
