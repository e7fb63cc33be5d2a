import type { Call, Expr, Unit, Use } from '../../flow/unit';
import type { Ending } from './loss';

/** Where the failure of a call comes to light. */
export type Surface =
  /** At the call itself, as an exception. */
  | { kind: 'thrown' }
  /** Where a promise or future is waited for later: the ids of calls, or `awaitKey` of awaits; or where the function returns it. */
  | { kind: 'asked'; until: readonly number[]; returned: boolean }
  /** A callback is given it; `onward` is where it goes when that passes it on. */
  | { kind: 'callback'; home?: Unit; callback: Expr; failure: number; method: string; always: boolean; passes: boolean; link: Call; onward: Surface }
  /** Nobody hears of it; of a promise that is raced with a time-out, unless it fails first. */
  | { kind: 'lost'; at: Ending; first?: Surface }
  /** The process ends with it. */
  | { kind: 'ends-process' }
  | { kind: 'unknown' };

/** At the call itself. */
export const THROWN: Surface = { kind: 'thrown' };
/** Where it is not followed. */
export const ELSEWHERE: Surface = { kind: 'unknown' };
/** What a promise shows that is handed to what is not followed. */
export const ELSEWHERE_NOTE = 'its outcome goes where it cannot be followed';
/** What a dropped promise shows. */
export const UNHEARD = 'nobody waits for it';
/** What the time-out shows that a promise is raced with, and that counts as success. */
export const RACED = 'this time-out counts as success';

/** How the place of an `await` of a variable is named among those that ask for a promise. */
export function awaitKey(start: number): number {
  return -1 - start;
}

/** Of several readers of one promise: whoever waits; or else a callback; or else it is not known. */
export function bestOf(surfaces: readonly Surface[]): Surface | undefined {
  const asked = surfaces.filter(one => one.kind === 'asked');
  const callback = surfaces.find(one => one.kind === 'callback');
  if (callback && asked.length > 0) return { ...callback, passes: true, onward: bestOf(asked)! };
  if (asked.length > 0) return { kind: 'asked', until: asked.flatMap(one => one.until), returned: asked.some(one => one.returned) };
  return callback ?? surfaces.find(one => one.kind === 'thrown') ?? surfaces.find(one => one.kind === 'unknown') ?? surfaces[0];
}

/** What a variable shows that is waited for by a call on it: that call throws. */
export function askedBy(use: Use, surface: Surface): Surface {
  return surface.kind === 'thrown' && use.kind === 'receiver' ? { kind: 'asked', until: [use.call], returned: false } : surface;
}
