import type { Stop } from '../../analysis/calls/loss';
import { storyOf } from '../../analysis/ways/story';
import type { Summary } from '../../analysis/ways/summary';
import type { Checkpoint } from '../../analysis/ways/way';
import { type Sureness, surenessOf, surest } from '../../kafka/loudness';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { isOfWork } from './of-work';
import { type JudgedSwallow, placeKey } from './swallows';

/** Closing after a failure that ended the loop, with auto commit on: it commits the failed record and the rest. */
export interface JudgedClose {
  close: Stop;
  because: Stop[];
  /** How sure the story is of the failure that is forgotten. */
  sureness: Sureness;
}

/** What closing the consumer of a poll loop that commits by itself does. */
export interface Closing {
  /** Where the function of the loop closes it, if it does. */
  at?: Stop;
  /** Where it is closed after a failure of the work that nothing in the loop ended. */
  onFailure?: Stop;
  forgotten: JudgedClose[];
}

/** Where a poll loop's consumer is closed, and by which failures. */
export function closingOf({ ways }: Context, found: FoundHandler, { ends, checkpoints }: Summary, swallows: readonly JudgedSwallow[]): Closing {
  const closes = found.form === 'poll-loop' && found.autoCommit === true ? checkpoints.filter(one => one.what === 'close') : [];
  const judged = new Set(swallows.flatMap(({ at }) => (at ? [placeKey(at)] : [])));
  const final = new Set(ends.flatMap(({ how, loss }) => (how === 'returns' && loss.kind === 'ended' ? [placeKey(loss.at)] : [])));
  const failed = closes.filter(({ loss, fault }) => isOfWork(fault) && !fault?.second && (loss.kind === 'live' || (loss.kind === 'ended' && loss.at.what !== 'dropped' && !loss.polled && !judged.has(placeKey(loss.at)))));
  const forgotten = new Map<string, JudgedClose>();
  for (const one of failed) {
    if (one.loss.kind !== 'ended' || !one.fault || !final.has(placeKey(one.loss.at))) continue;
    const { unit, span } = one.loss.at, close = spotOf(one), key = `${placeKey(close)} ${placeKey(one.loss.at)}`;
    const sureness = surenessOf(storyOf(ways, one.fault, one.loss.at)), known = forgotten.get(key);
    if (known) known.sureness = surest([known.sureness, sureness]);
    else forgotten.set(key, { close, sureness, because: [{ unit, span, note: 'the failure ends the loop here, and is forgotten' }, close] });
  }
  return { ...(closes[0] ? { at: spotOf(closes[0]) } : {}), ...(failed[0] ? { onFailure: spotOf(failed[0]) } : {}), forgotten: [...forgotten.values()] };
}

function spotOf({ at: { unit, call } }: Checkpoint): Stop {
  return { unit, span: call.nameSpan, note: 'closing commits all that was polled' };
}
