import { named } from '../../kafka/subject';
import type { Commit } from '../../kafka/model';
import { samePlace, type Place } from '../../text/span';
import type { Rule } from '../rule';
import type { Fix } from '../../kafka/evidence';

/** The commit also runs when the work has failed: the record counts as done, and is lost. */
export const rule: Rule = {
  id: 'commit-after-failure',
  title: 'A commit that also covers failed work',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    for (const commit of model.commits) {
      const message = MESSAGES[commit.order]?.(named(commit, 'this commit'));
      if (!message || (commit.order === 'finally' && commit.sparesOwn)) continue;
      const kept = commit.order === 'finally' && commit.handler?.retryTopic;

      report(placeOf(commit), {
        about: commit,
        message: kept ? KEPT : message,
        severity: kept ? 'info' : 'error',
        sureness: commit.sureness,
        because: commit.order === 'on-close' ? commit.because.slice(1) : commit.order === 'past-failed-batch' ? [{ path: commit.path, span: commit.span, note: 'the next commit here covers the failed batch as well' }] : commit.because,
        fixes: () => [commit.order === 'finally' ? commit.moveAfterWork : commit.order === 'on-close' ? undefined : rethrowOf(commit)],
      });
    }
  },
};

const MESSAGES: Partial<Record<Commit['order'], (commit: string) => string>> = {
  finally: commit => `${commit} in \`finally\` commits even when the work has failed, so the record counts as done and is lost; commit after the work instead.`,
  'after-failure': commit => `${commit} also runs after a swallowed failure, so the failed record is lost; rethrow, or send the record to a dead-letter topic first.`,
  'past-failed-batch': commit => `the loop goes on after a failure, and the next ${commit} covers the failed batch as well: it is lost; rethrow, or seek back.`,
  'on-close': () => 'after a failure `close()` commits all that was polled, so the rest of the batch is lost; turn auto commit off and commit after the work.',
};

const KEPT = '`finally` acknowledges the failed record before it is in its retry topic: a crash in between loses it; acknowledge as the last step instead.';

/** For a loop that goes on or ends, the catch is what is wrong; the commit stands where it should. */
function placeOf(commit: Commit): Place {
  return ((commit.order === 'past-failed-batch' || commit.order === 'on-close') && commit.because[0]) || commit;
}

function rethrowOf({ because, handler, rethrow }: Commit): Fix | undefined {
  return rethrow ?? handler?.swallows.find(swallow => because.some(place => samePlace(place, swallow)))?.rethrow;
}
