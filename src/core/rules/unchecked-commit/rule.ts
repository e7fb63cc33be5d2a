import { named } from '../../kafka/subject';
import type { Commit, KafkaModel } from '../../kafka/model';
import type { Rule } from '../rule';

/** Nobody learns when the commit fails, and the records are read again after the next rebalance or restart. */
export const rule: Rule = {
  id: 'unchecked-commit',
  title: 'A commit whose failure nobody sees',
  layer: 'consumer',
  severity: 'info',

  check(model, report) {
    for (const commit of model.commits) {
      if (commit.checked !== 'nobody' || hasLastWord(model, commit)) continue;

      report(commit, {
        about: commit,
        message: `nobody sees when ${named(commit, 'this commit')} fails, and the records are then read again; look at the failure, or commit synchronously before closing.`,
        severity: 'info',
        sureness: 'certain',
        fixes: () => [commit.wait],
      });
    }
  },
};

/** The usual pattern: unchecked commits on the way, and a checked one before the partitions are given up. */
function hasLastWord(model: KafkaModel, commit: Commit): boolean {
  return model.consumers.some(({ commits }) => commits.includes(commit) && commits.some(other => other.checked === 'thrown'));
}
