import type { Call } from '../../flow/unit';
import { closeOfResource, closesConsumer } from '../calls/close';
import { type Effect, isWork } from '../calls/effect';
import { type CallAt, NO_LOSS } from '../calls/loss';
import type { FunctionWalk } from './engine';
import type { End } from './summary';
import { type Checkpoint, failedOn, isFresh, type Progress, type Way, withLoss, withoutFault } from './way';

/** What the calls of one function do to the progress of the record at hand; what they pass is noted. */
export class RecordProgress {
  constructor(private readonly walk: FunctionWalk) {}

  get #engine() { return this.walk.engine; }
  get #unit() { return this.walk.unit; }

  /** What a call does to the progress of the record at hand. */
  advance(call: Call, effect: Effect, way: Way): Way {
    const role = effect.meaning?.role, at = { unit: this.#unit, call };
    const here = (what: Checkpoint['what']): Checkpoint => ({
      what, at, shown: at, meaning: effect.meaning!, library: effect.library, loss: way.loss, fault: way.fault, worked: way.progress?.worked ?? false, each: this.walk.isInEach,
    });
    const note = (checkpoint: Checkpoint): void => { for (const failed of eachOn(way)) this.walk.note({ ...checkpoint, ...failed }); };
    if (role === 'poll') {
      const progress = { worked: false, polled: true };
      if (way.loss.kind === 'ended' && !way.progress?.polled) return { ...withoutFault(way), progress };
      note(here('poll'));
      const polled = way.loss.kind === 'ended' ? withLoss(way, { ...way.loss, inside: false, polled: true, moved: true }) : way;
      return { ...polled, progress };
    }
    if (role === 'commit' || role === 'acknowledge' || role === 'send-offsets') {
      const commit = here('commit');
      note(commit);
      return isFresh(way) && !commit.worked ? { ...way, progress: { ...way.progress, worked: false, covered: commit } } : way;
    }
    if (role === 'close' && closesConsumer(this.#engine.callFacts.types, this.#unit, call)) note(here('close'));
    return isWork(effect) && isFresh(way) ? this.worked(way, at) : way;
  }

  /** The resources of a `try` are closed, however it is left. */
  close(resources: readonly number[], ways: readonly Way[]): void {
    for (const symbol of resources) {
      const call = closeOfResource(this.#engine.callFacts.types, this.#unit, symbol, this.walk.func.id), at = call && { unit: this.#unit, call };
      if (!at) continue;
      for (const way of ways) {
        const closed = { what: 'close', at, shown: at, meaning: { role: 'close' }, worked: way.progress?.worked ?? false, each: this.walk.isInEach } as const;
        for (const failed of eachOn(way)) this.walk.note({ ...closed, ...failed });
      }
    }
  }

  /** Work is done; if the record counts as done already, that was too early. */
  worked(way: Way, work: CallAt): Way {
    const { progress } = way;
    if (progress?.worked) return progress.earlier ? { ...way, progress: { ...progress, earlier: false } } : way;
    if (progress?.covered) {
      // What is done about another failure is no work for the record.
      if (way.loss.kind === 'past') return way;
      this.walk.note({ ...progress.covered, what: 'early', loss: NO_LOSS, fault: undefined, work });
      return way;
    }
    return { ...way, progress: { ...progress, worked: true } };
  }

  /** The progress after a function was run: its own, or what it added to that of its caller. */
  after(call: Call, end: End, way: Way): Progress | undefined {
    const { progress: inner } = end, at = { unit: this.#unit, call };
    const covered = inner?.covered && { ...inner.covered, shown: at };
    if (!way.progress) return inner && { ...inner, ...(covered ? { covered } : {}) };
    if (inner?.worked && !way.progress.worked && isFresh(way)) return this.worked({ ...way, progress: { ...way.progress } }, at).progress;
    return { worked: way.progress.worked || inner?.worked === true, ...(way.progress.polled || inner?.polled ? { polled: true } : {}), ...(way.progress.covered ?? covered ? { covered: way.progress.covered ?? covered } : {}) };
  }
}

/** What failed on a way, each by itself; or nothing did. */
function eachOn(way: Way): readonly Pick<Way, 'fault' | 'loss'>[] {
  return way.fault ? failedOn(way) : [{ loss: way.loss }];
}
