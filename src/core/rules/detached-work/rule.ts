import { named } from '../../kafka/subject';
import type { Commit, Detached, Handler } from '../../kafka/model';
import type { Rule } from '../rule';
import type { Evidence } from '../../kafka/evidence';

/** The handler returns while its work still runs: the offset is committed, and a failure or a crash loses the record. */
export const rule: Rule = {
  id: 'detached-work',
  title: 'Work that outlives its handler',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    for (const handler of model.handlers) {
      if (handler.detached.length === 0) continue;
      const commits = model.commits.filter(commit => commit.handler === handler);
      // What commits nothing itself leaves the commit to the work.
      if ((handler.commits === 'by-hand' || handler.commits === 'unknown') && commits.length === 0) continue;

      for (const detached of handler.detached) {
        if (detached.asked) continue;
        // It may be through before its code asks for the next records: then only the clock comes too early, of which auto-commit speaks.
        if (detached.how === 'listener' && handler.asksForNext) continue;
        report(detached, {
          about: { topics: handler.topics, name: detached.name ?? handler.name },
          message: messageOf(detached),
          severity: 'error',
          sureness: detached.sureness,
          because: [...detached.because, ...doneBy(handler, commits)],
          fixes: () => [detached.wait],
        });
      }
    }
  },
};

function doneBy(handler: Handler, [commit]: Commit[]): Evidence[] {
  if (commit) return [{ path: commit.path, span: commit.span, note: 'commits without waiting for it' }];
  const note = NOTES[handler.commits];
  return note ? [{ path: handler.path, span: handler.span, note }] : [];
}

const NOTES: Partial<Record<Handler['commits'], string>> = {
  'on-return': 'the record counts as done when this handler returns',
  'on-poll': 'the next poll commits the record',
};

function messageOf(detached: Detached): string {
  const work = named(detached, 'this work');
  switch (detached.how) {
    case 'future':
      return 'nobody waits for the future that this listener returns, and the offset is committed at once: a crash loses the record; wait for it inside the listener.';
    case 'listener':
      return `nobody waits for the promise of this listener, and the offset is committed while ${work} still runs: a failure or a crash loses the record; commit by hand after it.`;
    case 'queue':
    case 'emitter':
      return `${work} only hands the record on in memory, and its offset is committed at once: a crash or a failure loses it; wait until it is handled.`;
    case 'timer':
      return `${work} leaves the work to a timer, and the offset is committed at once: a crash or a failure loses the record; wait for the work.`;
    case 'reactive':
      return `nobody waits for ${work}, and the offset is committed at once: a crash or a failure loses the record; wait for its end.`;
    default:
      return `the offset is committed while ${work} still runs: if it fails or the process stops, the record is lost; wait for it.`;
  }
}
