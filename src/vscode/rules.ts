import type { RuleInfo } from '../core/report/rule-info';
import { ruleInfos as all } from '../core/session';

/** Every rule with its page, in the order of the layers. */
export function ruleInfos(): readonly RuleInfo[] {
  return all;
}
