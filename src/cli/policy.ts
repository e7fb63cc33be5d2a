import { resolve } from 'node:path';
import type { Policy } from '../core/policy/policy';
import type { PolicyFault } from '../core/policy/names';
import { terminalLine } from '../core/report/escape';
import type { RuleInfo } from '../core/report/rule-info';
import { findPolicy, readPolicyFile } from '../files/policy-file';
import { UsageError, type Configured } from './args';
import type { Terminal } from './terminal';

/** A configuration, and where it is. */
export interface HeldPolicy {
  policy: Policy;
  absolute: string;
}

/**
 * What the team has decided for the files below a folder.
 * @throws UsageError with each mistake of the configuration
 */
export function policyFor(
  root: string, { config, noConfig }: Configured, rules: readonly RuleInfo[], { cwd }: Terminal,
): HeldPolicy | undefined {
  if (noConfig) return undefined;
  const found = config === undefined ? findPolicy(root, rules, cwd) : readPolicyFile(resolve(cwd, config), root, rules);
  if (found?.faults) throw new UsageError(`nothing is reviewed, since the configuration has ${found.faults.length === 1 ? 'a mistake' : 'mistakes'}:${found.faults.map(line).join('')}`);
  return found && { policy: found.policy, absolute: found.absolute };
}

function line({ file, range: { start }, message }: PolicyFault): string {
  return `\n${terminalLine(`${file}:${start.line}:${start.column}  ${message}.`)}`;
}
