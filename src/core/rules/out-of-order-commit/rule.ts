import { named } from '../../kafka/subject';
import type { Handler, KafkaModel, OutOfOrder } from '../../kafka/model';
import { samePlace } from '../../text/span';
import type { Rule } from '../rule';

/** A commit covers all records before it, also those that another thread or promise has not done. */
export const rule: Rule = {
  id: 'out-of-order-commit',
  title: 'Records that count as done in whatever order parallel work ends',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    for (const handler of model.handlers) {
      for (const commit of handler.outOfOrder) {
        if (isTold(model, handler, commit)) continue;

        report(commit, {
          about: { topics: handler.topics, name: commit.name },
          message: messageOf(commit),
          severity: 'error',
          sureness: 'likely',
          because: commit.because,
        });
      }
    }
  },
};

/** Of the same loss another rule speaks: of work or a send that nobody waits for, or of a commit before the work. */
function isTold({ commits, sends }: KafkaModel, handler: Handler, commit: OutOfOrder): boolean {
  const [parallel] = commit.because;
  const commitsItself = !/^(by-hand|unknown)$/.test(handler.commits) || commits.some(one => one.handler === handler);
  return (commitsItself && handler.detached.some(detached => samePlace(parallel, detached)))
    || commits.some(one => one.order === 'before' && samePlace(one, commit))
    || sends.some(({ fate, path, span: { start } }) =>
      fate === 'dropped' && path === commit.path && start > parallel.span.start && start < commit.span.start);
}

function messageOf(commit: OutOfOrder): string {
  const name = named(commit, 'this');
  return commit.otherThread
    ? `a consumer belongs to the thread that polls: ${name} throws here, or covers records that are still in work; wait for the work, then commit where it polls.`
    : `${name} follows the order in which the work ends, and covers records before it that failed or are not done: they are lost; wait for all, then commit.`;
}
