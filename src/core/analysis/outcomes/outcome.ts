import type { Call, Catch, Func, Unit } from '../../flow/unit';
import type { Ground } from '../../kafka/loudness';
import type { Fate } from '../../kafka/model';
import type { Span } from '../../text/span';

/** What becomes of an outcome, how that was seen, and the function whose callers it reaches, if it leaves one. */
export interface Outcome {
  fate: Fate;
  /** The catch, callback or variable that decides. */
  at?: { unit: Unit; span: Span; note: string; catch?: Catch; callback?: Func; link?: Call };
  /** With the fate `handled`: the call by which alone the record may be kept, and which cannot be seen. */
  unseen?: { unit: Unit; span: Span; note: string };
  /** What the links of its story rest on, where there is one. */
  story?: readonly { rests: Ground }[];
  /** The function that hands the outcome on; how its callers get it. */
  leaves?: { unit: Unit; func: Func; as: 'promise' | 'throws' };
  /** With the fate `swallowed`: whoever asked was told at that place that all is well. */
  answered?: true;
  /** A time-out that counts as success stands beside it. */
  raced?: true;
  /** A callback that logs the failure, while the future itself goes on to somebody else. */
  logged?: Outcome['at'];
}

/** A failure that nobody hears of. */
export function isUnheard({ fate }: Outcome): boolean {
  return fate === 'dropped' || fate === 'ignored' || fate === 'swallowed';
}

/** A failure that ends as a log line. */
export function isLogged({ fate, at }: Outcome): boolean {
  return fate === 'swallowed' && /logged/.test(at?.note ?? '');
}
