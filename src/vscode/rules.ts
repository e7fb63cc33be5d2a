import { unusedSuppression, type RuleInfo } from '../core/report/rule-info';
import { ruleInfos as rules } from '../core/rules/index';

export type { RuleInfo };

/** Everything that is found and shown as a rule, with its page, in the order of the layers. */
export const ruleInfos: readonly RuleInfo[] = [...rules, unusedSuppression];
