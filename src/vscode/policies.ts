import type { Policy } from '../core/policy/policy';
import { readPolicy } from '../core/policy/read';
import { findPolicy, type PolicyFile } from '../files/policy-file';
import type { Configure, Configured } from './protocol';
import { ruleInfos } from './rules';

/** The configurations of the roots, as the thread that reviews holds them. */
export class Policies {
  readonly #held = new Map<string, { policy: Policy | undefined; stamp: string }>();

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
    const stamp = policy?.stamp ?? '', changed = this.#held.get(root)?.stamp !== stamp;
    if (changed) this.#held.set(root, { policy, stamp });
    return { configured: { absolute, faults, excluded: policy?.excluded, named: [] }, changed };
  }
}
