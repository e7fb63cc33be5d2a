import type { Policy } from '../core/policy/policy';
import { wholeFault } from '../core/policy/names';
import { readPolicy } from '../core/policy/read';
import { beyondBaseline, type Baseline } from '../core/review/baseline';
import type { Review } from '../core/review/finding';
import type { ReviewOptions } from '../core/session';
import { readBaselineFile } from '../files/baseline-file';
import { besidePolicy, findPolicy, type PolicyFile } from '../files/policy-file';
import type { Configure, Configured } from './protocol';
import { ruleInfos } from './rules';

/** The configurations of the roots, with what is known of them, as the thread that reviews holds them. */
export class Policies {
  readonly #held = new Map<string, { policy: Policy | undefined; stamp: string; baseline?: Baseline }>();

  /** What the team has decided for a root. */
  of(root: string): Policy | undefined {
    return this.#held.get(root)?.policy;
  }

  delete(root: string): void {
    this.#held.delete(root);
  }

  /** Takes up the configuration of a root, and says whether that is another one; a broken one leaves the last in place. */
  take({ root, folder, highest, given }: Configure & { root: string }): { configured: Configured; changed: boolean } {
    const found: Partial<PolicyFile> | undefined = given ? readPolicy(given.file, given.text, ruleInfos)
      : folder === undefined ? undefined : findPolicy(folder, ruleInfos, highest);
    const { absolute, faults = [], policy } = found ?? {};
    if (faults.length > 0) return { configured: { absolute, faults, named: [] }, changed: false };
    const file = policy?.baseline === undefined || absolute === undefined ? undefined : besidePolicy(absolute, policy.baseline);
    const known = file === undefined || folder === undefined ? undefined : readBaselineFile(file, folder);
    const named = file === undefined ? [] : [file];
    if (known?.fault !== undefined) {
      const fault = wholeFault(policy!.file, `the baseline \`${policy!.baseline}\` cannot be read: ${known.fault}; \`kafka-review baseline\` writes it anew`);
      return { configured: { absolute, faults: [fault], named }, changed: false };
    }
    const stamp = policy?.stamp ?? '', changed = this.#held.get(root)?.stamp !== stamp;
    this.#held.set(root, { policy, stamp, baseline: known?.baseline });
    return { configured: { absolute, faults, excluded: policy?.excluded, named }, changed };
  }

  /** What of a review counts: what is not known. */
  select(root: string, review: Review, rules: ReviewOptions['rules']): Review {
    const { baseline, policy } = this.#held.get(root) ?? {};
    const setting = (rule: string, path: string) => rules?.[rule] ?? policy?.setting(rule, path);
    return baseline ? beyondBaseline(review, baseline, ({ rule, path }) => setting(rule, path) !== 'off') : review;
  }
}
